"""An indicator's values: the only place that computes a number for people to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from dashboard.indicators.facts import facts_sql, state_ctes
from dashboard.indicators.filters import Filters
from dashboard.indicators.indicator import Indicator

# A day known only to the month or the year has no finer place in time.
_TIME = {
    "day": ("strftime(day, '%Y-%m-%d')", ("day",)),
    "week": ("strftime(day, '%G-W%V')", ("day",)),
    "month": ("strftime(day, '%Y-%m')", ("day", "month")),
    "quarter": ("strftime(day, '%Y-') || 'Q' || quarter(day)", ("day", "month")),
    "year": ("strftime(day, '%Y')", ("day", "month", "year")),
}
_LISTS = {"sector": "sectors", "partner": "partners", "town": "towns"}
# What a listing lists: the table and its key.
LISTINGS = {
    "visits": ("visits", "visit_id"),
    "matters": ("intents", "intent_id"),
    "batches": ("intents", "intent_id"),
    "talent": ("talent_flows", "talent_flow_id"),
}
# Two figures of the same extent say the same thing twice; one of them is enough.
_EXTENT = "({0}.day, {0}.last_day, {0}.scheme, {0}.sectors, {0}.published_sector)"


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
    connection: duckdb.DuckDBPyConnection, indicator: Indicator, filters: Filters, by: Sequence[str] = ()
) -> Values:
    """Computes `indicator` under `filters`, split by `by`. Raises `UnknownDimension`."""
    for dimension in by:
        if dimension not in indicator.dimensions:
            raise UnknownDimension(f"{indicator.id}: {dimension}")
    sql, bound = _query(indicator, filters, tuple(by))
    return Values(indicator, tuple(by), _rows(connection, sql, bound))


def listed(connection: duckdb.DuckDBPyConnection, listing: str, filters: Filters) -> tuple[dict[str, Any], ...]:
    """The records of a listing under `filters`, newest first, each with workbook, sheet, row number and load."""
    bound: dict[str, Any] = {}
    conditions = _conditions(listing, False, filters, bound)
    ctes = [f"facts as (select * from ({facts_sql(listing)}) where {' and '.join(['true', *conditions])})"]
    if filters.as_of:
        bound["as_of"] = filters.as_of
        ctes.insert(0, state_ctes())
    table, key = LISTINGS[listing]
    return _rows(
        connection,
        f"with {', '.join(ctes)} select {table}.* from {table} join facts on facts.id = {table}.{key}"
        " order by facts.day desc nulls last, facts.id",
        bound,
    )


def reference(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[dict[str, Any], ...]:
    """A reference table's rows; `table` is one of our own names."""
    return _rows(connection, f"select * from {table}", {})


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, bound: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    cursor = connection.cursor()
    try:
        cursor.execute(sql, bound)
        names = [column[0] for column in cursor.description or []]
        return tuple({name: _plain(v) for name, v in zip(names, row, strict=True)} for row in cursor.fetchall())
    finally:
        cursor.close()


def _plain(value: Any) -> Any:
    if not isinstance(value, float | Decimal):
        return value
    number = float(value)
    return int(number) if number.is_integer() and abs(number) > 1 else number


def _query(indicator: Indicator, filters: Filters, by: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    bound: dict[str, Any] = {}
    conditions = [f"({indicator.where})", *_conditions(indicator.facts, indicator.published, filters, bound)]
    ctes = [f"facts as (select * from ({facts_sql(indicator.facts)}) where {' and '.join(conditions)})"]
    if filters.as_of:
        bound["as_of"] = filters.as_of
        ctes.insert(0, state_ctes())
    last = "facts"
    if indicator.published:
        ctes += _uncovered(by)
        last = "uncovered"
    opened = [d for d in _LISTS if d in by or d in indicator.case or (d == "partner" and "partner_kind" in by)]
    for dimension in opened:
        ctes.append(_open(dimension, last, filters, bound))
        last = f"by_{dimension}"
    keys = [f"{_key(dimension)} as {dimension}_key" for dimension in by]
    kind = "left join partners as kinds on kinds.partner = base.partner" if "partner_kind" in by else ""
    kept = [f"base.{column}" for column in indicator.case]
    if indicator.published:
        kept += ["base.day", "base.last_day"]
    amount = indicator.amount or indicator.numerator or "1"
    ctes.append(
        f"cases as (select distinct {', '.join([*kept, *keys])}, {amount} as counted, is_example from {last} as base {kind})"
    )
    sums = {
        "count": "count(*) as value",
        "sum": "sum(counted) as value, count(counted) as known, count(*) as cases",
        "rate": "count(*) filter (counted) / nullif(count(*), 0) as value,"
        " count(*) filter (counted) as numerator, count(*) as denominator",
    }[indicator.measure]
    if indicator.published:
        sums += ", max(last_day) as as_at, min(day) as since"
    groups = ", ".join(f"{dimension}_key" for dimension in by)
    shown = "".join(f"{dimension}_key as {dimension}, " for dimension in by)
    grouping = f"group by {groups} order by {groups}" if by else ""
    recursive = "recursive " if indicator.published else ""
    return (
        f"with {recursive}{', '.join(ctes)} select {shown}{sums}, coalesce(bool_or(is_example), false) as is_example"
        f" from cases {grouping}",
        bound,
    )


def _conditions(facts: str, published: bool, filters: Filters, bound: dict[str, Any]) -> list[str]:
    conditions = []
    # A published figure belongs to its as-at day; what is known only to the month or year must lie wholly inside.
    first = "last_day" if published else "day"
    last = "case precision when 'day' then day else last_day end"
    for name, value, condition in (
        ("start", filters.start, f"{first} >= $start"),
        ("end", filters.end, f"{last} <= $end"),
        ("sectors", list(filters.sectors), "list_has_any(sectors, $sectors)"),
        ("partners", list(filters.partners), "list_has_any(partners, $partners)"),
        ("towns", list(filters.towns), "list_has_any(towns, $towns)"),
    ):
        if value:
            bound[name] = value
            conditions.append(condition)
    if filters.directions and facts in ("visits", "first_meetings", "talent"):
        bound["directions"] = list(filters.directions)
        conditions.append("list_contains($directions, direction)")
    return conditions


def _open(dimension: str, last: str, filters: Filters, bound: dict[str, Any]) -> str:
    """One row for each of the list's names; with a filter on them, only for the names that were chosen."""
    column = _LISTS[dimension]
    chosen = f" where list_contains(${column}, {dimension})" if column in bound else ""
    opened = f"unnest(case when len({column}) = 0 then [null] else {column} end) as {dimension}"
    return f"by_{dimension} as (select * from (select *, {opened} from {last}){chosen})"


def _key(dimension: str) -> str:
    if dimension in _TIME:
        expression, precisions = _TIME[dimension]
        exact = ", ".join(f"'{precision}'" for precision in (*precisions, "period"))
        return f"case when precision in ({exact}) then {expression} end"
    if dimension == "partner_kind":
        return "kinds.kind"
    return f"base.{dimension}" if dimension in _LISTS else dimension


def _uncovered(by: tuple[str, ...]) -> list[str]:
    """CTEs that keep the published figures which no broader figure covers.

    A figure covers another when its period, scheme and classes contain the other's. Split by scheme, class or time, only
    figures that say that scheme, class or time are compared.
    """
    related = "fine.scheme" if "scheme" in by else "ancestry.ancestor"
    classes = [
        f"(broad.{column} = fine.{column})" if dimension in by else f"(broad.{column} = fine.{column} or {empty})"
        for dimension, column, empty in (
            ("sector", "sectors", "len(broad.sectors) = 0"),
            ("published_sector", "published_sector", "broad.published_sector is null"),
        )
    ]
    said = [
        condition
        for dimension, condition in (
            ("sector", "len(sectors) > 0"),
            ("published_sector", "published_sector is not null"),
            *((unit, f"date_trunc('{unit}', day) = date_trunc('{unit}', last_day)") for unit in _TIME),
        )
        if dimension in by
    ]
    where = " and ".join(said) or "true"
    return [
        """ancestry(scheme, ancestor) as (
            select scheme, scheme from schemes
            union select ancestry.scheme, schemes.parent from ancestry join schemes on schemes.scheme = ancestry.ancestor
            where schemes.parent <> ''
        )""",
        f"said as (select * from facts where {where})",
        f"""covered as (
            select distinct fine.id
            from said as fine
            join ancestry on ancestry.scheme = fine.scheme
            join said as broad on broad.scheme = {related} and broad.id <> fine.id
                and broad.day <= fine.day and broad.last_day >= fine.last_day and {" and ".join(classes)}
            where {_EXTENT.format("broad")} is distinct from {_EXTENT.format("fine")} or broad.id < fine.id
        )""",
        "uncovered as (select * from said where id not in (select id from covered))",
    ]
