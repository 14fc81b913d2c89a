"""The warehouse's tables as SQL, made from the source descriptions; every column carries its meaning."""

import tomllib
from functools import cache
from typing import Any

from etl.source import FOLDER, Column, Source, sources

FILE = FOLDER / "warehouse.toml"


@cache
def _described() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def meaning(table: str) -> str:
    """What one of the warehouse's own tables holds; `rows` stands for the kept rows of any source."""
    text: str = _described()["tables"][table]
    return text


def columns(group: str) -> list[Column]:
    """The columns of `loads`, `problems`, `intent_stages`, or `provenance`, which every table of facts ends with."""
    return [Column(name, entry["type"], entry["meaning"]) for name, entry in _described()[group].items()]


def fact_columns(source: Source) -> list[Column]:
    """A fact table's columns: what the source describes, then where the row came from."""
    return [*source.columns.values(), *columns("provenance")]


def rows_table(table: str) -> str:
    """The table in which every accepted row of `table` is kept for ever."""
    return f"{table}_rows"


def create_statements() -> list[str]:
    """The statements that make an empty warehouse."""
    statements = [_create(table, columns(table), meaning(table)) for table in ("loads", "problems")]
    for source in sources().values():
        statements.append(_create(rows_table(source.table), fact_columns(source), meaning("rows")))
    return [statement for group in statements for statement in group]


def comment_statements(table: str, described: list[Column], text: str) -> list[str]:
    """Comments that tell any DuckDB client what a table and its columns mean."""
    return [
        f"comment on table {table} is {quoted(text)}",
        *(f"comment on column {table}.{column.name} is {quoted(column.meaning)}" for column in described),
    ]


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _create(table: str, described: list[Column], text: str) -> list[str]:
    types = ", ".join(f"{column.name} {column.sql_type}" for column in described)
    return [f"create table {table} ({types})", *comment_statements(table, described, text)]
