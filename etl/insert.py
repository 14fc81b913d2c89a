"""Many rows into a table at once, by column, through a file that DuckDB reads: a thousand times faster than singly."""

import tempfile
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.column_file import ColumnFile
from etl.read.distinct import CODE, Distinct
from etl.schema import quoted
from etl.source import Column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

# In place of a missing value, and behind each part of a list: texts keep none of these controls.
_NULL, _PART = "\x1d", "\x1c"
_CONTROLS = b"\0\r\x1c\x1d\x1e\x1f"
_NO_CONTROLS = dict.fromkeys(_CONTROLS)
# The engine has all distinct values of a file in memory.
CHARACTERS_AT_ONCE = 10_000_000


def insert_rows(
    connection: "Connection", table: str, described: list[Column], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Inserts rows given one by one."""
    lines = list(rows)
    insert_columns(
        connection, table, described, {column.name: [row.get(column.name) for row in lines] for column in described}
    )


def insert_columns(
    connection: "Connection", table: str, described: list[Column], columns: Mapping[str, Sequence[Any] | Distinct]
) -> None:
    """Inserts the columns' values, all of one length; a column that is not given is null."""
    texts = {
        column: _as_texts(column, _distinct(columns[column.name])) for column in described if column.name in columns
    }
    texts = {column: text for column, text in texts.items() if any(one != _NULL for one in text.values)}
    if not texts:
        return
    rows = max(len(text.codes) for text in texts.values())
    parts = 1 + sum(sum(map(len, text.values)) for text in texts.values()) // CHARACTERS_AT_ONCE
    if parts == 1:
        _insert_part(connection, table, rows, texts)
        return
    at_once = -(-rows // parts)
    for first in range(0, rows, at_once):
        part = {column: Distinct(text.values, text.codes[first : first + at_once]) for column, text in texts.items()}
        part = {column: text.compact() for column, text in part.items()}
        _insert_part(connection, table, min(at_once, rows - first), part)


def _insert_part(connection: "Connection", table: str, rows: int, texts: dict[Column, Distinct]) -> None:
    """`texts` is empty afterwards: what is written makes room for the engine."""
    selected = {}
    with tempfile.TemporaryDirectory(prefix="draft-rows-", dir=_folder(connection)) as folder:
        path = Path(folder) / "rows.parquet"
        source = f"range({rows})"
        with ColumnFile(path) as file:
            for column in list(texts):
                text = texts.pop(column)
                if len(text.values) == 1:
                    selected[column.name] = _selected(column, quoted(text.values[0]))
                else:
                    file.add(column.name, list(map(str.encode, text.values)), text.codes)
                    selected[column.name] = _selected(column, column.name)
                    source = f"read_parquet({quoted(str(path))})"
        connection.execute(
            f"insert into {table} ({', '.join(selected)}) select {', '.join(selected.values())} from {source}"
        )


def _distinct(values: Sequence[Any] | Distinct) -> Distinct:
    """Values of one type, for which equal is the same; they are found faster than among any."""
    if isinstance(values, Distinct):
        # A few that stand in no row cost less than looking for them.
        return values if len(values.values) <= len(values.codes) else values.compact()
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    codes = range(len(values)) if len(numbers) == len(values) else map(numbers.__getitem__, values)
    return Distinct(list(numbers), array(CODE, codes))


def _folder(connection: "Connection") -> Path | None:
    """Where the database lies; what a killed load leaves there under a draft's name goes with the draft."""
    sql = "select path from duckdb_databases() where database_name = current_database()"
    ((path,),) = connection.execute(sql).fetchall()
    return Path(path).parent if path else None


def _selected(column: Column, text: str) -> str:
    """The column's value from its text: cast by the engine, as Python's own conversions cost more."""
    text = f"nullif({text}, '{_NULL}')"
    if column.sql_type.endswith("[]"):
        return f"case when {text} = '' then [] else string_split(left({text}, -1), '{_PART}') end"
    return text if column.sql_type == "varchar" else f"{text}::{column.sql_type}"


def _as_texts(column: Column, found: Distinct) -> Distinct:
    values = found.values
    if column.sql_type.endswith("[]"):
        texts = [_NULL if value is None else "".join(f"{_bare(part)}{_PART}" for part in value) for value in values]
    else:
        texts = [_NULL if value is None else str(value) for value in values]
        raw = "".join(texts).encode()
        if len(raw) - len(raw.translate(None, _CONTROLS)) > values.count(None):
            texts = [_NULL if value is None else _bare(str(value)) for value in values]
    return Distinct(texts, found.codes)


def _bare(text: str) -> str:
    return text.translate(_NO_CONTROLS)
