"""The records behind the numbers of a topic, and the reference tables."""

from typing import Any

import duckdb

from dashboard.indicators.conditions import conditions
from dashboard.indicators.facts import facts_sql, state_ctes
from dashboard.indicators.filters import Filters
from dashboard.indicators.run import run

# What a listing lists: the table and its key.
LISTINGS = {
    "visits": ("visits", "visit_id"),
    "matters": ("intents", "intent_id"),
    "batches": ("intents", "intent_id"),
    "talent": ("talent_flows", "talent_flow_id"),
}


def listed(connection: duckdb.DuckDBPyConnection, listing: str, filters: Filters) -> tuple[dict[str, Any], ...]:
    """The records of a listing under `filters`, newest first, each with workbook, sheet, row number and load."""
    bound: dict[str, Any] = {}
    where = " and ".join(conditions(listing, filters, bound))
    ctes = [f"facts as (select * from ({facts_sql(listing, is_ready=False)}) where {where})"]
    if filters.as_of:
        bound["as_of"] = filters.as_of
        ctes.insert(0, state_ctes(connection))
    table, key = LISTINGS[listing]
    return run(
        connection,
        f"with {', '.join(ctes)} select {table}.* from {table} join facts on facts.id = {table}.{key}"
        " order by facts.day desc nulls last, facts.id",
        bound,
    )


def reference(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[dict[str, Any], ...]:
    """A reference table's rows; `table` is one of our own names."""
    return run(connection, f"select * from {table}", {})
