"""The records behind the numbers of a topic, and the reference tables."""

from datetime import date
from typing import Any

import duckdb

from dashboard.indicators.conditions import conditions
from dashboard.indicators.facts import facts_sql, state_ctes
from dashboard.indicators.filters import Filters
from dashboard.indicators.run import run
from etl.reference_edits import rows_on

# What a listing lists: the table and its key.
LISTINGS = {
    "visits": ("visits", "visit_id"),
    "matters": ("intents", "intent_id"),
    "batches": ("intents", "intent_id"),
    "talent": ("talent_flows", "talent_flow_id"),
}
# A matter once for each stage that it has reached, with the day of the next one; all of a matter together.
_STAGES = """
    select intents.* replace (facts.stage as stage, facts.precision as date_precision), facts.day as reached_date,
        lead(facts.day) over (partition by facts.id order by facts.day, position::integer) as until_date
    from intents join {facts} as facts on facts.id = intents.intent_id join stages on stages.stage = facts.stage
    order by facts.id, facts.day, position::integer
"""
# The matters that came to a stage last; that one ended is no stage of its way.
_NEWEST = """
    newest as (
        select id from facts where day is not null and stage <> 'ended'
        group by id order by max(day) desc, id desc limit {most} offset {first}
    ),
    shown as (select facts.* from facts semi join newest using (id))
"""


def listed(
    connection: duckdb.DuckDBPyConnection,
    listing: str,
    filters: Filters,
    most: int | None = None,
    first: int = 0,
    ids: tuple[str, ...] | None = None,
) -> tuple[dict[str, Any], ...]:
    """The records of a listing under `filters`, newest first, each with workbook, sheet, row number and load.

    At most `most` of them, from the one at `first` on; with `ids` of these only. The listing `stages` has
    `reached_date` and `until_date` too, and is ordered by matter; of it, all stages of so many matters.
    """
    bound: dict[str, Any] = {}
    ctes = _facts(connection, listing, filters, bound, ids)
    page = f" limit {int(most)} offset {int(first)}" if most is not None else ""
    if listing == "stages":
        if most is not None:
            ctes, page = f"{ctes}, {_NEWEST.format(most=int(most), first=int(first))}", ""
        sql = _STAGES.format(facts="facts" if most is None else "shown")
    else:
        table, key = LISTINGS[listing]
        sql = (
            f"select {table}.* from {table} join facts on facts.id = {table}.{key}"
            " order by facts.day desc nulls last, facts.id"
        )
    return run(connection, f"with {ctes} {sql}{page}", bound)


def records(connection: duckdb.DuckDBPyConnection, listing: str, filters: Filters) -> int:
    """How many records the listing has."""
    bound: dict[str, Any] = {}
    ctes = _facts(connection, listing, filters, bound)
    ((row),) = run(connection, f"with {ctes} select count(*) as number from facts", bound)
    number: int = row["number"]
    return number


def _facts(
    connection: duckdb.DuckDBPyConnection,
    listing: str,
    filters: Filters,
    bound: dict[str, Any],
    ids: tuple[str, ...] | None = None,
) -> str:
    """The CTE `facts`: what the listing lists, under the filters; before it the state as of a day."""
    found = list(conditions(listing, filters, bound))
    if ids is not None:
        bound["ids"] = list(ids)
        found.append("list_contains($ids, id)")
    where = " and ".join(found)
    ctes = [f"facts as (select * from ({facts_sql(listing, is_ready=False)}) where {where})"]
    if filters.as_of:
        bound["as_of"] = filters.as_of
        ctes.insert(0, state_ctes(connection))
    return ", ".join(ctes)


def load(connection: duckdb.DuckDBPyConnection, load_id: int) -> dict[str, Any] | None:
    """A load: who, when, which workbook."""
    sql = "select load_id, loaded_at, loaded_by, workbook, sha256 from loads where load_id = $load_id"
    found = run(connection, sql, {"load_id": load_id})
    return found[0] if found else None


def reference(connection: duckdb.DuckDBPyConnection, table: str, on: date | None = None) -> tuple[dict[str, Any], ...]:
    """A reference table's rows, or those as people had edited them on a day; `table` is one of our own names."""
    if on:
        with connection.cursor() as cursor:
            rows = rows_on(cursor, table, on.isoformat())
        if rows is not None:
            return tuple(rows)
    return run(connection, f"select * from {table}", {})
