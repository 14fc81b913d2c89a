"""Cases that do not add up over days, row by row: each period is looked through."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from dashboard.indicators.by_day import ByDay, Days, Flags, Key, Numbers, Places, in_days
from dashboard.indicators.measures import plain


@dataclass(frozen=True)
class ByRow(ByDay):
    """Rows with a key and days; where no first is before its last, `last` is None."""

    first: Days
    last: Days | None

    @property
    def size(self) -> int:
        """Bytes in memory, with the places of the rows of each key."""
        held = [getattr(self, field.name) for field in fields(self)]
        return sum(part.nbytes for part in (*held, self.first) if isinstance(part, np.ndarray))

    def within(self, start: date | None, end: date | None) -> tuple[dict[str, Any], ...]:
        """The parts of what lies in the period."""
        counts, columns = self._counted(start, end)
        places = np.flatnonzero(counts) if self.keys != ((),) else np.zeros(1, int)
        keys = zip(*(self.keys[place] for place in places.tolist()), strict=True)
        names, found = (*self.by, *columns), [*keys, *(column[places].tolist() for column in columns.values())]
        return tuple(dict(zip(names, row, strict=True)) for row in zip(*found, strict=True))

    def _of_keys(self, by: tuple[str, ...], keys: tuple[Key, ...], places: Sequence[int]) -> ByDay:
        order, ends = self._by_key
        rows = [order[ends[place] : ends[place + 1]] for place in places]
        counts = [len(found) for found in rows]
        found, key = np.concatenate([order[:0], *rows]), np.repeat(np.arange(len(places), dtype=np.int32), counts)
        if len(places) > 1:
            # Rows stand in the order of their days, or what else the measure needs.
            again = np.argsort(found, kind="stable")
            found, key = found[again], key[again]
        return self._taken(by, keys, found, key)

    @cached_property
    def _by_key(self) -> tuple[Places, list[int]]:
        """The rows, key by key, and for each key where its rows begin; at last where all end."""
        key = self._places()
        order = np.argsort(key, kind="stable").astype(np.int32)
        return order, [0, *np.cumsum(np.bincount(key, minlength=len(self.keys))).tolist()]

    @abstractmethod
    def _places(self) -> Places:
        """For each row the place of its key."""

    @abstractmethod
    def _taken(self, by: tuple[str, ...], keys: tuple[Key, ...], rows: Places, key: Places) -> "ByRow":
        """These rows alone, each with the place of its key among other keys."""

    @abstractmethod
    def _counted(self, start: date | None, end: date | None) -> tuple[Any, dict[str, Any]]:
        """For each key the number of cases in the period, and the parts."""

    def _days_of(self, rows: Places) -> tuple[Days, Days | None]:
        return self.first[rows], None if self.last is None else self.last[rows]


@dataclass(frozen=True)
class Distinct(ByRow):
    """Cases that stand in several facts, and count once: in a period, whether a fact of theirs lies in it."""

    case: Places  # row → the case with its key: place of the key × number of cases + number of the case
    number: int  # how many cases there are
    is_example: Flags
    is_counted: Flags | None  # of a rate, whether the fact counts

    def _places(self) -> Places:
        return self.case // max(self.number, 1)

    def _taken(self, by: tuple[str, ...], keys: tuple[Key, ...], rows: Places, key: Places) -> "Distinct":
        case = key * self.number + self.case[rows] % max(self.number, 1)
        counted = None if self.is_counted is None else self.is_counted[rows]
        return Distinct(by, keys, *self._days_of(rows), case, self.number, self.is_example[rows], counted)

    def _counted(self, start: date | None, end: date | None) -> tuple[Any, dict[str, Any]]:
        rows = self._rows(start, end)
        case = self.case[rows]
        found = self._seen(case)
        is_example = self._seen(case[self.is_example[rows] if self._has_examples else slice(0)]) > 0
        if self.is_counted is None:
            return found, {"cases": found, "is_example": is_example}
        reached = self._seen(case[self.is_counted[rows]])
        return found, {"numerator": reached, "denominator": found, "is_example": is_example}

    @cached_property
    def _has_examples(self) -> bool:
        return bool(self.is_example.any())

    def _rows(self, start: date | None, end: date | None) -> Any:
        """The rows in the period, as a slice where they stand together: in the order of their first days."""
        begin = int(self.first.searchsorted(in_days(start))) if start else 0
        if not end:
            return slice(begin, None)
        until = in_days(end)
        if self.last is None:
            return slice(begin, int(self.first.searchsorted(until, "right")))
        return np.flatnonzero(self.last[begin:] <= until) + begin

    def _seen(self, case: Places) -> Places:
        """For each key the number of different cases."""
        seen = np.zeros(len(self.keys) * self.number, np.bool_)
        seen[case] = True
        counts: Places = seen.reshape(len(self.keys), self.number).sum(axis=1)
        return counts


@dataclass(frozen=True)
class Middle(ByRow):
    """Single cases, whose amounts have a median: in the order of their keys, of their amounts, those unknown last."""

    amount: Numbers
    is_example: Flags
    key: Places
    known: Places  # for each key the place behind its last known amount
    until: Places  # … and behind its last case

    def _places(self) -> Places:
        return self.key

    def _taken(self, by: tuple[str, ...], keys: tuple[Key, ...], rows: Places, key: Places) -> "Middle":
        return middle(by, keys, *self._days_of(rows), self.amount[rows], self.is_example[rows], key)

    def _counted(self, start: date | None, end: date | None) -> tuple[Any, dict[str, Any]]:
        rows = self._rows(start, end)
        until, known = np.searchsorted(rows, self.until), np.searchsorted(rows, self.known)
        begin = np.concatenate([[0], until[:-1]])
        middles = np.full(len(self.keys), None, object)
        for place in np.flatnonzero(known > begin).tolist():
            low, high = (int(begin[place] + known[place]) - 1) // 2, int(begin[place] + known[place]) // 2
            middles[place] = plain(float(self.amount[rows[low]] + self.amount[rows[high]]) / 2)
        counts = until - begin
        examples = rows[self.is_example[rows]] if self.is_example.any() else rows[:0]
        is_example = np.bincount(self.key[examples], minlength=len(self.keys)) > 0
        return counts, {"counted": middles, "known": known - begin, "cases": counts, "is_example": is_example}

    def _rows(self, start: date | None, end: date | None) -> Any:
        inside = self.first >= in_days(start) if start else np.ones(len(self.first), np.bool_)
        if end:
            inside &= (self.first if self.last is None else self.last) <= in_days(end)
        return np.flatnonzero(inside)


def middle(
    by: tuple[str, ...],
    keys: tuple[Key, ...],
    first: Days,
    last: Days | None,
    amount: Numbers,
    is_example: Flags,
    key: Places,
) -> Middle:
    """Single cases in the order of their keys and amounts, where an amount that is not known is no number."""
    places = np.arange(len(keys))
    until = np.searchsorted(key, places, "right")
    unknown = np.bincount(key[np.isnan(amount)], minlength=len(keys))
    return Middle(by, keys, first, last, amount, is_example, key, until - unknown, until)
