"""What changes inside a draft version: rows appended with their load, the state made anew."""

from typing import TYPE_CHECKING, Any

import orjson

from etl.checked import Checked
from etl.clock import now
from etl.insert import insert_columns, insert_rows
from etl.names.decisions import named_states
from etl.names.spellings import keep_spellings
from etl.read.combined import constant, each
from etl.reference import NAMES, OTHERS, read_lines
from etl.reference_edits import edited_table, keep_shipped
from etl.rows import Rows
from etl.schema import columns, comment_statements, create_statements, fact_columns, literal, meaning, rows_table
from etl.source import Column, Source, sources
from etl.state import latest_sql, stages_sql, stages_told_once_sql, state_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

# A row is unchanged when everything but its place is the same.
PLACE = {"workbook", "sheet", "row_number", "cells", "load_id", "partners_written"}


def append_load(connection: "Connection", workbook: Checked, by: str) -> int | None:
    """Appends the rows of a workbook and returns the new load's id; None when a load that counts brought its bytes."""
    if not connection.execute("select 1 from duckdb_tables() where table_name = 'loads'").fetchall():
        _execute(connection, create_statements())
    sql = f"select 1 from loads where sha256 = {literal(workbook.sha256)} and undone_at is null"
    if connection.execute(sql).fetchall():
        return None
    ((load_id,),) = connection.execute("select coalesce(max(load_id), 0) + 1 from loads").fetchall()
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for table, rows in workbook.rows.items():
        if not len(rows):
            continue
        source = sources()[table]
        _append_rows(connection, source, rows, workbook.name, load_id)
        for name, number in _counts(connection, source, load_id).items():
            counts[name] += number
    load = {
        "load_id": load_id,
        "loaded_at": now(),
        "loaded_by": by,
        "workbook": workbook.name,
        "sha256": workbook.sha256,
        **counts,
        "rejected": sum(workbook.rejected.values()),
    }
    insert_rows(connection, "loads", columns("loads"), [load])
    problems: dict[str, list[Any]] = {
        "load_id": [load_id] * len(workbook.problems),
        "workbook": [workbook.name] * len(workbook.problems),
        "column_name": [problem.column for problem in workbook.problems],
        **{
            name: [getattr(problem, name) for problem in workbook.problems]
            for name in ("sheet", "row_number", "cell", "code", "seen", "row_kept", "suggestion")
        },
    }
    insert_columns(connection, "problems", columns("problems"), problems)
    return int(load_id)


def _append_rows(connection: "Connection", source: Source, rows: Rows, workbook: str, load_id: int) -> None:
    extra = {position: orjson.dumps(texts).decode() for position, texts in rows.extra.items()}
    insert_columns(
        connection,
        rows_table(source.table),
        fact_columns(source),
        {
            **rows.values,
            "extra": constant(None, len(rows)).replaced(extra),
            "workbook": constant(workbook, len(rows)),
            "sheet": rows.sheets,
            "row_number": each(rows.numbers),
            "cells": rows.letters.mapped(lambda letters: orjson.dumps(letters).decode()),
            "load_id": constant(load_id, len(rows)),
        },
    )


def _counts(connection: "Connection", source: Source, load_id: int) -> dict[str, int]:
    """How many rows of the load are new, say something else than the row that was current, say the same."""
    names = [column.name for column in fact_columns(source) if column.name not in PLACE]
    same = " and ".join(f"new.{name} is not distinct from old.{name}" for name in names)
    sql = (
        f"select count(*) filter (old.{source.id} is null), count(*) filter ({same}), count(*)"
        f" from {rows_table(source.table)} as new"
        f" left join ({state_sql(source.table, before=load_id)}) as old on old.{source.id} = new.{source.id}"
        f" where new.load_id = {load_id}"
    )
    ((added, unchanged, total),) = connection.execute(sql).fetchall()
    return {"added": added, "changed": total - added - unchanged, "unchanged": unchanged}


def rebuild_state(connection: "Connection") -> None:
    """Makes the reference tables, with what people edited of them, the tables of facts and the stages anew."""
    for name in (*NAMES, *OTHERS):
        text = [Column(column, "text", "") for column in read_lines(name)[0]]
        connection.execute(f"create or replace table {name} ({', '.join(f'{column.name} varchar' for column in text)})")
        insert_rows(connection, name, text, edited_table(connection, name))
    keep_shipped(connection)
    keep_spellings(connection)
    states = named_states(connection)
    is_whole = {table: _make_state(connection, source, states[table]) for table, source in sources().items()}
    stages = ("view", stages_told_once_sql()) if is_whole["intents"] else ("table", stages_sql())
    _replace(connection, *stages, "intent_stages", columns("intent_stages"), meaning("intent_stages"))


def _make_state(connection: "Connection", source: Source, state: str) -> bool:
    """A table of the current rows; while every row that is kept is current, a view of them: they are not written twice.

    Returns whether every row is. A state without names that people decided is part of the rows, so their numbers tell.
    """
    rows = rows_table(source.table)
    counts = f"select (select count(*) from {rows}) = (select count(*) from ({latest_sql(source.table)}))"
    is_whole = state == state_sql(source.table) and connection.execute(counts).fetchall() == [(True,)]
    if is_whole:
        # Named one by one: what a later release adds to the rows must not alter the view.
        names = [name for name, *_ in connection.execute(f"describe {rows}").fetchall()]
        state = f"select {', '.join(names)} from {rows}"
    _replace(connection, "view" if is_whole else "table", state, source.table, fact_columns(source), source.meaning)
    return is_whole


def _replace(connection: "Connection", kind: str, sql: str, name: str, described: list[Column], text: str) -> None:
    """Makes a view or table anew, whichever of them it was."""
    kinds = f"select table_type from information_schema.tables where table_name = '{name}'"
    for (before,) in connection.execute(kinds).fetchall():
        connection.execute(f"drop {'view' if before == 'VIEW' else 'table'} {name}")
    connection.execute(f"create {kind} {name} as {sql}")
    _execute(connection, comment_statements(name, described, text, kind))


def _execute(connection: "Connection", statements: list[str]) -> None:
    """Runs statements as one, which reaches the disk once."""
    connection.execute("; ".join(["begin", *statements, "commit"]))
