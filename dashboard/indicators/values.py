"""An indicator's values: the only place that computes a number for people to see."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb

from dashboard.indicators.days_kept import DaysKept
from dashboard.indicators.filters import Filters
from dashboard.indicators.frame import NotAddable, StagesNotAddable, Values, add
from dashboard.indicators.indicator import Indicator
from dashboard.indicators.listing import listed, reference
from dashboard.indicators.measures import PARTS, measured
from dashboard.indicators.plan import plan_rows
from dashboard.indicators.published import countable
from dashboard.indicators.query import SAID, TIME, bind_day, facts_cte, values_sql
from dashboard.indicators.run import run
from etl import clock

__all__ = [
    "NotAddable",
    "StagesNotAddable",
    "UnknownDimension",
    "Values",
    "add",
    "listed",
    "reference",
    "values",
]


class UnknownDimension(ValueError):
    """The indicator cannot be split by what was asked."""


def values(
    connection: duckdb.DuckDBPyConnection,
    indicator: Indicator,
    filters: Filters,
    by: Sequence[str] = (),
    *,
    is_ready: bool = False,
    on: date | None = None,
    kept: DaysKept | None = None,
) -> Values:
    """Computes `indicator` under `filters`, split by `by`, as asked on the day `on`. Raises `UnknownDimension`.

    `is_ready`: the connection was prepared (`facts.prepare`), which makes it faster and nothing else. So does `kept`,
    where what was added up by day of a prepared version is kept for other periods.
    `on` is the day as of which, or else today: what is due, and how old something is, depends on it.
    """
    by = tuple(by)
    on = on or filters.as_of or clock.today()
    for dimension in by:
        if dimension not in indicator.dimensions:
            raise UnknownDimension(f"{indicator.id}: {dimension}")
    if indicator.measure == "plan":

        def done(other: Indicator, chosen: Filters) -> Values:
            return values(connection, other, chosen, is_ready=is_ready, on=on, kept=kept)

        return Values(indicator, by, plan_rows(reference(connection, "targets", on), indicator, filters, by, on, done))
    if kept is not None and not filters.as_of and (days := kept.find(connection, indicator, filters, by, on)):
        rows = days.within(filters.start, filters.end)
    else:
        rows = _added(connection, indicator, filters, by, is_ready=is_ready, on=on)
    measured(indicator.measure, rows)
    if not set(indicator.needs) <= set(by):
        for row in rows:
            row.update(dict.fromkeys({"value", *PARTS[indicator.measure]} & row.keys()))
    return Values(indicator, by, rows)


def _added(
    connection: duckdb.DuckDBPyConnection,
    indicator: Indicator,
    filters: Filters,
    by: tuple[str, ...],
    *,
    is_ready: bool,
    on: date,
) -> tuple[dict[str, Any], ...]:
    """The parts of the measure, counted and added by the warehouse."""
    bound: dict[str, Any] = {}
    ctes = facts_cte(connection, indicator, filters, bound, is_ready=is_ready)
    if indicator.published:
        said = " and ".join(["true", *(SAID[dimension] for dimension in by if dimension in SAID)])
        sql = f"with {', '.join(ctes)} select * from facts where {said}"
        figures = run(connection, sql, bind_day(sql, bound, on))
        parents = {row["scheme"]: row["parent"] for row in reference(connection, "schemes")}
        bound["counted_ids"] = countable(figures, parents, by, is_series=not set(by) & set(TIME))
        ctes.append("counted_facts as (select * from facts where list_contains($counted_ids, id))")
    sql = values_sql(indicator, ctes, by, bound)
    return run(connection, sql, bind_day(sql, bound, on))
