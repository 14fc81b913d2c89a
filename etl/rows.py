"""A found table → its rows: every cell read once per distinct text, with its place and its problems."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from etl.clean.cells import READERS, Context, Reading, context_of, is_blank, written
from etl.find import FoundColumn, FoundTable
from etl.grid import Grid
from etl.problem import SEEN_LIMIT, Problem
from etl.read.sheet import Value, cell_address


@dataclass
class Row:
    """One row on its way: values by column, texts of unknown columns, its place, its problems so far."""

    sheet: str
    row_number: int
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, column: str | None, seen: str, *, row_kept: bool = True) -> None:
        """Adds a problem at the cell that filled `column`, or at the row."""
        cell = self.cells.get(column or "")
        self.problems.append(
            Problem(code, self.sheet, self.row_number, cell, column, seen[:SEEN_LIMIT], None, row_kept)
        )


def read_rows(table: FoundTable, today: date) -> list[Row]:
    """The rows of a known table, in the order of the sheet."""
    contexts = {
        column.index: context_of(column.heading.fills, column.texts, today)
        for column in table.columns
        if column.heading and column.heading.fills
    }
    known: dict[tuple[int, str, Value], Reading] = {}
    grid = Grid(table.sheet)
    rows = []
    for position in table.rows:
        row = Row(table.sheet.name, table.sheet.row_number(position))
        for column in table.columns:
            value = grid.value(position, column.index)
            address = cell_address(row.row_number, column.index)
            mark = table.sheet.marks.get((position, column.index))
            if column.heading is None:
                if not is_blank(value):
                    # Two unknown columns may carry the same heading.
                    name = column.text if column.text not in row.extra else f"{column.text} ({address})"
                    row.extra[name] = written(value)
            elif column.heading.fills:
                _read_cell(row, column, value, address, mark, contexts[column.index], known)
        _keep_unheaded(table, row, position)
        rows.append(row)
    return rows


def _read_cell(
    row: Row,
    column: FoundColumn,
    value: Value,
    address: str,
    mark: tuple[str, str] | None,
    context: Context,
    known: dict[tuple[int, str, Value], Reading],
) -> None:
    assert column.heading is not None
    for name in column.heading.fills:
        row.cells[name] = address
    if mark:
        row.problem(mark[0], column.heading.fills[0], mark[1])
        return
    if is_blank(value):
        return
    key = (column.index, type(value).__name__, value)
    if key not in known:
        known[key] = READERS[column.heading.reads](value, context)
    reading = known[key]
    row.values.update(reading.values)
    for code, seen in reading.problems:
        row.problem(code, column.heading.fills[0], seen)


def _keep_unheaded(table: FoundTable, row: Row, position: int) -> None:
    """Cells under no heading at all are kept too, by their column's letter."""
    headed = {column.index for column in table.columns}
    for index, value in enumerate(table.sheet.rows[position]):
        if index not in headed and not is_blank(value):
            letters = cell_address(row.row_number, index).rstrip("0123456789")
            row.extra[f"({letters})"] = written(value)
