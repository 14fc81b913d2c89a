"""An indicator's values: the only place that computes a number for people to see."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb

from dashboard.indicators.filters import Filters
from dashboard.indicators.frame import NotAddable, StagesNotAddable, Values, add
from dashboard.indicators.indicator import Indicator
from dashboard.indicators.listing import listed, reference
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
) -> Values:
    """Computes `indicator` under `filters`, split by `by`, as asked on the day `on`. Raises `UnknownDimension`.

    `is_ready`: the connection was prepared (`facts.prepare`), which makes it faster and nothing else.
    `on` is the day as of which, or else today: what is due, and how old something is, depends on it.
    """
    by = tuple(by)
    on = on or filters.as_of or clock.today()
    for dimension in by:
        if dimension not in indicator.dimensions:
            raise UnknownDimension(f"{indicator.id}: {dimension}")
    if indicator.measure == "plan":

        def done(other: Indicator, chosen: Filters) -> Values:
            return values(connection, other, chosen, is_ready=is_ready, on=on)

        return Values(indicator, by, plan_rows(reference(connection, "targets"), indicator, filters, by, on, done))
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
    return Values(indicator, by, run(connection, sql, bind_day(sql, bound, on)))
