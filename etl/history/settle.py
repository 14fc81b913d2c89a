"""What a load means for the rows that were there before, noted when it comes."""

from typing import TYPE_CHECKING

from etl.checked import Checked
from etl.digest import digest_of_load, load_digests
from etl.history.changes import recount
from etl.history.corrections import record_corrections
from etl.history.series import join_series, layouts_json
from etl.publish import append_load
from etl.schema import literal, literals

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection


def add_workbooks(connection: "Connection", checked: list[Checked], by: str) -> list[int]:
    """Appends the rows of workbooks that were not loaded before, one after the other; returns the new load ids."""
    load_ids = []
    for workbook in checked:
        load_id = append_load(connection, workbook, by)
        if load_id is None:
            continue
        digest = digest_of_load(load_digests(connection, load_id), load_id)
        connection.execute(
            f"update loads set layouts = {literal(layouts_json(workbook.tables))}, content_hash = {literal(digest)}"
            f" where load_id = {load_id}"
        )
        join_series(connection, load_id)
        if record_corrections(connection, load_id):
            recount(connection, load_id)
        load_ids.append(load_id)
    return load_ids


def loads_told(connection: "Connection", load_ids: list[int]) -> list[tuple[int, str, str]]:
    """(id, workbook, sha256) of loads, for the audit log."""
    sql = f"select load_id, workbook, sha256 from loads where load_id in ({literals(load_ids)}) order by load_id"
    return connection.execute(sql).fetchall()
