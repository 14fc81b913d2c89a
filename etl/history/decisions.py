"""What people decided: rows of `decisions`, appended and taken back, never changed. The state follows from them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from etl.clock import now
from etl.errors import CooperationError
from etl.messages import message
from etl.schema import columns, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

# kind → the kinds that answer the same question: of these the newest decision about a subject is in force.
ANSWERS = {
    "row_removed": ("row_removed", "row_kept"),
    "row_kept": ("row_removed", "row_kept"),
    "pair_distinct": ("pair_distinct",),
    "name_is": ("name_is",),
    "name_merged": ("name_merged",),
    "heading_is": ("heading_is",),
    # Edits of a row lie on each other, so that each can be revoked.
    "row_edited": (),
    "heading_rows_are": ("heading_rows_are",),
    "table_is": ("table_is",),
    "cell_is": ("cell_is",),
}


def decide(
    connection: "Connection", kind: str, table_name: str, subject: str, object: str | None, by: str, reason: str | None
) -> int:
    """Records a decision in a draft and returns its id; an earlier answer to the same question ends.

    `object` is the other row, the canonical name or the column, where the kind has one.
    """
    if kind == "pair_distinct" and object is not None:
        subject, object = sorted((subject, object))
    connection.execute(
        "update decisions set undone_at = $now, undone_by = $by where undone_at is null and table_name = $table"
        " and list_contains($kinds, kind) and subject = $subject and ($kind <> 'pair_distinct' or object = $object)",
        {
            "now": now(),
            "by": by,
            "table": table_name,
            "kinds": list(ANSWERS[kind]),
            "subject": subject,
            "kind": kind,
            "object": object,
        },
    )
    ((decision_id,),) = connection.execute("select coalesce(max(decision_id), 0) + 1 from decisions").fetchall()
    connection.execute(
        """
        insert into decisions
            (decision_id, decided_at, decided_by, kind, table_name, subject, object, reason, after_load)
        select ?, ?, ?, ?, ?, ?, ?, ?, coalesce(max(load_id), 0) from loads
        """,
        [decision_id, now(), by, kind, table_name, subject, object, reason],
    )
    return int(decision_id)


def revoke(connection: "Connection", decision_id: int, by: str) -> None:
    """Takes a decision back in a draft. Raises `CooperationError` when none with this id is in force."""
    found = connection.execute(
        "update decisions set undone_at = ?, undone_by = ? where decision_id = ? and undone_at is null"
        " returning decision_id",
        [now(), by, decision_id],
    ).fetchall()
    if not found:
        raise CooperationError(message("unknown_decision", seen=decision_id))


def decide_change(
    kind: str, table_name: str, subject: str, object: str | None, by: str, reason: str | None
) -> "Callable[[Connection], int]":
    """`decide` as a change to a draft, for `etl.trial.trial`."""
    return lambda connection: decide(connection, kind, table_name, subject, object, by, reason)


def revoke_change(decision_id: int, by: str) -> "Callable[[Connection], None]":
    """`revoke` as a change to a draft, for `etl.trial.trial`."""
    return lambda connection: revoke(connection, decision_id, by)


def decided(connection: "Connection", kind: str, table_name: str | None = None) -> list[dict[str, Any]]:
    """The decisions of a kind that are in force, oldest first, as rows of `decisions`.

    Empty for a version of an earlier release, which has no such table.
    """
    if not _is_there(connection):
        return []
    among = f" and table_name = {literal(table_name)}" if table_name else ""
    return _listed(connection, f"where kind = {literal(kind)} and undone_at is null{among} order by decision_id")


def all_decisions(connection: "Connection") -> list[dict[str, Any]]:
    """Every decision, newest first, also those taken back."""
    return _listed(connection, "order by decision_id desc") if _is_there(connection) else []


def _is_there(connection: "Connection") -> bool:
    sql = "select 1 from information_schema.tables where table_name = 'decisions'"
    return bool(connection.execute(sql).fetchall())


def _listed(connection: "Connection", rest: str) -> list[dict[str, Any]]:
    names = [column.name for column in columns("decisions")]
    rows = connection.execute(f"select {', '.join(names)} from decisions {rest}").fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]
