"""Reads the cases of an indicator by day from a prepared version, without a period: `by_day` answers any from them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import numpy as np

from dashboard.indicators.by_day import ByDay, Days, Flags, Key, Numbers, Places
from dashboard.indicators.by_day_added import added
from dashboard.indicators.by_day_rows import Distinct, Middle, middle
from dashboard.indicators.conditions import FIRST, LAST
from dashboard.indicators.filters import Filters
from dashboard.indicators.indicator import Indicator
from dashboard.indicators.measures import PARTS
from dashboard.indicators.query import bind_day, cases_sql, facts_cte
from dashboard.indicators.run import run_columns

# Where a case without a day stands: outside of every period.
_NEVER = 2**31 - 1
_DAYS = (
    f"coalesce(begins - date '1970-01-01', {-_NEVER}) as first, coalesce(ends - date '1970-01-01', {_NEVER}) as last"
)
# Whole numbers are exact up to here.
_EXACT = 2**53
_MOST_CASES = 10_000_000
_Columns = dict[str, Any]


def days_read(
    connection: duckdb.DuckDBPyConnection, indicator: Indicator, filters: Filters, by: tuple[str, ...], on: date
) -> ByDay | None:
    """The cases of all days under the filters, a period aside, split by `by`, as asked on the day `on`.

    None where a period cannot be answered from them: of amounts of which a case may have another one in each fact, and
    of amounts that are too large or too fine to be added exactly.
    """
    if indicator.published:
        return None
    if indicator.measure == "median":
        return _middle(connection, indicator, filters, by, on)
    return _added(connection, indicator, filters, by, on)


def _added(
    connection: duckdb.DuckDBPyConnection, indicator: Indicator, filters: Filters, by: tuple[str, ...], on: date
) -> ByDay | None:
    parts = {**PARTS[indicator.measure], "is_example": "count(*) filter (is_example)"}
    named = ", ".join(f"{sql} as {name}" for name, sql in parts.items())
    columns, types = _read(
        connection, indicator, filters, by, on,
        more=f", min({FIRST}) as begins, max({LAST}) as ends, count(*) as facts",
        shown=f"{named}, max(facts) as facts", grouping=f"group by {', '.join([*_keys(by), 'begins', 'ends'])}",
    )  # fmt: skip
    if (columns["facts"] > 1).any():
        return _distinct(connection, indicator, filters, by, on) if indicator.measure in ("count", "rate") else None
    amounts = frozenset(name for name in parts if types[name].startswith(("DECIMAL", "DOUBLE")))
    numbers = {name: _whole(columns[name], is_amount=name in amounts) for name in parts}
    if not all(np.abs(part).sum() < _EXACT for part in numbers.values()):
        return None
    keys, key = _shown([columns[name].tolist() for name in _keys(by)], len(columns["first"]))
    if not numbers["is_example"].any():
        numbers.pop("is_example")
    cases = "denominator" if indicator.measure == "rate" else "cases"
    return added(by, keys, *_first_and_last(columns), key, numbers, amounts, cases)


def _distinct(
    connection: duckdb.DuckDBPyConnection, indicator: Indicator, filters: Filters, by: tuple[str, ...], on: date
) -> Distinct | None:
    is_rate = indicator.measure == "rate"
    columns, _ = _read(
        connection, indicator, filters, by, on,
        more=f", {FIRST} as begins, {LAST} as ends",
        shown=f"{', '.join(indicator.case)}, is_example{', counted' if is_rate else ''}", grouping="",
    )  # fmt: skip
    rows = len(columns["first"])
    keys, key = _shown([columns[name].tolist() for name in _keys(by)], rows)
    cases, case = _shown([columns[name].tolist() for name in indicator.case], rows)
    if len(keys) * len(cases) > _MOST_CASES:
        return None
    counted = _flags(columns["counted"]) if is_rate else None
    return Distinct(
        by,
        keys,
        *_days(columns),
        key.astype(np.int64) * len(cases) + case,
        len(cases),
        _flags(columns["is_example"]),
        counted,
    )


def _middle(
    connection: duckdb.DuckDBPyConnection, indicator: Indicator, filters: Filters, by: tuple[str, ...], on: date
) -> Middle | None:
    columns, _ = _read(
        connection, indicator, filters, by, on,
        more=f", min({FIRST}) as begins, max({LAST}) as ends, count(*) as facts",
        shown="counted::double as counted, is_example, facts", grouping="",
    )  # fmt: skip
    if (columns["facts"] > 1).any():
        return None
    keys, key = _shown([columns[name].tolist() for name in _keys(by)], len(columns["first"]))
    amount = np.ma.filled(columns["counted"].astype(np.float64), np.nan)
    order = np.lexsort((amount, key))
    first, last = _days({name: columns[name][order] for name in ("first", "last")})
    return middle(by, keys, first, last, amount[order], _flags(columns["is_example"])[order], key[order])


def _read(
    connection: duckdb.DuckDBPyConnection,
    indicator: Indicator,
    filters: Filters,
    by: tuple[str, ...],
    on: date,
    *,
    more: str,
    shown: str,
    grouping: str,
) -> tuple[_Columns, dict[str, str]]:
    """Columns with `first` and `last`, in the order of the first; `more` is what the CTE `cases` has besides."""
    bound: dict[str, Any] = {}
    ctes = facts_cte(connection, indicator, filters.of_any_day, bound, is_ready=True)
    cases = cases_sql(indicator, ctes, by, bound, more)
    sql = f"{cases} select {', '.join([*_keys(by), _DAYS, shown])} from cases {grouping} order by first"
    return run_columns(connection, sql, bind_day(sql, bound, on))


def _keys(by: tuple[str, ...]) -> list[str]:
    return [f"{dimension}_key" for dimension in by]


def _days(columns: _Columns) -> tuple[Days, Days | None]:
    first, last = _first_and_last(columns)
    return first, None if np.array_equal(first, last) else last


def _first_and_last(columns: _Columns) -> tuple[Days, Days]:
    return np.asarray(columns["first"], np.int32), np.asarray(columns["last"], np.int32)


def _shown(columns: Sequence[Sequence[str | None]], rows: int) -> tuple[tuple[Key, ...], Places]:
    """The keys that occur, in order, those without a name last; and the place of each row's among them."""
    if not columns:
        return ((),), np.zeros(rows, np.int32)
    found: dict[Key, int] = {}
    places = np.fromiter((found.setdefault(key, len(found)) for key in zip(*columns, strict=True)), np.int32, rows)
    shown = sorted(found, key=lambda key: [(name is None, name or "") for name in key])
    order = np.empty(len(shown), np.int32)
    order[[found[key] for key in shown]] = np.arange(len(shown))
    return tuple(shown), order[places] if shown else places


def _flags(column: Any) -> Flags:
    return np.ma.filled(column, False).astype(np.bool_)


def _whole(column: Any, *, is_amount: bool) -> Numbers:
    """Numbers of which the sum is exact: amounts as hundredths; infinite where they are finer than that."""
    known = np.ma.filled(column.astype(np.float64), 0)
    if not is_amount:
        return known
    hundredths = np.round(known * 100)
    return np.where(np.isclose(hundredths / 100, known, rtol=1e-15, atol=0), hundredths, np.inf)
