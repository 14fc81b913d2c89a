"""A sheet as it was stored: rows of cells from A1 on, and what the sheet says about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import zip_longest
from typing import Any, Self, overload

from etl.read.distinct import Distinct
from etl.read.encode import distinct

Value = str | int | float | bool | date | datetime | None


class RowsOfColumns(Sequence[list[Value]]):
    """The rows of a sheet that is held by column: each is made when it is asked for."""

    def __init__(self, columns: Sequence[Distinct]) -> None:
        self._columns = columns
        self.width = len(columns)

    def __len__(self) -> int:
        return len(self._columns[0].codes) if self._columns else 0

    @overload
    def __getitem__(self, row: int) -> list[Value]: ...
    @overload
    def __getitem__(self, row: slice) -> list[list[Value]]: ...
    def __getitem__(self, row: int | slice) -> list[Value] | list[list[Value]]:
        if isinstance(row, slice):
            return [self[number] for number in range(len(self))[row]]
        number = range(len(self))[row]
        return [column.values[column.codes[number]] for column in self._columns]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)


@dataclass(frozen=True)
class Sheet:
    """`rows[r][c]` is the cell in Excel's row r+1, column c+1; merged ranges are 0-based (top, left, bottom, right)."""

    name: str
    rows: Sequence[Sequence[Value]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False
    # (row, column) → code and what was seen, for cells whose value the workbook does not hold
    marks: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    # Rows that are struck through from end to end
    cancelled: frozenset[int] = frozenset()
    # 1-based line of each row, for text files whose records span lines
    lines: list[int] | None = None

    @cached_property
    def columns(self) -> list[Distinct]:
        """The same cells by column, each distinct value once."""
        return [distinct(column) for column in zip_longest(*self.rows)]

    @classmethod
    def of_columns(cls, name: str, columns: list[Distinct], **said: Any) -> Self:
        """A sheet whose columns, all of one length, are known already."""
        sheet = cls(name, RowsOfColumns(columns), **said)
        sheet.__dict__["columns"] = columns
        return sheet

    @property
    def width(self) -> int:
        """The number of columns up to the last that a row has."""
        rows = self.rows
        return rows.width if isinstance(rows, RowsOfColumns) else max(map(len, rows), default=0)

    def row_number(self, row: int) -> int:
        """The number that the analyst sees beside the row."""
        return self.lines[row] if self.lines else row + 1

    def row_of(self, number: int) -> int | None:
        """The row beside which the analyst sees the number; None where the sheet has none."""
        if self.lines:
            return self.lines.index(number) if number in self.lines else None
        return number - 1 if 0 < number <= len(self.rows) else None


def cell_address(row_number: int, column: int) -> str:
    """`B7` for row number 7 and 0-based column 1."""
    return f"{column_letters(column)}{row_number}"


def column_letters(column: int) -> str:
    """`B` for the 0-based column 1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
