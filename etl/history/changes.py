"""What a load changed: its rows beside those of the state before it."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from etl.digest import content_columns
from etl.schema import rows_table
from etl.source import Source, sources
from etl.state import state_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection


def changes(connection: "Connection", load_ids: list[int], limit: int | None = None) -> list[dict[str, Any]]:
    """The changed rows of the loads, in the order of loads, tables, sheets and rows; at most `limit` a load.

    Each {"load", "workbook", "table", "id", "sheet", "row_number", "columns": {column: {"cell", "old", "new"}}}; days
    and amounts as JSON has them. Where a cell of the key was corrected, "old_id" has the id before.
    """
    found: list[dict[str, Any]] = []
    for load_id in load_ids:
        of_load: list[dict[str, Any]] = []
        if how_many(connection, load_id):
            for source in sources().values():
                left = None if limit is None else limit - len(of_load)
                of_load += _changes(connection, source, load_id, left)
        found += of_load
    return found


def how_many(connection: "Connection", load_id: int) -> int:
    """The number of rows that a load changed."""
    ((number,),) = connection.execute(f"select changed from loads where load_id = {load_id}").fetchall()
    return int(number)


def recount(connection: "Connection", load_id: int) -> None:
    """Counts a load's corrected rows, which came as new ones, as changed: with another key they were there before."""
    for source in sources().values():
        connection.execute(
            f"""
            update loads set added = added - corrected, changed = changed + corrected from (
                select count(distinct new_id) as corrected from corrections
                where table_name = '{source.table}' and load_id = {load_id} and ended_at is null
                    and new_id not in (select {source.id} from ({state_sql(source.table, before=load_id)}))
            ) where load_id = {load_id}
            """
        )


def _changes(connection: "Connection", source: Source, load_id: int, limit: int | None) -> list[dict[str, Any]]:
    identity = source.id
    said = [name for name in content_columns(source.table) if name != identity]
    was, is_now = (", ".join(f"{side}.{name}" for name in said) for side in ("old", "new"))
    cursor = connection.execute(
        f"""
        with new as (select * from {rows_table(source.table)} where load_id = {load_id}),
        corrected as (
            select new_id, old_id from corrections
            where table_name = '{source.table}' and load_id = {load_id} and ended_at is null
            qualify row_number() over (partition by new_id order by old_load_id desc) = 1
        ),
        old as (
            select state.*, coalesce(new_id, {identity}) as now_id
            from ({state_sql(source.table, before=load_id)}) as state
            left join corrected on old_id = state.{identity}
        )
        select new.{identity}, old.{identity}, new.workbook, new.sheet, new.row_number, new.cells,
            row({was}), row({is_now})
        from new join old on now_id = new.{identity}
        where old.{identity} <> new.{identity}
            or json_array({was})::varchar <> json_array({is_now})::varchar
        order by new.sheet, new.row_number {f"limit {limit}" if limit is not None else ""}
        """
    )
    found = []
    for new_id, old_id, workbook, sheet, row_number, cells, was, is_now in cursor.fetchall():
        places = orjson.loads(cells or "{}")
        # A row value comes as a tuple, in the order of `said`.
        values = zip(said, was, is_now, strict=True)
        changed = {
            name: {"cell": address_of(places.get(name), row_number), "old": plain_value(old), "new": plain_value(new)}
            for name, old, new in values
            if old != new
        }
        row = {"load": load_id, "workbook": workbook, "table": source.table, "id": new_id}
        if old_id != new_id:
            row["old_id"] = old_id
        found.append({**row, "sheet": sheet, "row_number": row_number, "columns": changed})
    return found


def address_of(place: str | None, row_number: int) -> str | None:
    """B7: the column's letters, with the row where they do not have it yet."""
    if place is None or place[-1].isdigit():
        return place
    return f"{place}{row_number}"


def plain_value(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
