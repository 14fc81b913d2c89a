"""What changes inside a draft version: rows appended with their load, the state made anew."""

import hashlib
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import orjson

from etl.errors import UnknownLoad
from etl.messages import message
from etl.schema import (
    LOADS,
    PROBLEMS,
    comment_statements,
    create_statements,
    fact_columns,
    quoted,
    reference_statements,
    rows_table,
)
from etl.source import Column, Source, sources
from etl.state import stages_sql, state_sql

if TYPE_CHECKING:
    from etl.pipeline import Checked

# A row is unchanged when everything but its place is the same.
_PLACE = {"workbook", "sheet", "row_number", "cells", "load_id"}


def append_loads(connection: duckdb.DuckDBPyConnection, checked: "list[Checked]", by: str) -> list[int]:
    """Appends the rows of workbooks that were not loaded before; returns the new load ids, in order."""
    if not connection.execute("select 1 from duckdb_tables() where table_name = 'loads'").fetchall():
        for statement in create_statements():
            connection.execute(statement)
    loaded = {row[0] for row in connection.execute("select sha256 from loads where undone_at is null").fetchall()}
    (last,) = connection.execute("select coalesce(max(load_id), 0) from loads").fetchall()[0]
    load_ids: list[int] = []
    for workbook in checked:
        if workbook.sha256 in loaded:
            continue
        loaded.add(workbook.sha256)
        last += 1
        _append_load(connection, workbook, last, by)
        load_ids.append(last)
    return load_ids


def _append_load(connection: duckdb.DuckDBPyConnection, workbook: "Checked", load_id: int, by: str) -> None:
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for source in sources().values():
        rows = [_row(row, source, workbook.name, load_id) for row in workbook.rows[source.table]]
        before = _fingerprints(connection, source)
        for row in rows:
            fingerprint = before.get(row[source.id])
            same = fingerprint == _fingerprint(row)
            counts["added" if fingerprint is None else "unchanged" if same else "changed"] += 1
        _insert(connection, rows_table(source.table), fact_columns(source), rows)
    load = {
        "load_id": load_id,
        "loaded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "loaded_by": by,
        "workbook": workbook.name,
        "sha256": workbook.sha256,
        **counts,
        "rejected": sum(workbook.rejected.values()),
    }
    _insert(connection, "loads", list(LOADS), [load])
    problems = [
        {
            "load_id": load_id,
            "workbook": workbook.name,
            "sheet": problem.sheet,
            "row_number": problem.row_number,
            "cell": problem.cell,
            "column_name": problem.column,
            "code": problem.code,
            "seen": problem.seen,
            "row_kept": problem.row_kept,
        }
        for problem in workbook.problems
    ]
    _insert(connection, "problems", list(PROBLEMS), problems)


def _row(row: Any, source: Source, workbook: str, load_id: int) -> dict[str, Any]:
    return {
        **{name: row.values.get(name) for name in source.columns},
        "is_example": row.values.get("is_example", False),
        "extra": orjson.dumps(row.extra).decode() if row.extra else None,
        "workbook": workbook,
        "sheet": row.sheet,
        "row_number": row.row_number,
        "cells": orjson.dumps(row.cells).decode(),
        "load_id": load_id,
    }


def _plain(value: object) -> str:
    if isinstance(value, date | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a row")


def _fingerprint(row: dict[str, Any]) -> str:
    content = {name: value for name, value in sorted(row.items()) if name not in _PLACE}
    return hashlib.sha256(orjson.dumps(content, default=_plain)).hexdigest()


def _fingerprints(connection: duckdb.DuckDBPyConnection, source: Source) -> dict[str, str]:
    """Natural key → fingerprint of the current row."""
    cursor = connection.execute(state_sql(source.table))
    names = [column[0] for column in cursor.description or []]
    found = {}
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        found[row[source.id]] = _fingerprint(row)
    return found


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, columns: list[Column], rows: list[dict[str, Any]]
) -> None:
    """Rows through a file of JSON lines: typed by the schema, and a thousand times faster than one by one."""
    if not rows:
        return
    types = ", ".join(f"{column.name}: {quoted(column.sql_type)}" for column in columns)
    names = ", ".join(column.name for column in columns)
    with tempfile.TemporaryDirectory(prefix="cooperation-") as folder:
        path = Path(folder) / "rows.ndjson"
        with path.open("wb") as file:
            file.writelines(orjson.dumps(row, default=_plain, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
        connection.execute(
            f"insert into {table} ({names}) select {names} from read_json({quoted(str(path))},"
            f" format = 'newline_delimited', columns = {{{types}}})"
        )


def undo_load(connection: duckdb.DuckDBPyConnection, load_id: int, by: str) -> None:
    """Marks a load as undone. Raises `UnknownLoad` when there is none or it is undone already."""
    found = connection.execute("select undone_at from loads where load_id = ?", [load_id]).fetchall()
    if not found or found[0][0] is not None:
        raise UnknownLoad(message("unknown_load", seen=load_id))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute("update loads set undone_at = ?, undone_by = ? where load_id = ?", [now, by, load_id])


def rebuild_state(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the reference tables, the tables of facts and the stages anew from rows and loads."""
    for name, (columns, *rows) in reference_statements():
        text = [Column(column, "text", "") for column in columns]
        connection.execute(f"create or replace table {name} ({', '.join(f'{c} varchar' for c in columns)})")
        _insert(connection, name, text, [dict(zip(columns, row, strict=True)) for row in rows])
    for source in sources().values():
        connection.execute(f"create or replace table {source.table} as {state_sql(source.table)}")
        for statement in comment_statements(source.table, fact_columns(source), source.meaning):
            connection.execute(statement)
    connection.execute(f"create or replace table intent_stages as {stages_sql('intents', 'intents_rows', 'loads')}")
    connection.execute(
        "comment on table intent_stages is '事项到达过的阶段和日期 | stages that each intent has reached'"
    )
