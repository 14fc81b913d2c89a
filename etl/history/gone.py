"""Rows that a newer version of their workbook no longer has: they count until a person decides."""

from typing import TYPE_CHECKING, Any

from etl.schema import rows_table
from etl.source import sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

# The column that says when a row happened.
DAYS = {"visits": "start_date", "intents": "signed_date", "talent_flows": "period_start"}


def gone_rows(connection: "Connection") -> list[dict[str, Any]]:
    """Current rows from an earlier load of a series whose newest load has not got them, though it covers their day.

    Each {"table", "id", "load", "newest"}; a row without a day is within what a load covers that has such rows, too.
    """
    found: list[dict[str, Any]] = []
    for source in sources().values():
        table, day = source.table, DAYS[source.table]
        rows = connection.execute(
            f"""
            with newest as (
                select coalesce(series, load_id) as series, max(load_id) as load_id from loads
                where undone_at is null group by 1 having count(*) > 1
            ),
            covered as (
                select newest.series, newest.load_id, min(kept.{day}) as first_day, max(kept.{day}) as last_day,
                    count(*) > count(kept.{day}) as has_undated
                from newest join {rows_table(table)} as kept using (load_id)
                group by newest.series, newest.load_id
            )
            select state.{source.id}, state.load_id, covered.load_id
            from {table} as state
            join loads on loads.load_id = state.load_id
            join covered on covered.series = coalesce(loads.series, loads.load_id) and covered.load_id > state.load_id
            where (state.{day} between first_day and last_day or state.{day} is null and has_undated)
                and not exists (
                    select 1 from decisions
                    where kind = 'row_kept' and table_name = '{table}' and undone_at is null
                        and subject = state.{source.id} and after_load >= state.load_id
                )
            order by covered.load_id, state.{day}, state.{source.id}
            """
        ).fetchall()
        found += [{"table": table, "id": row_id, "load": load, "newest": newest} for row_id, load, newest in rows]
    return found
