"""A sheet as it was stored: rows of cells from A1 on, and what the sheet says about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import zip_longest
from typing import Any, Self

from etl.read.distinct import Distinct, distinct

Value = str | int | float | bool | date | datetime | None


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
        """A sheet whose columns are known already."""
        sheet = cls(name, list(map(list, zip(*(column.rows() for column in columns), strict=True))), **said)
        sheet.__dict__["columns"] = columns
        return sheet

    def row_number(self, row: int) -> int:
        """The number that the analyst sees beside the row."""
        return self.lines[row] if self.lines else row + 1


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
