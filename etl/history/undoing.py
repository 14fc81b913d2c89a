"""A load taken back, and brought back: what follows from it is always as if it had never come, or never gone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from etl.clock import now
from etl.errors import CooperationError, UnknownLoad
from etl.history.corrections import replay
from etl.messages import message

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

Change = Callable[["Connection"], object]


def take_back(connection: "Connection", load_id: int, by: str) -> None:
    """Marks a load as undone; other versions of its workbook are settled as if it had never come.

    Raises `UnknownLoad` when there is none or it is undone already.
    """
    if _load(connection, load_id)[1] is not None:
        raise UnknownLoad(message("unknown_load", seen=load_id))
    connection.execute("update loads set undone_at = ?, undone_by = ? where load_id = ?", [now(), by, load_id])
    replay(connection, load_id)


def bring_back(connection: "Connection", load_id: int, by: str) -> None:
    """Ends a load's undo as if it had not been; on days between the two the load still does not count.

    Raises `UnknownLoad` when there is none or it counts, and `CooperationError` when the same bytes count by now.
    """
    sha256, undone_at, undone_by = _load(connection, load_id)
    if undone_at is None:
        raise UnknownLoad(message("load_counts", seen=load_id))
    same = "select load_id from loads where sha256 = ? and undone_at is null"
    for (other,) in connection.execute(same, [sha256]).fetchall():
        raise CooperationError(message("redo_again", load=load_id, other=other))
    connection.execute(
        "insert into undone_spells (load_id, undone_at, undone_by, redone_at, redone_by) values (?, ?, ?, ?, ?)",
        [load_id, undone_at, undone_by, now(), by],
    )
    connection.execute("update loads set undone_at = null, undone_by = null where load_id = ?", [load_id])
    replay(connection, load_id)


def undo_change(load_id: int, by: str) -> Change:
    """`take_back` as a change to a draft, for `etl.trial.trial`."""
    return lambda connection: take_back(connection, load_id, by)


def redo_change(load_id: int, by: str) -> Change:
    """`bring_back` as a change to a draft, for `etl.trial.trial`."""
    return lambda connection: bring_back(connection, load_id, by)


def _load(connection: "Connection", load_id: int) -> tuple[str, str | None, str | None]:
    sql = "select sha256, undone_at, undone_by from loads where load_id = ?"
    found = connection.execute(sql, [load_id]).fetchall()
    if not found:
        raise UnknownLoad(message("unknown_load", seen=load_id))
    sha256, undone_at, undone_by = found[0]
    return sha256, undone_at, undone_by
