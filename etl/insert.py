"""Many rows into a table at once, by column, through a file that DuckDB reads: a thousand times faster than singly."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from etl.schema import quoted
from etl.source import Column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

# Between cells, for a missing value, for a line break inside a text: no text holds controls of its own.
_CELL, _NULL, _BREAK = "\x1f", "\x1d", "\x1e"


def insert_rows(
    connection: "Connection", table: str, described: list[Column], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Inserts rows given one by one."""
    lines = list(rows)
    insert_columns(
        connection, table, described, {column.name: [row.get(column.name) for row in lines] for column in described}
    )


def insert_columns(
    connection: "Connection", table: str, described: list[Column], columns: Mapping[str, Sequence[Any]]
) -> None:
    """Inserts the columns' values, all of one length; a column that is not given is null."""
    given = [column for column in described if any(value is not None for value in columns.get(column.name, ()))]
    if not given:
        return
    # As text, and cast afterwards: the reader's own casts cost ten times as much.
    types = ", ".join(f"{column.name}: 'varchar'" for column in given)
    with tempfile.TemporaryDirectory(prefix="cooperation-") as folder:
        path = Path(folder) / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            texts = [_texts(columns[column.name]) for column in given]
            lines = list(map(_CELL.join, zip(*texts, strict=True)))
            longest = max(map(len, lines)) * 4  # bytes of UTF-8
            file.writelines(f"{line}\n" for line in lines)
        connection.execute(
            f"insert into {table} ({', '.join(column.name for column in given)})"
            f" select {', '.join(map(_selected, given))} from read_csv({quoted(str(path))}, header = false,"
            f" auto_detect = false, delim = '{_CELL}', quote = '', escape = '', nullstr = '{_NULL}', new_line = '\\n',"
            f" max_line_size = {max(longest, 100_000)}, parallel = false, columns = {{{types}}})"
        )


def _texts(values: Sequence[Any]) -> list[str]:
    """The values as they are written between cells; each distinct one is written once."""
    known = {value: _text(value) for value in set(values)}
    return list(map(known.__getitem__, values))


def _text(value: Any) -> str:
    if value is None:
        return _NULL
    text = orjson.dumps(value).decode() if isinstance(value, tuple) else str(value)
    return text.translate(_CONTROLS)


_CONTROLS = {ord("\n"): _BREAK, **dict.fromkeys(map(ord, (_CELL, _NULL, _BREAK, "\r", "\x00")))}


def _selected(column: Column) -> str:
    if column.sql_type.endswith("[]"):
        return f"{column.name}::json::{column.sql_type}"
    if column.sql_type == "varchar":
        return f"replace({column.name}, '{_BREAK}', chr(10))"
    return f"{column.name}::{column.sql_type}"
