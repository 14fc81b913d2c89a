"""Cells that people corrected: read as what they should say, where the same text stands in the same cell again."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from etl.clean.cells import written
from etl.problem import SEEN_LIMIT
from etl.read.sheet import Sheet
from etl.tables.found import FoundTable
from etl.tables.grid import Grid

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


class Correction(NamedTuple):
    """What a cell should say; `layout` and `seen` are None where one workbook is meant, which stays what it is."""

    sheet: str
    cell: str
    value: str
    layout: str | None = None
    seen: str | None = None


class Corrected(NamedTuple):
    """A correction that was made: where, in which layout, and what had stood there."""

    correction: Correction
    row: int
    column: int
    layout: str
    seen: str


@dataclass(frozen=True)
class Corrections:
    """Corrections by the place that they are for; of several for one text the last holds."""

    by_place: Mapping[tuple[str, str], Sequence[Correction]] = field(default_factory=dict)

    @classmethod
    def of(cls, corrections: Iterable[Correction]) -> "Corrections":
        """In the order in which they were made."""
        found: dict[tuple[str, str], list[Correction]] = {}
        for one in corrections:
            found.setdefault((one.sheet, one.cell), []).append(one)
        return cls(found)

    def on(self, sheet: str) -> Iterator[tuple[int, int, Correction]]:
        """(0-based column, the row's number, correction) of a sheet."""
        for (name, cell), corrections in self.by_place.items():
            if name == sheet:
                column, number = place_of(cell)
                yield from ((column, number, one) for one in corrections)


NO_CORRECTIONS = Corrections()


def place_of(cell: str) -> tuple[int, int]:
    """(0-based column, row number) of an address such as B7. Raises `ValueError` for what is none."""
    found = _ADDRESS.fullmatch(cell)
    if not found:
        raise ValueError(cell)
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return column - 1, int(found[2])


def seen_in(grid: Grid, row: int, column: int) -> str:
    """What stands in a cell, as people see it and as a correction remembers it."""
    mark = grid.sheet.marks.get((row, column))
    value = grid.value(row, column)
    return (mark[1] if mark else "" if value is None else written(value))[:SEEN_LIMIT]


def corrections_for(tables: Sequence[FoundTable], sheet: Sheet, corrections: Corrections) -> list[Corrected]:
    """The corrections that hold on a sheet, each for a row of one of its tables."""
    grid = Grid(sheet)
    found: dict[tuple[int, int], Corrected] = {}
    for column, number, one in corrections.on(sheet.name):
        row = sheet.row_of(number)
        table = next((table for table in tables if row is not None and _holds(table, row, column)), None)
        if row is None or table is None or is_lent(grid, row, column):
            continue
        seen = seen_in(grid, row, column)
        if one.layout in (None, table.layout) and one.seen in (None, seen):
            found[row, column] = Corrected(one, row, column, table.layout, seen)
    return list(found.values())


def is_lent(grid: Grid, row: int, column: int) -> bool:
    """Whether the cell only shows what the first cell of its merged range holds."""
    return any(
        top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
        for top, left, bottom, right in grid.sheet.merged
    )


def corrected_sheet(sheet: Sheet, made: Sequence[Corrected]) -> Sheet:
    """The sheet with what its cells should say."""
    columns = list(sheet.columns)
    for one in made:
        while len(columns) <= one.column:
            columns.append(columns[0].mapped(lambda _: None))
        columns[one.column] = columns[one.column].replaced({one.row: one.correction.value.strip() or None})
    places = {(one.row, one.column) for one in made}
    return Sheet.of_columns(
        sheet.name,
        columns,
        merged=sheet.merged,
        hidden=sheet.hidden,
        marks={place: mark for place, mark in sheet.marks.items() if place not in places},
        cancelled=sheet.cancelled,
        lines=sheet.lines,
    )


def _holds(table: FoundTable, row: int, column: int) -> bool:
    is_below = bool(table.heading_rows) and row > table.heading_rows[-1]
    is_own = row in table.rows or any(row == other for other, _ in table.left_out)
    return is_below and is_own and column in table.span
