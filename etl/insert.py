"""Many rows into a table at once, by column, through a file that DuckDB reads: a thousand times faster than singly."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.schema import quoted
from etl.source import Column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

LINES_AT_ONCE = 4096
# Between cells, for a missing value, for a line break in a text, behind a part of a list: texts hold no controls.
_CELL, _NULL, _BREAK, _PART = "\x1f", "\x1d", "\x1e", "\x1c"


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
    written = [_Written(column, columns[column.name]) for column in given]
    varying = [column for column in written if not column.is_constant] or written[:1]
    # As text, and cast afterwards: the reader's own casts cost ten times as much.
    types = ", ".join(f"{column.name}: 'varchar'" for column in varying)
    longest = sum(column.longest + 1 for column in varying)
    with tempfile.TemporaryDirectory(prefix="cooperation-") as folder:
        path = Path(folder) / "rows.csv"
        with path.open("wb") as file:
            lines = map(_CELL.encode().join, zip(*varying, strict=True))
            while part := list(islice(lines, LINES_AT_ONCE)):
                file.write(b"\n".join([*part, b""]))
        connection.execute(
            f"insert into {table} ({', '.join(column.name for column in written)})"
            f" select {', '.join(column.selected for column in written)} from read_csv({quoted(str(path))},"
            f" header = false, auto_detect = false, delim = '{_CELL}', quote = '', escape = '', nullstr = '{_NULL}',"
            f" new_line = '\\n', max_line_size = {max(longest, 100_000)}, parallel = false, columns = {{{types}}})"
        )


class _Written:
    """A column as it is written between cells: each distinct value once; a value that all rows share, never."""

    def __init__(self, column: Column, values: Sequence[Any]) -> None:
        self.name, self._values = column.name, values
        self._known = {value: _text(value).encode() for value in set(values)}
        self.longest = max(map(len, self._known.values()))
        self.is_constant = len(self._known) == 1
        text = quoted(next(iter(self._known.values())).decode()) if self.is_constant else column.name
        if column.sql_type.endswith("[]"):
            self.selected = f"case when {text} = '' then [] else string_split(rtrim({text}, '{_PART}'), '{_PART}') end"
        elif column.sql_type == "varchar":
            has_breaks = any(_BREAK.encode() in one for one in self._known.values())
            self.selected = f"replace({text}, '{_BREAK}', chr(10))" if has_breaks else text
        else:
            self.selected = f"{text}::{column.sql_type}"

    def __iter__(self) -> Iterator[bytes]:
        return map(self._known.__getitem__, self._values)


def _text(value: Any) -> str:
    if value is None:
        return _NULL
    if isinstance(value, tuple):
        return "".join(f"{str(part).translate(_CONTROLS)}{_PART}" for part in value)
    return value.translate(_CONTROLS) if isinstance(value, str) else str(value)


_CONTROLS = {ord("\n"): _BREAK, **dict.fromkeys(map(ord, (_CELL, _NULL, _BREAK, _PART, "\r", "\x00")))}
