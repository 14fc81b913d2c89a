"""Cases of which each stands in one fact: any period is a difference of two sums, however many rows there are."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from dashboard.indicators.by_day import ByDay, Days, Key, Numbers, Places, in_days
from dashboard.indicators.measures import plain

# One number for a key and a day, in the order of both.
_DAYS, _MIDDLE = 2**32, 2**31
VIEWS_KEPT = 64
FEW = 16


@dataclass(frozen=True)
class Sums:
    """The parts of all rows: of those known to the day added up in the order of key and day, of the others as they are.

    Amounts are whole hundredths: as such they are added exactly.
    """

    parts: tuple[str, ...]  # "is_example" only where there is one
    hundredths: frozenset[str]
    cases: int  # which part is the number of cases
    keys: int  # how many there are
    place: Places  # each key and day of which there is a row, as one number, in order
    added: Numbers  # places + 1 × parts: of all rows before that place
    # Known only to the month or year, or not even that: in no order.
    key: Places
    first: Days
    last: Days
    apart: Numbers  # rows × parts


@dataclass(frozen=True)
class Added(ByDay):
    """Some keys of what was added up by day."""

    sums: Sums
    number: Places  # of each key, among all that were added up

    @property
    def is_view(self) -> bool:
        """Whether these are not all keys that were added up."""
        return len(self.number) != self.sums.keys

    @property
    def size(self) -> int:
        """Bytes in memory of all that was added up."""
        held = [getattr(self.sums, field.name) for field in fields(self.sums)]
        return sum(part.nbytes for part in (*held, self.number) if isinstance(part, np.ndarray))

    def chosen(self, choices: Mapping[str, Sequence[str]], by: tuple[str, ...]) -> ByDay:
        """What has one of the names that are chosen: the same sums, under fewer keys."""
        asked = (*((dimension, tuple(names)) for dimension, names in choices.items()), by)
        if asked not in self._views:
            if len(self._views) >= VIEWS_KEPT:
                self._views.clear()
            self._views[asked] = super().chosen(choices, by)
        return self._views[asked]

    @cached_property
    def _views(self) -> dict[object, ByDay]:
        return {}

    def within(self, start: date | None, end: date | None) -> tuple[dict[str, Any], ...]:
        """The parts of what lies in the period."""
        first = in_days(start) if start else -_MIDDLE
        until = max(in_days(end) + 1 if end else _MIDDLE, first)
        if not self.by:
            return (self._total(first, until),)
        found = self._between(first, until)
        self._add_apart(found, first, until)
        places = np.flatnonzero(found[:, self.sums.cases])
        empty = self._empty
        rows = [empty[place].copy() for place in places.tolist()]
        # Column by column: there may be a thousand rows.
        for name, column in self._columns(found[places].T.tolist()).items():
            for row, number in zip(rows, column, strict=True):
                row[name] = number
        return tuple(rows)

    @cached_property
    def _empty(self) -> list[dict[str, Any]]:
        """The row of each key before its parts are told."""
        parts = dict.fromkeys(self.sums.parts) | {"is_example": False}
        return [dict(zip(self.by, key, strict=True)) | parts for key in self.keys]

    def _total(self, first: int, until: int) -> dict[str, Any]:
        """The parts of the one key there is: a page asks for dozens, and each call of NumPy's costs as much as this."""
        added, begin = self.sums.added, self._begin
        found = added[bisect_left(self._place, begin + until)] - added[bisect_left(self._place, begin + first)]
        self._add_apart(found[np.newaxis], first, until)
        told = self._columns([[number] for number in found.tolist()])
        return self._empty[0] | {name: number for name, (number,) in told.items()}

    def _between(self, first: int, until: int) -> Numbers:
        """Keys × parts: of the rows from the beginning of a day to that of another."""
        added = self.sums.added[self.sums.place.searchsorted(np.array([[first], [until]]) + self._begins)]
        found: Numbers = added[1] - added[0]
        return found

    @cached_property
    def _begins(self) -> Places:
        """Where the day 0 of each key would be."""
        begins: Places = self.number.astype(np.int64) * _DAYS + _MIDDLE
        return begins

    @cached_property
    def _begin(self) -> int:
        """That of the one key there is."""
        return int(self._begins[0])

    @cached_property
    def _place(self) -> "memoryview[int]":
        return self.sums.place.data

    def _add_apart(self, found: Numbers, begin: int, until: int) -> None:
        if self._few_apart is not None:
            for place, first_day, last_day, row in self._few_apart:
                if begin <= first_day and last_day < until:
                    found[place] += row
            return
        key, first, last, parts = self._apart
        inside = (first >= begin) & (last < until)
        if inside.any():
            np.add.at(found, key[inside], parts[inside])

    @cached_property
    def _few_apart(self) -> "list[tuple[int, int, int, Numbers]] | None":
        """The rows apart, one by one, where they are so few that NumPy costs more than what it saves."""
        key, first, last, parts = self._apart
        if len(key) > FEW:
            return None
        return list(zip(key.tolist(), first.tolist(), last.tolist(), parts, strict=True))

    @cached_property
    def _apart(self) -> tuple[Places, Days, Days, Numbers]:
        """The rows apart that have one of the keys: the place of the key among those here, days and parts."""
        sums = self.sums
        places = np.full(max([-1, *self.number.tolist(), *sums.key.tolist()]) + 1, -1)
        places[self.number] = np.arange(len(self.number))
        shown = places[sums.key]
        here = shown >= 0
        if here.all():
            return shown, sums.first, sums.last, sums.apart
        return shown[here], sums.first[here], sums.last[here], sums.apart[here]

    def _columns(self, found: Sequence[Sequence[float]]) -> dict[str, list[Any]]:
        """Part → its number of each key; `found` are as many numbers for each part."""
        hundredths = self.sums.hundredths
        columns: dict[str, list[Any]] = {
            name: [plain(number / 100) for number in column] if name in hundredths else list(map(int, column))
            for name, column in zip(self.sums.parts, found, strict=True)
        }
        if "known" in columns:
            # Nothing known adds up to nothing, and not to 0.
            for name in {"counted", "numerator", "denominator"} & columns.keys():
                told = zip(columns[name], columns["known"], strict=True)
                columns[name] = [number if known else None for number, known in told]
        if "is_example" in columns:
            columns["is_example"] = list(map(bool, columns["is_example"]))
        return columns

    def _of_keys(self, by: tuple[str, ...], keys: tuple[Key, ...], places: Sequence[int]) -> ByDay:
        # Behind the last key there is nothing.
        number = self.number[list(places)] if places else np.full(len(keys), self.sums.keys)
        return Added(by, keys, self.sums, number)


def added(
    by: tuple[str, ...],
    keys: tuple[Key, ...],
    first: Days,
    last: Days,
    key: Places,
    parts: Mapping[str, Numbers],
    hundredths: frozenset[str],
    cases: str,
) -> Added:
    """Rows with days, the place of their key and their parts, added up."""
    values = np.column_stack(list(parts.values()))
    to_the_day = first == last
    place = key[to_the_day].astype(np.int64) * _DAYS + _MIDDLE + first[to_the_day]
    order = np.argsort(place, kind="stable")
    in_order = place[order]
    total = np.zeros((len(order) + 1, len(parts)))
    np.cumsum(values[to_the_day][order], axis=0, out=total[1:])
    # Of many rows few have a day of their own.
    ends = np.flatnonzero(np.append(in_order[1:] != in_order[:-1], True)[: len(order)])
    others = ~to_the_day
    sums = Sums(
        tuple(parts), hundredths, list(parts).index(cases), len(keys), in_order[ends], total[np.append(0, ends + 1)],
        key[others], first[others], last[others], values[others],
    )  # fmt: skip
    return Added(by, keys, sums, np.arange(len(keys)))
