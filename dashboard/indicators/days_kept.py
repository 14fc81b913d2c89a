"""What was added up by day of one version, kept for the next period that is asked for."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date

import duckdb

from dashboard.indicators.by_day import ByDay
from dashboard.indicators.conditions import choices
from dashboard.indicators.days_read import days_read
from dashboard.indicators.filters import Filters
from dashboard.indicators.indicator import Indicator

# Of large registers a few hundred indicators, split one way or another; of small ones all that are ever asked for.
BYTES_KEPT = 250_000_000
_EACH = 2_000  # what one costs that has hardly any rows
_EACH_KEY = 500  # and each of its keys: its names, where they are, and its empty row

_Asked = tuple[Indicator, tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...], date]


class DaysKept:
    """The indicators of one version added up by day; those that were not asked for lately are let go."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Asked, ByDay | None] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def find(
        self,
        connection: duckdb.DuckDBPyConnection,
        indicator: Indicator,
        filters: Filters,
        by: tuple[str, ...],
        on: date,
    ) -> ByDay | None:
        """The indicator by day under the filters, whichever their period; None where it cannot be added by day."""
        chosen = choices(indicator.facts, filters)
        asked = (indicator, tuple(chosen.items()), by, on)
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
                return self._kept[asked]
        # Two readers who ask at the same moment have it made twice, and neither waits for the other's.
        made = self._made(connection, indicator, filters, chosen, by, on)
        if made and made.is_view:
            # Kept by itself it would hold on to all of which it shows some, when that is let go.
            return made
        with self._lock:
            if asked not in self._kept:
                self._kept[asked] = made
                self._size += _size(made)
            while self._size > BYTES_KEPT:
                self._size -= _size(self._kept.popitem(last=False)[1])
        return made

    def _made(
        self,
        connection: duckdb.DuckDBPyConnection,
        indicator: Indicator,
        filters: Filters,
        chosen: Mapping[str, tuple[str, ...]],
        by: tuple[str, ...],
        on: date,
    ) -> ByDay | None:
        """Under one choice of a dimension: what that name has where all are split by it, which serves every choice."""
        if chosen and all(len(names) == 1 or dimension in by for dimension, names in chosen.items()):
            split = (*by, *(dimension for dimension in chosen if dimension not in by))
            if found := self.find(connection, indicator, Filters(), split, on):
                return found.chosen(chosen, by)
        return days_read(connection, indicator, filters, by, on)


def _size(made: ByDay | None) -> int:
    return _EACH + (made.size + len(made.keys) * _EACH_KEY if made else 0)
