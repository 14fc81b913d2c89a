"""An indicator, filters and dimensions → the one statement that computes the values; every value is bound."""

from datetime import date
from typing import Any

import duckdb

from dashboard.indicators.conditions import conditions
from dashboard.indicators.criteria import criteria_sql
from dashboard.indicators.facts import DERIVED, facts_sql, state_ctes
from dashboard.indicators.filters import Filters
from dashboard.indicators.indicator import Indicator
from dashboard.indicators.measures import PARTS

TIME = {
    "day": "strftime(day, '%Y-%m-%d')",
    "week": "strftime(day, '%G-W%V')",
    "month": "strftime(day, '%Y-%m')",
    "quarter": "strftime(day, '%Y-') || 'Q' || quarter(day)",
    "year": "strftime(day, '%Y')",
}
_LISTS = {"sector": "sectors", "partner": "partners", "town": "towns"}
# Split by one of these, only published figures that say it are counted.
SAID = {
    "sector": "len(sectors) > 0",
    "published_sector": "published_sector is not null",
    "purpose": "purpose is not null",
    "partner": "len(partners) > 0",
    "partner_kind": "len(partners) > 0",
    "town": "len(towns) > 0",
    # Eleven months' figures are not a year's.
    **{u: f"day = date_trunc('{u}', day) and last_day + 1 = date_trunc('{u}', day) + interval 1 {u}" for u in TIME},
}
_EXTENT = ", base.day as since, base.last_day as as_at"


def facts_cte(
    connection: duckdb.DuckDBPyConnection,
    indicator: Indicator,
    filters: Filters,
    bound: dict[str, Any],
    *,
    is_ready: bool,
) -> list[str]:
    """The CTE `facts`: what the indicator counts over, under the filters; before it the state as of a day."""
    where = counted_sql(indicator, filters, bound)
    relation = facts_sql(indicator.facts, is_ready=is_ready and not filters.as_of)
    ctes = [f"facts as (select * from ({relation}) where {where})"]
    if filters.as_of:
        bound["as_of"] = filters.as_of
        ctes.insert(0, state_ctes(connection))
    return ctes


def counted_sql(indicator: Indicator, filters: Filters, bound: dict[str, Any]) -> str:
    """The condition on the indicator's facts that it counts them under the filters, with `$on` perhaps in it."""
    criteria = criteria_sql(indicator.where, bound, "where")
    return " and ".join([criteria, *conditions(indicator.facts, filters, bound, published=indicator.published)])


def bind_day(sql: str, bound: dict[str, Any], on: date) -> dict[str, Any]:
    """The bound values with the day asked about, when the statement asks about one."""
    return {**bound, "on": on} if "$on" in sql else bound


def values_sql(indicator: Indicator, ctes: list[str], by: tuple[str, ...], bound: dict[str, Any]) -> str:
    """Facts, their lists opened, each case once with its keys, then the parts of the measure, split by `by`."""
    parts = ", ".join(f"{sql} as {name}" for name, sql in PARTS[indicator.measure].items())
    groups = ", ".join(f"{dimension}_key" for dimension in by)
    shown = "".join(f"{dimension}_key as {dimension}, " for dimension in by)
    grouping = f"group by {groups} order by {groups}" if by else ""
    return (
        f"{cases_sql(indicator, ctes, by, bound, _EXTENT if indicator.published else '')}"
        f" select {shown}{parts}{', min(since) as since, max(as_at) as as_at' if indicator.published else ''},"
        f" coalesce(bool_or(is_example), false) as is_example"
        f" from cases {grouping}"
    )


def cases_sql(indicator: Indicator, ctes: list[str], by: tuple[str, ...], bound: dict[str, Any], more: str) -> str:
    """The beginning of a statement, to its CTE `cases`: each case once with its keys, what is counted of it and `more`.

    The keys are called after their dimension: `sector_key`. `ctes` end with `facts`, or `counted_facts` if published.
    """
    last = "counted_facts" if indicator.published else "facts"
    for dimension in _LISTS:
        if dimension in by or dimension in indicator.case or (dimension == "partner" and "partner_kind" in by):
            ctes = [*ctes, _open(dimension, last, bound)]
            last = f"by_{dimension}"
    kinds = "left join partners as kinds on kinds.partner = base.partner" if "partner_kind" in by else ""
    case = [f"base.{column}" for column in indicator.case]
    keys = [f"{_key(dimension)} as {dimension}_key" for dimension in by]
    columns = ", ".join([*case, *keys, *_counted(indicator, bound), "bool_or(is_example) as is_example"])
    return f"with {', '.join(ctes)}, cases as (select {columns}{more} from {last} as base {kinds} group by all)"


def _counted(indicator: Indicator, bound: dict[str, Any]) -> list[str]:
    """What is counted, added or divided of a case; a case may stand in several rows of its facts."""
    if indicator.measure == "rate":
        return [f"bool_or(coalesce({criteria_sql(indicator.numerator, bound, 'numerator')}, false)) as counted"]
    named = [(name, column) for name, column in (("counted", indicator.amount), ("divided", indicator.over)) if column]
    return [f"any_value({DERIVED.get(column, f'base.{column}')}) as {name}" for name, column in named]


def _open(dimension: str, last: str, bound: dict[str, Any]) -> str:
    """One row for each of the list's names; with a filter on them, only for the names that were chosen."""
    column = _LISTS[dimension]
    chosen = f" where list_contains(${column}, {dimension})" if column in bound else ""
    opened = f"unnest(case when len({column}) = 0 then [null] else {column} end) as {dimension}"
    return f"by_{dimension} as (select * from (select *, {opened} from {last}){chosen})"


def _key(dimension: str) -> str:
    if dimension in TIME:
        # A day known only to the month or the year, or a period, has no finer place in time.
        fits = f"date_trunc('{dimension}', day) = date_trunc('{dimension}', last_day)"
        return f"case when precision = 'day' or {fits} then {TIME[dimension]} end"
    if dimension == "partner_kind":
        return "kinds.kind"
    return f"base.{dimension}" if dimension in _LISTS else dimension
