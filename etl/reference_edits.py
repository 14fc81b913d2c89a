"""Rows of reference tables as people edited them, laid over those of the files: by their key, column by column.

An edit is a decision of the kind `row_edited`: its subject is the row's key, its object the columns that it writes, as
JSON, or nothing when the row is taken out. So an update of the software brings its new rows and columns, and an edit
stays until somebody revokes it.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from etl.insert import insert_rows
from etl.reference import NAMES, read_lines, read_table
from etl.schema import columns, comment_statements, literal, meaning
from etl.source import FOLDER
from etl.state import in_force

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

KIND = "row_edited"
ALIASES = "aliases"
SHIPPED = "reference_rows"
Row = dict[str, str]


@cache
def editable() -> dict[str, dict[str, Any]]:
    """Table → what may be edited of it, as `edits.toml` says."""
    with (FOLDER / "edits.toml").open("rb") as file:
        return tomllib.load(file)


def subject_of(table: str, key: Mapping[str, str]) -> str:
    """A row's key in one text: `香港大学`, `2026-01/HKD`. Only a key of one column may hold a slash."""
    return "/".join(key[column] for column in editable()[table]["key"])


def key_of(table: str, subject: str) -> Row:
    """The key of a row from that text."""
    names = editable()[table]["key"]
    parts = [subject] if len(names) == 1 else subject.split("/", len(names) - 1)
    return dict(zip(names, parts, strict=True))


def said_by(decision: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(spelling, name) that a decision says: of an alias the one, of an edited row each of its names."""
    if decision["kind"] == "name_is":
        yield decision["subject"], decision["object"]
    elif decision["kind"] == KIND and decision["object"] and decision["table_name"] in NAMES:
        row = orjson.loads(decision["object"])
        yield decision["subject"], decision["subject"]
        for column in editable()[decision["table_name"]]["spellings"]:
            if row.get(column):
                yield row[column], decision["subject"]


def edits_of(connection: "Connection", table: str, day: str | None = None) -> list[tuple[str, Row | None]]:
    """(subject, columns) of the edits in force now, or at the end of a day, in their order."""
    bound = {"day": day} if day else {}
    found = connection.execute(
        f"select subject, object from decisions where kind = '{KIND}' and table_name = {literal(table)}"
        f" and {in_force('decided_at', 'undone_at', 'day' if day else None)} order by decision_id",
        bound,
    ).fetchall()
    return [(subject, orjson.loads(text) if text else None) for subject, text in found]


def laid_over(table: str, rows: Sequence[Row], edits: Iterable[tuple[str, Row | None]]) -> list[Row]:
    """The rows with edits laid over them, in their order; new rows behind. Each has the columns of the first."""
    heading = list(rows[0]) if rows else list(_heading(table))
    found = {subject_of(table, row): row for row in rows}
    for subject, edit in edits:
        if edit is None:
            found.pop(subject, None)
            continue
        new = {**dict.fromkeys(heading, ""), **key_of(table, subject), **_number(table, found)}
        edited = {**found.get(subject, new), **edit}
        found[subject] = {column: edited.get(column, "") for column in heading}
    return list(found.values())


def edited_table(connection: "Connection", table: str) -> list[Row]:
    """The rows of a reference table for a version: the file's, with the edits in force and the aliases laid over."""
    rows = read_table(table)
    if table in editable():
        edits = edits_of(connection, table)
        rows = laid_over(table, rows, edits) if edits else rows
    return with_aliases(connection, table, rows)


def with_aliases(connection: "Connection", table: str, rows: list[Row]) -> list[Row]:
    """The rows with what people decided about spellings in the column that holds a name's spellings."""
    if table not in NAMES:
        return rows
    key, spelled = NAMES[table][0], NAMES[table][1][-1]
    given = dict(
        connection.execute(
            f"select subject, object from decisions where kind = 'name_is' and table_name = {literal(table)}"
            " and undone_at is null order by decision_id"
        ).fetchall()
    )
    if not given:
        return rows
    result = []
    for row in rows:
        parts = [part for part in map(str.strip, row[spelled].split(";")) if part]
        kept = [part for part in parts if given.get(part, row[key]) == row[key]]
        more = [text for text, name in given.items() if name == row[key] and text not in (*kept, name)]
        result.append({**row, spelled: ";".join((*kept, *more))})
    return result


def keep_shipped(connection: "Connection") -> None:
    """Keeps in a version the files' rows of the tables that anybody ever edited, for `rows_on`."""
    connection.execute(f"create or replace table {SHIPPED} (table_name varchar, position bigint, content varchar)")
    for statement in comment_statements(SHIPPED, columns(SHIPPED), meaning(SHIPPED)):
        connection.execute(statement)
    sql = f"select distinct table_name from decisions where kind = '{KIND}' order by table_name"
    rows = [
        {"table_name": table, "position": position, "content": orjson.dumps(row).decode()}
        for (table,) in connection.execute(sql).fetchall()
        for position, row in enumerate(read_table(table))
    ]
    insert_rows(connection, SHIPPED, columns(SHIPPED), rows)


def rows_on(connection: "Connection", table: str, day: str) -> list[Row] | None:
    """A version's rows of a reference table as edited at the end of a day; None when nobody ever edited it."""
    there = f"select 1 from information_schema.tables where table_name = '{SHIPPED}'"
    ever = f"select 1 from decisions where kind = '{KIND}' and table_name = {literal(table)} limit 1"
    if not connection.execute(there).fetchall() or not connection.execute(ever).fetchall():
        return None
    sql = f"select content from {SHIPPED} where table_name = {literal(table)} order by position"
    rows = [orjson.loads(content) for (content,) in connection.execute(sql).fetchall()]
    return laid_over(table, rows, edits_of(connection, table, day))


def _heading(table: str) -> list[str]:
    return read_lines(table)[0]


def _number(table: str, rows: Mapping[str, Row]) -> Row:
    """The number of a new row, where a table's rows are numbered: behind the others."""
    column = editable()[table].get("numbered")
    if not column:
        return {}
    return {column: str(1 + max((int(row[column]) for row in rows.values() if row[column].isdigit()), default=0))}
