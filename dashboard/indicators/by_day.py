"""The cases of an indicator by day: what any period is answered from, however many rows there are.

What the parts of a value are stands in `measures.py`, which cases belong to a period in `conditions.py`. Here they are
only added up, from arrays that `days_read.py` reads once a version: `by_day_added.py` where cases add up over days,
`by_day_rows.py` where each period is looked through.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Key = tuple[str | None, ...]
Places = npt.NDArray[np.int64] | npt.NDArray[np.int32]
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int32]
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class ByDay(ABC):
    """Cases with a key and days, which are counted since 1970."""

    by: tuple[str, ...]
    keys: tuple[Key, ...]  # their names in these dimensions, in the order in which they are shown

    @property
    def is_view(self) -> bool:
        """Whether it only shows some of what is kept elsewhere, and goes with that."""
        return False

    @property
    @abstractmethod
    def size(self) -> int:
        """Bytes in memory."""

    @abstractmethod
    def within(self, start: date | None, end: date | None) -> tuple[dict[str, Any], ...]:
        """The parts of what lies in the period: a row a key, without those of which nothing does.

        Where there is no key, there are parts of nothing.
        """

    def chosen(self, choices: Mapping[str, Sequence[str]], by: tuple[str, ...]) -> "ByDay":
        """What has one of the names that are chosen of each dimension, of one at least, split by `by`.

        Dimensions with one choice may be left out of `by`; with several, a case that has two of them would count twice.
        """
        names = [(self.by.index(dimension), choices[dimension]) for dimension in choices]
        some = {place for name in names[0][1] for place in self._with_name[names[0][0]].get(name, ())}
        places = sorted(place for place in some if all(self.keys[place][at] in chosen for at, chosen in names[1:]))
        shown = [self.by.index(dimension) for dimension in by]
        if by == self.by:
            keys = tuple(self.keys[place] for place in places)
        else:
            keys = tuple(tuple(self.keys[place][at] for at in shown) for place in places) if by else ((),)
        return self._of_keys(by, keys, places)

    @cached_property
    def _with_name(self) -> list[dict[str | None, list[int]]]:
        """Dimension by dimension: name → the places of the keys that have it."""
        found: list[dict[str | None, list[int]]] = [{} for _ in self.by]
        for place, key in enumerate(self.keys):
            for named, name in zip(found, key, strict=True):
                named.setdefault(name, []).append(place)
        return found

    @abstractmethod
    def _of_keys(self, by: tuple[str, ...], keys: tuple[Key, ...], places: Sequence[int]) -> "ByDay":
        """The keys at these places alone, under other names; none of them is the only name () of nothing."""


def in_days(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - _EPOCH
