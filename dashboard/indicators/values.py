"""An indicator's values: the only place that computes a number for people to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from dashboard.indicators.conditions import conditions
from dashboard.indicators.facts import facts_sql, state_ctes
from dashboard.indicators.filters import Filters
from dashboard.indicators.indicator import Indicator
from dashboard.indicators.listing import listed, reference
from dashboard.indicators.published import countable
from dashboard.indicators.run import run

__all__ = ["UnknownDimension", "Values", "listed", "reference", "values"]

_TIME = {
    "day": "strftime(day, '%Y-%m-%d')",
    "week": "strftime(day, '%G-W%V')",
    "month": "strftime(day, '%Y-%m')",
    "quarter": "strftime(day, '%Y-') || 'Q' || quarter(day)",
    "year": "strftime(day, '%Y')",
}
_LISTS = {"sector": "sectors", "partner": "partners", "town": "towns"}
# Split by one of these, only published figures that say it are counted.
_SAID = {
    "sector": "len(sectors) > 0",
    "published_sector": "published_sector is not null",
    "partner": "len(partners) > 0",
    "partner_kind": "len(partners) > 0",
    "town": "len(towns) > 0",
    # Eleven months' figures are not a year's.
    **{u: f"day = date_trunc('{u}', day) and last_day + 1 = date_trunc('{u}', day) + interval 1 {u}" for u in _TIME},
}
_MEASURES = {
    "count": "count(*) as value",
    "sum": "sum(counted) as value, count(counted) as known, count(*) as cases",
    "rate": "count(*) filter (counted) / nullif(count(*), 0) as value,"
    " count(*) filter (counted) as numerator, count(*) as denominator",
}
_EXTENT = ", min(day) as since, max(last_day) as as_at"


class UnknownDimension(ValueError):
    """The indicator cannot be split by what was asked."""


@dataclass(frozen=True)
class Values:
    """The frame: one row a combination of `by`, with `value`; for a rate `numerator` and `denominator`; for a sum
    `cases` and `known`, the number of cases whose amount the record states; for published figures `since` and `as_at`.

    A key is None where the record does not say. `is_example` is true when any row behind the values is made-up data.
    """

    indicator: Indicator
    by: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]

    @property
    def total(self) -> float | int | None:
        """The one value of a frame that is not split."""
        assert not self.by, "a total of distinct things is never a sum of its parts"
        return self.rows[0]["value"] if self.rows else None

    @property
    def is_example(self) -> bool:
        """Whether made-up rows are among those counted."""
        return any(row["is_example"] for row in self.rows)


def values(
    connection: duckdb.DuckDBPyConnection,
    indicator: Indicator,
    filters: Filters,
    by: Sequence[str] = (),
    *,
    is_ready: bool = False,
) -> Values:
    """Computes `indicator` under `filters`, split by `by`. Raises `UnknownDimension`.

    `is_ready`: the connection was prepared (`facts.prepare`), which makes it faster and nothing else.
    """
    by = tuple(by)
    for dimension in by:
        if dimension not in indicator.dimensions:
            raise UnknownDimension(f"{indicator.id}: {dimension}")
    bound: dict[str, Any] = {}
    ctes = _facts(connection, indicator, filters, bound, is_ready)
    if indicator.published:
        said = " and ".join(["true", *(_SAID[dimension] for dimension in by if dimension in _SAID)])
        figures = run(connection, f"with {', '.join(ctes)} select * from facts where {said}", bound)
        parents = {row["scheme"]: row["parent"] for row in reference(connection, "schemes")}
        bound["counted_ids"] = countable(figures, parents, by, is_series=not set(by) & set(_TIME))
        ctes.append("counted_facts as (select * from facts where list_contains($counted_ids, id))")
    return Values(indicator, by, run(connection, _query(indicator, ctes, by, bound), bound))


def _facts(
    connection: duckdb.DuckDBPyConnection, indicator: Indicator, filters: Filters, bound: dict[str, Any], is_ready: bool
) -> list[str]:
    """The CTE `facts`: what the indicator counts over, under the filters; before it the state as of a day."""
    where = [f"({indicator.where})", *conditions(indicator.facts, filters, bound, published=indicator.published)]
    relation = facts_sql(indicator.facts, is_ready=is_ready and not filters.as_of)
    ctes = [f"facts as (select * from ({relation}) where {' and '.join(where)})"]
    if filters.as_of:
        bound["as_of"] = filters.as_of
        ctes.insert(0, state_ctes(connection))
    return ctes


def _query(indicator: Indicator, ctes: list[str], by: tuple[str, ...], bound: dict[str, Any]) -> str:
    """Facts, their lists opened, each case once with its keys, then counted, added or divided."""
    last = "counted_facts" if indicator.published else "facts"
    for dimension in _LISTS:
        if dimension in by or dimension in indicator.case or (dimension == "partner" and "partner_kind" in by):
            ctes = [*ctes, _open(dimension, last, bound)]
            last = f"by_{dimension}"
    kinds = "left join partners as kinds on kinds.partner = base.partner" if "partner_kind" in by else ""
    case = [f"base.{column}" for column in indicator.case]
    keys = [f"{_key(dimension)} as {dimension}_key" for dimension in by]
    counted = indicator.amount or indicator.numerator or "1"
    extent = ["base.day", "base.last_day"] if indicator.published else []
    columns = ", ".join([*case, *keys, *extent, f"{counted} as counted", "is_example"])
    measures = _MEASURES[indicator.measure] + (_EXTENT if indicator.published else "")
    groups = ", ".join(f"{dimension}_key" for dimension in by)
    shown = "".join(f"{dimension}_key as {dimension}, " for dimension in by)
    grouping = f"group by {groups} order by {groups}" if by else ""
    return (
        f"with {', '.join(ctes)}, cases as (select distinct {columns} from {last} as base {kinds})"
        f" select {shown}{measures}, coalesce(bool_or(is_example), false) as is_example"
        f" from cases {grouping}"
    )


def _open(dimension: str, last: str, bound: dict[str, Any]) -> str:
    """One row for each of the list's names; with a filter on them, only for the names that were chosen."""
    column = _LISTS[dimension]
    chosen = f" where list_contains(${column}, {dimension})" if column in bound else ""
    opened = f"unnest(case when len({column}) = 0 then [null] else {column} end) as {dimension}"
    return f"by_{dimension} as (select * from (select *, {opened} from {last}){chosen})"


def _key(dimension: str) -> str:
    if dimension in _TIME:
        # A day known only to the month or the year, or a period, has no finer place in time.
        fits = f"date_trunc('{dimension}', day) = date_trunc('{dimension}', last_day)"
        return f"case when precision = 'day' or {fits} then {_TIME[dimension]} end"
    if dimension == "partner_kind":
        return "kinds.kind"
    return f"base.{dimension}" if dimension in _LISTS else dimension
