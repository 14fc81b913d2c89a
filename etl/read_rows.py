"""A found table → its rows: every distinct text of a column is read once, with its place and its problems."""

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from etl.clean.cells import DATE_READERS, READERS, Context, Reading, context_of, is_blank, written
from etl.clean.dates import NOTHING_AROUND, orders_of
from etl.clean.surroundings import Sections, Surroundings
from etl.fill import fill_spread, fill_surroundings
from etl.read.combined import constant, first_said
from etl.read.distinct import CODE, Distinct
from etl.read.sheet import cell_address, column_letters
from etl.rows import Rows, rows_joined
from etl.source import Heading
from etl.tables.around import surroundings_of
from etl.tables.found import FoundColumn, FoundTable, Spread
from etl.tables.grid import Grid

# What a merged range downwards says once for all its rows; every other value it says of each of them.
NUMBERS = frozenset({"count", "amount", "amount_bound"})
# 5 and 000 in neighbouring cells
_THOUSANDS = re.compile(r"(?:^|,)[1-9]\d{0,2},\d{3}(?=,|$)")
NOTHING = Reading()
HEADCOUNT = Heading(("headcount",), "count")


def read_rows(
    table: FoundTable,
    today: date,
    workbook: str = "",
    decided: Mapping[str, Mapping[str, str]] | None = None,
) -> Rows:
    """The rows of a known table.

    `workbook` is the file's name without its ending; `decided` leads from a table of names and the key of a spelling to
    the name that a person gave it.
    """
    assert table.source is not None
    block = _Block(table, today, decided or {})
    parts = [
        block.read(positions, said, spread)
        for said, positions in _sections(table, block.grid, today, workbook)
        for spread in table.spread or (None,)
    ]
    return rows_joined(table.source, parts)


def _sections(table: FoundTable, grid: Grid, today: date, workbook: str) -> Iterator[tuple[Surroundings, list[int]]]:
    """What is said around rows, and the rows; a section row begins new surroundings."""
    said = surroundings_of(table, today, workbook)
    begins = sorted({row for row, why in table.left_out if why == "section"})
    if not begins:
        yield said, table.rows
        return
    sections = Sections(said, today)
    positions: list[int] = []
    for row in sorted((*table.rows, *begins)):
        if row not in begins:
            positions.append(row)
            continue
        yield said, positions
        said, positions = sections.enter(str(grid.own(row, table.span)[0][1])), []
    yield said, positions


class _Block:
    """Reads rows that have the same surroundings."""

    def __init__(self, table: FoundTable, today: date, decided: Mapping[str, Mapping[str, str]]) -> None:
        self.grid = Grid(table.sheet)
        self._table, self._today, self._decided = table, today, decided
        self._columns = _with_merged(table, self.grid)
        self._orders = {
            column.index: orders_of(self._used(column.index), today)
            for column in table.columns
            if column.heading and column.heading.reads in DATE_READERS
        }

    def _used(self, index: int) -> list[Any]:
        column = self._columns[index]
        return [column.values[code] for code in {column.codes[row] for row in self._table.rows}]

    def read(self, positions: list[int], said: Surroundings, spread: Spread | None) -> Rows:
        """The rows that stand in these lines of the sheet; under a month across, one for each filled cell."""
        table = self._table
        assert table.source is not None
        if spread:
            positions = [row for row in positions if self._is_filled(row, spread.column.index)]
        columns = list(table.columns)
        if spread:
            columns.append(replace(spread.column, heading=HEADCOUNT))
        letters = {
            name: column_letters(column.index) for column in columns if column.heading for name in column.heading.fills
        }
        height = len(positions)
        numbers = array(CODE, map(table.sheet.row_number, positions))
        rows = Rows(table.source, numbers, constant(table.sheet.name, height), constant(letters, height))
        for column in columns:
            if column.heading is None:
                self._keep(rows, positions, column.index, column.text)
            elif column.heading.fills:
                self._read_column(rows, positions, column, said)
        headed = {column.index for column in (*columns, *(one.column for one in table.spread), *table.totals)}
        for index in table.span:
            if index < len(self._columns) and index not in headed:
                self._keep(rows, positions, index, "")
                if table.sheet.lines and index > max(headed):
                    self._refuse_shifted(rows, positions, index)
        if spread:
            fill_spread(rows, spread, said)
        fill_surroundings(rows, said)
        return rows

    def _is_filled(self, row: int, index: int) -> bool:
        return (row, index) in self._table.sheet.marks or not is_blank(self._columns[index].of(row))

    def _context(self, column: FoundColumn, said: Surroundings) -> Context:
        assert column.heading is not None
        orders = self._orders.get(column.index, NOTHING_AROUND.orders)
        context = context_of(column.heading.fills, column.texts, self._today, said, orders)
        return replace(context, decided=self._decided) if self._decided else context

    def _read_column(self, rows: Rows, positions: list[int], column: FoundColumn, said: Surroundings) -> None:
        assert column.heading is not None
        heading, cells = column.heading, self._columns[column.index].taken(positions)
        if heading.reads == "text":
            texts = _texts(cells)
            found = Distinct([texts.get(code) for code in range(len(cells.values))], cells.codes)
            _merge(rows, heading.fills[0], found)
            self._mark(rows, positions, column)
            return
        context, read = self._context(column, said), READERS[heading.reads]
        readings = [NOTHING if is_blank(value) else read(value, context) for value in cells.values]
        for name in dict.fromkeys(name for reading in readings for name in reading.values):
            said_of = [_hashable(reading.values.get(name)) for reading in readings]
            _merge(rows, name, Distinct(said_of, cells.codes))
        for position in cells.rows_with([code for code, reading in enumerate(readings) if reading.problems]):
            for problem_code, seen, *suggestion in readings[cells.codes[position]].problems:
                rows.find(position, problem_code, heading.fills[0], seen, *suggestion)
        self._mark(rows, positions, column)

    def _mark(self, rows: Rows, positions: list[int], column: FoundColumn) -> None:
        """Cells whose value the workbook does not hold, and numbers that a merged range says of other rows too."""
        assert column.heading is not None
        fills, marks = column.heading.fills, self._table.sheet.marks
        marked = {row for row, index in marks if index == column.index} if marks else set()
        tops = self._tops(column.index) if column.heading.reads in NUMBERS else {}
        said_of: set[int] = set()
        said_before: list[int] = []
        for position, row in enumerate(positions) if marked or tops else ():
            if row in marked:
                code, seen = marks[row, column.index]
                rows.find(position, code, fills[0], seen)
            elif row in tops and tops[row] in said_of:
                said_before.append(position)
                rows.find(position, "merged_number", fills[0], written(self._columns[column.index].of(row)))
            elif row in tops:
                said_of.add(tops[row])
        for name in fills if said_before else ():
            rows.values[name] = rows.column(name).replaced(dict.fromkeys(said_before))

    def _tops(self, index: int) -> dict[int, int]:
        """Row → first row of the merged range downwards that it is part of in this column."""
        ranges = [(top, bottom) for top, left, bottom, right in self._table.sheet.merged if left <= index <= right]
        return {row: top for top, bottom in ranges if top < bottom for row in range(top, bottom + 1)}

    def _refuse_shifted(self, rows: Rows, positions: list[int], index: int) -> None:
        """Records of a text file with more cells than the heading in which 5,000 without quotes moves all behind it."""
        for position, row in enumerate(positions):
            if is_blank(value := self._columns[index].of(row)):
                continue
            cells = ("" if cell is None else str(cell) for cell in self._table.sheet.rows[row])
            if _THOUSANDS.search(",".join(cells)):
                rows.find(position, "too_many_cells", None, written(value))

    def _keep(self, rows: Rows, positions: list[int], index: int, heading: str) -> None:
        """Texts under a heading that nobody knows, or under none at all: by their column's letters."""
        cells, name = self._columns[index].taken(positions), heading or f"({column_letters(index)})"
        texts, marks = _texts(cells), self._table.sheet.marks
        found = cells.rows_with([code for code, text in texts.items() if text is not None])
        kept = {position: texts[cells.codes[position]] or "" for position in found}
        for position, row in enumerate(positions) if marks else ():
            if mark := marks.get((row, index)):
                rows.find(position, mark[0], None, mark[1])
                kept[position] = mark[1]
        for position, text in kept.items():
            extra = rows.extra.setdefault(position, {})
            # Two unknown columns may carry the same heading.
            extra[name if name not in extra else f"{name} ({cell_address(rows.numbers[position], index)})"] = text


def _texts(distinct: Distinct) -> dict[int, str | None]:
    """Code → the cell as people see it, None for a blank one; whether it has to be changed depends on no digit."""
    found: dict[int, str | None] = {}
    for codes in distinct.alike:
        value = distinct.values[codes[0]]
        if is_blank(value):
            found |= dict.fromkeys(codes)
        elif written(value) == value:
            found |= zip(codes, map(distinct.values.__getitem__, codes), strict=True)
        else:
            found |= {code: written(distinct.values[code]) for code in codes}
    return found


def _with_merged(table: FoundTable, grid: Grid) -> list[Distinct]:
    """The sheet's columns, merged cells holding what their range holds."""
    columns = list(table.sheet.columns)
    lent: dict[int, list[tuple[range, Any]]] = {}
    for top, left, bottom, right in table.sheet.merged:
        rows = range(top, min(bottom, grid.height - 1) + 1)
        for index in range(max(left, table.first_column), min(right, table.last_column, len(columns) - 1) + 1):
            lent.setdefault(index, []).append((rows, grid.value(top, left)))
    for index, ranges in lent.items():
        columns[index] = columns[index].lending(ranges)
    return columns


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _merge(rows: Rows, name: str, found: Distinct) -> None:
    """A later column of the sheet wins over an earlier one where it says something."""
    before = rows.values.get(name)
    rows.values[name] = found if before is None else first_said(found, before)
