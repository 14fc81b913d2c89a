"""Many rows into a table at once, by column, through a file that DuckDB reads: a thousand times faster than singly."""

import re
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
_CONTROLS = re.compile("[\x00\r\x1c-\x1f]")
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
    found = {column: _distinct(columns[column.name]) for column in described if column.name in columns}
    texts = {column: _as_texts(column, values.values) for column, values in found.items()}
    written = [column for column in found if set(texts[column]) - {_NULL}]
    if not written:
        return
    rows = len(found[written[0]].codes)
    parts = 1 + sum(len(text) for column in written for text in texts[column]) // CHARACTERS_AT_ONCE
    at_once = -(-rows // parts)
    for first in range(0, rows, at_once):
        part = {column: Distinct(texts[column], found[column].codes) for column in written}
        if parts > 1:
            part = {
                column: _used(Distinct(text.values, text.codes[first : first + at_once]))
                for column, text in part.items()
            }
        _insert_part(connection, table, part)


def _insert_part(connection: "Connection", table: str, texts: dict[Column, Distinct]) -> None:
    selected = {}
    with tempfile.TemporaryDirectory(prefix="draft-rows-", dir=_folder(connection)) as folder:
        path = Path(folder) / "rows.parquet"
        source = f"range({max(len(text.codes) for text in texts.values())})"
        with ColumnFile(path) as file:
            for column, text in texts.items():
                if len(text.values) == 1:
                    selected[column.name] = _selected(column, quoted(text.values[0]))
                else:
                    file.add(column.name, list(map(str.encode, text.values)), text.codes)
                    selected[column.name] = _selected(column, column.name)
                    source = f"read_parquet({quoted(str(path))})"
        connection.execute(
            f"insert into {table} ({', '.join(selected)}) select {', '.join(selected.values())} from {source}"
        )


def constant(value: Any, rows: int) -> Distinct:
    """A column with the same value in all rows."""
    return Distinct([value], array(CODE, bytes(rows * array(CODE).itemsize)))


def _distinct(values: Sequence[Any] | Distinct) -> Distinct:
    """Values of one type, for which equal is the same; they are found faster than among any."""
    if isinstance(values, Distinct):
        return _used(values)
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    codes = range(len(values)) if len(numbers) == len(values) else map(numbers.__getitem__, values)
    return Distinct(list(numbers), array(CODE, codes))


def _used(column: Distinct) -> Distinct:
    """The column without values that stand in none of its rows."""
    used = dict.fromkeys(column.codes)
    if len(used) == len(column.values):
        return column
    numbers = {code: number for number, code in enumerate(used)}
    codes = array(CODE, map(numbers.__getitem__, column.codes))
    return Distinct([column.values[code] for code in used], codes)


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


def _as_texts(column: Column, values: Sequence[Any]) -> list[str]:
    if column.sql_type.endswith("[]"):
        return [_NULL if value is None else "".join(f"{_bare(part)}{_PART}" for part in value) for value in values]
    texts = ["" if value is None else str(value) for value in values]
    if _CONTROLS.search("".join(texts)):
        texts = list(map(_bare, texts))
    return [_NULL if value is None else text for value, text in zip(values, texts, strict=True)]


def _bare(text: str) -> str:
    return _CONTROLS.sub("", text)
