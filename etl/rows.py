"""A found table → its rows: every cell read once per distinct text, with its place and its problems."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from etl.clean.cells import DATE_READERS, READERS, Context, Reading, context_of, is_blank, written
from etl.clean.dates import NOTHING_AROUND, orders_of
from etl.clean.surroundings import Sections, Surroundings, agreed
from etl.clean.text import folded
from etl.found import FoundColumn, FoundTable
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

    def problem(
        self, code: str, column: str | None, seen: str, suggestion: str | None = None, *, row_kept: bool = True
    ) -> None:
        """Adds a problem at the cell that filled `column`, or at the row."""
        cell = self.cells.get(column or "")
        self.problems.append(
            Problem(code, self.sheet, self.row_number, cell, column, seen[:SEEN_LIMIT], suggestion, row_kept)
        )


def read_rows(table: FoundTable, today: date, workbook: str = "") -> list[Row]:
    """The rows of a known table, in the order of the sheet; `workbook` is the file's name, without its ending."""
    grid = Grid(table.sheet)
    outside = agreed([*_titles(grid, table.heading_rows[0]), table.sheet.name, workbook], today)
    sections = Sections(outside, today)
    below = dict.fromkeys((row for row, why in table.left_out if why == "section"))
    orders = {
        column.index: orders_of((grid.value(row, column.index) for row in table.rows), today)
        for column in table.columns
        if column.heading and column.heading.reads in DATE_READERS
    }
    said, contexts = outside, _contexts(table, outside, orders, today)
    known: dict[tuple[int, str, Value], Reading] = {}
    rows = []
    for position in sorted((*table.rows, *below)):
        if position in below:
            said = sections.enter(str(grid.own(position)[0][1]))
            contexts, known = _contexts(table, said, orders, today), {}
            continue
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
        _fill(row, table, said)
        rows.append(row)
    return rows


def _contexts(
    table: FoundTable, said: Surroundings, orders: dict[int, frozenset[str]], today: date
) -> dict[int, Context]:
    return {
        column.index: context_of(
            column.heading.fills,
            column.texts,
            today,
            said,
            orders.get(column.index, NOTHING_AROUND.orders),
        )
        for column in table.columns
        if column.heading and column.heading.fills
    }


def _titles(grid: Grid, heading: int) -> list[str]:
    """The texts above a table: all where nothing else stands above, else those directly above it."""
    texts: list[str] = []
    is_first = all(_is_title(grid, row) for row in range(heading))
    for row in range(heading - 1, -1, -1):
        own = grid.own(row)
        if not is_first and ((not own and texts) or not _is_title(grid, row)):
            break
        texts += [str(value) for _, value in own if isinstance(value, str)]
    return texts


def _is_title(grid: Grid, row: int) -> bool:
    own = grid.own(row)
    return len(own) <= 2 or any(":" in folded(str(value)) for _, value in own)


def _fill(row: Row, table: FoundTable, said: Surroundings) -> None:
    """Direction and town from the surroundings where no cell says them; what could not be read stays a problem."""
    assert table.source is not None
    columns = table.source.columns
    many = "towns" in columns
    for column, value in (("direction", said.direction), ("towns" if many else "town", said.town)):
        unread = any(problem.column == column for problem in row.problems)
        if value and column in columns and not row.values.get(column) and not unread:
            row.values[column] = [value] if column == "towns" else value


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
    for code, seen, *suggestion in reading.problems:
        row.problem(code, column.heading.fills[0], seen, *suggestion)


def _keep_unheaded(table: FoundTable, row: Row, position: int) -> None:
    """Cells under no heading at all are kept too, by their column's letter."""
    headed = {column.index for column in table.columns}
    for index, value in enumerate(table.sheet.rows[position]):
        if index not in headed and not is_blank(value):
            letters = cell_address(row.row_number, index).rstrip("0123456789")
            row.extra[f"({letters})"] = written(value)
