"""What changes inside a draft version: rows appended with their load, the state made anew."""

import tempfile
from pathlib import Path
from typing import Any

import duckdb
import orjson

from etl.checked import Checked
from etl.clock import now
from etl.errors import UnknownLoad
from etl.kept import as_json, fingerprint, kept_row
from etl.messages import message
from etl.reference import NAMES, OTHERS, read_lines
from etl.schema import columns, comment_statements, create_statements, fact_columns, meaning, quoted, rows_table
from etl.source import Column, Source, sources
from etl.state import stages_sql, state_sql


def append_loads(connection: duckdb.DuckDBPyConnection, checked: list[Checked], by: str) -> list[int]:
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


def _append_load(connection: duckdb.DuckDBPyConnection, workbook: Checked, load_id: int, by: str) -> None:
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for source in sources().values():
        rows = [kept_row(row, source, workbook.name, load_id) for row in workbook.rows[source.table]]
        before = _fingerprints(connection, source)
        for row in rows:
            known = before.get(row[source.id])
            counts["added" if known is None else "unchanged" if known == fingerprint(row) else "changed"] += 1
        _insert(connection, rows_table(source.table), fact_columns(source), rows)
    load = {
        "load_id": load_id,
        "loaded_at": now(),
        "loaded_by": by,
        "workbook": workbook.name,
        "sha256": workbook.sha256,
        **counts,
        "rejected": sum(workbook.rejected.values()),
    }
    _insert(connection, "loads", columns("loads"), [load])
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
    _insert(connection, "problems", columns("problems"), problems)


def _fingerprints(connection: duckdb.DuckDBPyConnection, source: Source) -> dict[str, str]:
    """Natural key → fingerprint of the current row."""
    cursor = connection.execute(state_sql(source.table))
    names = [column[0] for column in cursor.description or []]
    found = {}
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        found[row[source.id]] = fingerprint(row)
    return found


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, described: list[Column], rows: list[dict[str, Any]]
) -> None:
    """Rows through a file of JSON lines: typed by the schema, and a thousand times faster than one by one."""
    if not rows:
        return
    types = ", ".join(f"{column.name}: {quoted(column.sql_type)}" for column in described)
    names = ", ".join(column.name for column in described)
    with tempfile.TemporaryDirectory(prefix="cooperation-") as folder:
        path = Path(folder) / "rows.ndjson"
        with path.open("wb") as file:
            file.writelines(as_json(row, orjson.OPT_APPEND_NEWLINE) for row in rows)
        connection.execute(
            f"insert into {table} ({names}) select {names} from read_json({quoted(str(path))},"
            f" format = 'newline_delimited', columns = {{{types}}})"
        )


def undo_load(connection: duckdb.DuckDBPyConnection, load_id: int, by: str) -> None:
    """Marks a load as undone. Raises `UnknownLoad` when there is none or it is undone already."""
    found = connection.execute("select undone_at from loads where load_id = ?", [load_id]).fetchall()
    if not found or found[0][0] is not None:
        raise UnknownLoad(message("unknown_load", seen=load_id))
    connection.execute("update loads set undone_at = ?, undone_by = ? where load_id = ?", [now(), by, load_id])


def rebuild_state(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the reference tables, the tables of facts and the stages anew from rows and loads."""
    for name in (*NAMES, *OTHERS):
        heading, *rows = read_lines(name)
        connection.execute(f"create or replace table {name} ({', '.join(f'{column} varchar' for column in heading)})")
        text = [Column(column, "text", "") for column in heading]
        _insert(connection, name, text, [dict(zip(heading, row, strict=True)) for row in rows])
    for source in sources().values():
        connection.execute(f"create or replace table {source.table} as {state_sql(source.table)}")
        for statement in comment_statements(source.table, fact_columns(source), source.meaning):
            connection.execute(statement)
    connection.execute(f"create or replace table intent_stages as {stages_sql()}")
    for statement in comment_statements("intent_stages", columns("intent_stages"), meaning("intent_stages")):
        connection.execute(statement)
