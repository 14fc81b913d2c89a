"""The warehouse's tables as SQL, made from the source descriptions; every column carries its meaning."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from etl.source import FOLDER, Column, Source, sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

FILE = FOLDER / "warehouse.toml"
# The warehouse's own tables that are written to; those of facts and what is derived from all of them come from sources.
OWN = ("loads", "undone_spells", "problems", "decisions", "corrections")
# Those that are made anew with every version.
MADE = ("decided_spellings", "reference_rows")


@cache
def _described() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def meaning(table: str) -> str:
    """What one of the warehouse's own tables holds; `rows` stands for the kept rows of any source."""
    text: str = _described()["tables"][table]
    return text


def columns(group: str) -> list[Column]:
    """The columns of one of the warehouse's own tables, or of `provenance`, which every table of facts ends with."""
    return [Column(name, entry["type"], entry["meaning"]) for name, entry in _described()[group].items()]


def fact_columns(source: Source) -> list[Column]:
    """A fact table's columns: what the source describes, then where the row came from."""
    return [*source.columns.values(), *columns("provenance")]


def rows_table(table: str) -> str:
    """The table in which every accepted row of `table` is kept for ever."""
    return f"{table}_rows"


def create_statements() -> list[str]:
    """The statements that make an empty warehouse."""
    return [statement for table, described, text in _kept() for statement in _create(table, described, text)]


def upgrade(connection: "Connection") -> None:
    """Adds the tables and columns of this release to a draft that an earlier release made; values stay empty."""
    existing = _existing(connection)
    for table, described, text in _kept():
        if table not in existing:
            missing = _create(table, described, text)
        else:
            new = [column for column in described if column.name not in existing[table]]
            missing = [f"alter table {table} add column {column.name} {column.sql_type}" for column in new]
            missing += comment_statements(table, new, text)
        for statement in missing:
            connection.execute(statement)


def complete(connection: "Connection", kind: str = "temp", kept: str | None = None) -> None:
    """Lets a reader see a version of an earlier release as if it had the tables and columns of this one, empty.

    `kind` is put before `table`: nothing where the connection's own database is in memory. There the tables are views
    of the database `kept`, which are made anew: what is temporary, no cursor of the connection finds.
    """
    existing = _existing(connection)
    state = [(source.table, fact_columns(source), "") for source in sources().values() if source.table in existing]
    made = [(table, columns(table), "") for table in MADE]
    for table, described, _ in [*_kept(), *state, *made]:
        types = {column.name: column.sql_type for column in described}
        if table not in existing:
            typed = ", ".join(f"{name} {sql_type}" for name, sql_type in types.items())
            connection.execute(f"create {kind} table {table} ({typed})")
        elif missing := [name for name in types if name not in existing[table]]:
            nulls = ", ".join(f"null::{types[name]} as {name}" for name in missing)
            ((database,),) = connection.execute("select current_database()").fetchall()
            # What is temporary is found before what is kept.
            view = "or replace view" if kept else "temp view"
            connection.execute(f'create {view} {table} as select *, {nulls} from "{kept or database}".main.{table}')


def _kept() -> Iterator[tuple[str, list[Column], str]]:
    """Name, columns and meaning of every table that rows are appended to."""
    for table in OWN:
        yield table, columns(table), meaning(table)
    for source in sources().values():
        yield rows_table(source.table), fact_columns(source), meaning("rows")


def _existing(connection: "Connection") -> dict[str, set[str]]:
    """Table → its columns."""
    found: dict[str, set[str]] = {}
    sql = "select table_name, column_name from duckdb_columns() where not internal"
    for table, column in connection.execute(sql).fetchall():
        found.setdefault(table, set()).add(column)
    return found


def comment_statements(table: str, described: list[Column], text: str, kind: str = "table") -> list[str]:
    """Comments that tell any DuckDB client what a table (or view: `kind`) and its columns mean."""
    return [
        f"comment on {kind} {table} is {quoted(text)}",
        *(f"comment on column {table}.{column.name} is {quoted(column.meaning)}" for column in described),
    ]


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def literal(value: str | int | None) -> str:
    """A value as SQL, for what every load asks: the first bound parameter makes DuckDB import pandas."""
    if value is None:
        return "null"
    return quoted(value) if isinstance(value, str) else str(value)


def literals(values: Iterable[str | int]) -> str:
    """What stands in the brackets behind `in`."""
    return ", ".join(map(literal, values))


def _create(table: str, described: list[Column], text: str) -> list[str]:
    types = ", ".join(f"{column.name} {column.sql_type}" for column in described)
    return [f"create table {table} ({types})", *comment_statements(table, described, text)]
