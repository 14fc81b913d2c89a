"""The cases of an indicator by day: what any period is answered from, however many rows there are.

What the parts of a value are stands in `measures.py`, which cases belong to a period in `conditions.py`. Here they are
only added up, from arrays that `days_read.py` reads once a version.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.indicators.measures import plain

Key = tuple[str | None, ...]
Places = npt.NDArray[np.int64] | npt.NDArray[np.int32]
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class ByDay(ABC):
    """Rows with a key and days. The days are counted since 1970; where no first is before its last, `last` is None."""

    by: tuple[str, ...]
    keys: tuple[Key, ...]  # their names in these dimensions, in the order in which they are shown
    first: Places
    last: Places | None

    @property
    def size(self) -> int:
        """Bytes in memory, with the places of the rows of each key."""
        held = [getattr(self, field.name) for field in fields(self)]
        parts = [part for one in held for part in (one.values() if isinstance(one, Mapping) else [one])]
        return sum(part.nbytes for part in (*parts, self.first) if isinstance(part, np.ndarray))

    def within(self, start: date | None, end: date | None) -> tuple[dict[str, Any], ...]:
        """The parts of what lies in the period: a row a key, without those of which nothing does.

        Where there is no key, there are parts of nothing.
        """
        counts, columns = self._counted(start, end)
        places = np.flatnonzero(counts) if self.keys != ((),) else np.zeros(1, int)
        keys = zip(*(self.keys[place] for place in places.tolist()), strict=True)
        names, found = (*self.by, *columns), [*keys, *(column[places].tolist() for column in columns.values())]
        return tuple(dict(zip(names, row, strict=True)) for row in zip(*found, strict=True))

    def chosen(self, choices: Mapping[str, Sequence[str]], by: tuple[str, ...]) -> "ByDay":
        """What has one of the names that are chosen of each dimension, split by `by`.

        Dimensions with one choice may be left out of `by`; with several, a case that has two of them would count twice.
        """
        names = [(self.by.index(dimension), choices[dimension]) for dimension in choices]
        places = [place for place, key in enumerate(self.keys) if all(key[at] in chosen for at, chosen in names)]
        shown = [self.by.index(dimension) for dimension in by]
        keys = tuple(tuple(self.keys[place][at] for at in shown) for place in places) if by else ((),)
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
    def _taken(self, by: tuple[str, ...], keys: tuple[Key, ...], rows: Places, key: Places) -> "ByDay":
        """These rows alone, each with the place of its key among other keys."""

    def _days_of(self, rows: Places) -> tuple[Places, Places | None]:
        return self.first[rows], None if self.last is None else self.last[rows]

    @abstractmethod
    def _counted(self, start: date | None, end: date | None) -> tuple[Any, dict[str, Any]]:
        """For each key the number of cases in the period, and the parts."""

    def _rows(self, start: date | None, end: date | None) -> Any:
        """The rows in the period, as a slice where they stand together: in the order of their first days."""
        begin = int(self.first.searchsorted(start.toordinal() - EPOCH)) if start else 0
        if not end:
            return slice(begin, None)
        until = end.toordinal() - EPOCH
        if self.last is None:
            return slice(begin, int(self.first.searchsorted(until, "right")))
        return np.flatnonzero(self.last[begin:] <= until) + begin


@dataclass(frozen=True)
class Added(ByDay):
    """Cases that stand in one fact each: a row has the parts of all with its key and days, which are added.

    Amounts are whole hundredths: as such they are added exactly.
    """

    key: Places  # row → place in `keys`
    parts: Mapping[str, Numbers]  # "is_example" only where there is one
    hundredths: frozenset[str]
    cases: str  # which part is the number of cases

    def _places(self) -> Places:
        return self.key

    def _taken(self, by: tuple[str, ...], keys: tuple[Key, ...], rows: Places, key: Places) -> "Added":
        parts = {name: part[rows] for name, part in self.parts.items()}
        return Added(by, keys, *self._days_of(rows), key, parts, self.hundredths, self.cases)

    def _counted(self, start: date | None, end: date | None) -> tuple[Any, dict[str, Any]]:
        rows, count = self._rows(start, end), len(self.keys)
        key = self.key[rows]
        added = {
            name: np.bincount(key, part[rows], count) if count > 1 else part[rows].sum(keepdims=True)
            for name, part in self.parts.items()
        }
        found: dict[str, Any] = {name: self._numbers(name, sums) for name, sums in added.items()}
        if "known" in found:
            # Nothing known adds up to nothing, and not to 0.
            for name in {"counted", "numerator", "denominator"} & set(found):
                found[name] = np.where(found["known"] > 0, found[name].astype(object), None)
        found["is_example"] = added["is_example"] > 0 if "is_example" in added else np.zeros(count, np.bool_)
        return added[self.cases], found

    def _numbers(self, name: str, sums: Any) -> Any:
        if name not in self.hundredths:
            return sums.astype(np.int64)
        return np.array([plain(number / 100) for number in sums.tolist()], object)


@dataclass(frozen=True)
class Distinct(ByDay):
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
        case, example = self.case[rows], self.is_example[rows]
        found, is_example = self._seen(case), self._seen(case[example]) > 0
        if self.is_counted is None:
            return found, {"cases": found, "is_example": is_example}
        reached = self._seen(case[self.is_counted[rows]])
        return found, {"numerator": reached, "denominator": found, "is_example": is_example}

    def _seen(self, case: Places) -> Places:
        """For each key the number of different cases."""
        seen = np.zeros(len(self.keys) * self.number, np.bool_)
        seen[case] = True
        counts: Places = seen.reshape(len(self.keys), self.number).sum(axis=1)
        return counts


@dataclass(frozen=True)
class Middle(ByDay):
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
        examples = np.bincount(self.key[rows], self.is_example[rows], len(self.keys))
        counts = until - begin
        return counts, {"counted": middles, "known": known - begin, "cases": counts, "is_example": examples > 0}

    def _rows(self, start: date | None, end: date | None) -> Any:
        inside = np.ones(len(self.first), np.bool_)
        if start:
            inside &= self.first >= start.toordinal() - EPOCH
        if end:
            inside &= (self.first if self.last is None else self.last) <= end.toordinal() - EPOCH
        return np.flatnonzero(inside)


def middle(
    by: tuple[str, ...],
    keys: tuple[Key, ...],
    first: Places,
    last: Places | None,
    amount: Numbers,
    is_example: Flags,
    key: Places,
) -> Middle:
    """Single cases in the order of their keys and amounts, where an amount that is not known is no number."""
    places = np.arange(len(keys))
    until = np.searchsorted(key, places, "right")
    unknown = np.bincount(key[np.isnan(amount)], minlength=len(keys))
    return Middle(by, keys, first, last, amount, is_example, key, until - unknown, until)
