"""What a change does to the numbers: each indicator in one version and in another, and the rows that make it so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.indicators.counted_states import measured
from dashboard.indicators.facts import facts_sql
from dashboard.indicators.filters import Filters
from dashboard.indicators.indicator import Indicator
from dashboard.indicators.listing import reference
from dashboard.indicators.query import bind_day, counted_sql
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.run import run
from dashboard.indicators.steps import WHOLE, tables_of
from dashboard.indicators.suppression import without_small
from dashboard.indicators.values import values
from dashboard.indicators.version_rows import ChangedRow, changed_rows
from etl.reference import NAMES, OTHERS
from etl.source import sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

ALL_TIME, THIS_YEAR = "all_time", "this_year"
_REFERENCE = (*NAMES, *OTHERS)


@dataclass(frozen=True)
class Effect:
    """An indicator in a period, before and after, with the changed rows that it counts on either side.

    `before` and `after` are rows of a frame, with `value` and perhaps `suppressed`; None is none at all.
    `part` is the indicator whose target it is about, where it is the share of a target that was reached.
    """

    indicator: str
    period: str  # ALL_TIME | THIS_YEAR
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    rows: tuple[ChangedRow, ...]
    part: str = ""


def indicator_effects(before: "Connection | None", after: "Connection", on: date) -> list[Effect]:
    """Every indicator whose value another version makes another, over all time and in the year of the day `on`.

    Both connections are prepared (`facts.prepare`); None is nothing loaded yet. What no row and no reference table
    tells otherwise is not computed.
    """
    differing = changed_rows(before, after)
    is_everywhere = before is None or any(reference(before, name) != reference(after, name) for name in _REFERENCE)
    return [
        effect
        for id in INDICATORS
        if is_everywhere or any(differing[table] for table in tables_of(INDICATORS[id].facts))
        for effect in _effects_on(INDICATORS[id], before, after, differing, on)
    ]


def _effects_on(
    indicator: Indicator,
    before: "Connection | None",
    after: "Connection",
    differing: Mapping[str, Mapping[str, ChangedRow]],
    on: date,
) -> Iterator[Effect]:
    year = Filters(date(on.year, 1, 1), date(on.year, 12, 31))
    if indicator.measure == "plan":
        yield from _plan_effects(indicator, before, after, differing, on, year)
        return
    for period, filters in ((ALL_TIME, Filters()), (THIS_YEAR, year)):
        old, new = (next(iter(_rows(one, indicator, filters, on)), None) for one in (before, after))
        if _shown(old) != _shown(new):
            yield Effect(indicator.id, period, old, new, _counted(indicator, filters, before, after, differing, on))


def _rows(
    connection: "Connection | None", indicator: Indicator, filters: Filters, on: date, by: tuple[str, ...] = ()
) -> tuple[dict[str, Any], ...]:
    if connection is None:
        return ()
    return without_small(values(connection, indicator, filters, by, is_ready=True, on=on)).rows


def _shown(row: Mapping[str, Any] | None) -> tuple[float | None, bool]:
    return (row["value"], row.get("suppressed", False)) if row else (None, False)


def _plan_effects(
    indicator: Indicator,
    before: "Connection | None",
    after: "Connection",
    differing: Mapping[str, Mapping[str, ChangedRow]],
    on: date,
    year: Filters,
) -> Iterator[Effect]:
    """A target is a year's, so only this year's share of each is told."""
    old, new = (
        {row["indicator"]: row for row in _rows(one, indicator, year, on, ("indicator",))} for one in (before, after)
    )
    for part in dict.fromkeys([*old, *new]):
        if _shown(old.get(part)) != _shown(new.get(part)) and part in INDICATORS:
            rows = _counted(INDICATORS[part], year, before, after, differing, on)
            yield Effect(indicator.id, THIS_YEAR, old.get(part), new.get(part), rows, part)


def _counted(
    indicator: Indicator,
    filters: Filters,
    before: "Connection | None",
    after: "Connection",
    differing: Mapping[str, Mapping[str, ChangedRow]],
    on: date,
) -> tuple[ChangedRow, ...]:
    """The changed rows of which the indicator counts something else in one version than in the other."""
    rows = [row for table in tables_of(indicator.facts) for row in differing[table].values()]
    if not rows or indicator.measure == "plan":
        return ()
    is_about_partners = indicator.facts in WHOLE
    partners = _partners(rows, before, after) if is_about_partners else {}
    asked = sorted({name for names in partners.values() for name in names}) or [row.id for row in rows]
    sides = [set() if one is None else _facts(one, indicator, filters, asked, on) for one in (before, after)]
    told = {id for id, *_ in sides[0] ^ sides[1]}
    if is_about_partners:
        return tuple(row for row in rows if told & partners[row])
    return tuple(row for row in rows if row.id in told)


def _facts(
    connection: "Connection", indicator: Indicator, filters: Filters, ids: Sequence[str], on: date
) -> set[tuple[Any, ...]]:
    """What the indicator takes of each of its facts with one of the ids."""
    bound: dict[str, Any] = {"ids": list(ids)}
    counted = counted_sql(indicator, filters, bound)
    facts = facts_sql(indicator.facts, is_ready=True)
    columns = ", ".join(f"{column} as c{number}" for number, column in enumerate(measured(indicator, bound)))
    sql = f"select {columns} from ({facts}) as base where id in (select unnest($ids)) and {counted}"
    found = run(connection, sql, bind_day(sql, bound, on))
    return {tuple(tuple(value) if isinstance(value, list) else value for value in row.values()) for row in found}


def _partners(
    rows: Sequence[ChangedRow], before: "Connection | None", after: "Connection"
) -> dict[ChangedRow, frozenset[str]]:
    """The partners that stand in each row on either side; a fact about a partner follows from them."""
    found = dict.fromkeys(rows, frozenset[str]())
    of_id = {(row.table, row.id): row for row in rows}
    for connection in filter(None, (before, after)):
        for table in dict.fromkeys(row.table for row in rows):
            identity = sources()[table].id
            sql = f"select {identity} as id, partners from {table} where {identity} in (select unnest($ids))"
            for row in run(connection, sql, {"ids": [one.id for one in rows if one.table == table]}):
                changed = of_id[table, row["id"]]
                found[changed] |= frozenset(row["partners"] or ())
    return found
