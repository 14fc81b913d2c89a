"""What a load means for the rows that were there before, noted when it comes and revised when one goes."""

from typing import TYPE_CHECKING

from etl.checked import Checked
from etl.digest import digest_of_load, load_digests
from etl.history.changes import recount
from etl.history.corrections import record_corrections, replay
from etl.history.series import join_series, layouts_json
from etl.publish import append_load, undo_load
from etl.schema import literal

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


def take_back(connection: "Connection", load_id: int, by: str) -> None:
    """Marks a load as undone; later versions of its workbook are settled as if it had never come.

    Raises `UnknownLoad` when there is none or it is undone already.
    """
    undo_load(connection, load_id, by)
    replay(connection, load_id)
