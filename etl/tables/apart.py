"""Several tables that nobody knows on one sheet: stacked, or side by side."""

from dataclasses import replace

from etl.source import RowWords
from etl.tables.found import FoundTable
from etl.tables.grid import Grid
from etl.tables.unknown import is_name, unknown_table


def unknown_tables(grid: Grid, words: RowWords) -> list[FoundTable]:
    """The tables of a sheet whose headings nobody knows, top to bottom."""
    beside = _side_by_side(grid, words)
    if beside:
        return beside
    starts = _starts(grid)
    if len(starts) < 2:
        return unknown_table(grid, words)
    found = []
    for start, stop in zip(starts, [*starts[1:], grid.height], strict=True):
        part = grid.part(range(start, stop), grid.all_columns)
        found += [replace(table, sheet=grid.sheet) for table in unknown_table(part, words)]
    return found


def _side_by_side(grid: Grid, words: RowWords) -> list[FoundTable]:
    """The tables on both sides of blank columns, where they are not two halves of one: other rows, another heading."""
    everything = range(grid.height)
    blocks: list[list[int]] = []
    for index in grid.all_columns:
        if grid.is_blank(index, everything):
            continue
        if blocks and blocks[-1][-1] == index - 1:
            blocks[-1].append(index)
        else:
            blocks.append([index])
    if len(blocks) < 2:
        return []
    found = []
    for block in blocks:
        span = range(block[0], block[-1] + 1)
        tables = unknown_tables(grid.part(everything, span), words)
        if not tables or not all(table.heading_rows and table.rows for table in tables):
            return []
        found += [
            replace(table, sheet=grid.sheet, first_column=span.start, last_column=span.stop - 1) for table in tables
        ]
    shapes = {(tuple(table.heading_rows), tuple(table.rows)) for table in found}
    headings = [tuple(column.texts for column in table.columns) for table in found]
    return found if len(shapes) > 1 or len(set(headings)) < len(headings) else []


def _starts(grid: Grid) -> list[int]:
    """The first rows of stacked tables: a heading below a blank row and over numbers, or the first heading again."""
    own = [grid.own(row) for row in range(grid.height)]
    starts = [0]
    first = next(([str(v) for _, v in cells] for cells in own if len(cells) > 1), [])
    for row in range(2, grid.height - 1):
        cells = own[row]
        if len(cells) < 2 or not own[row + 1] or not all(is_name(value) for _, value in cells):
            continue
        above = row - 1
        while above > 0 and len(own[above]) == 1:
            above -= 1
        if own[above] or not any(len(cells) > 1 for cells in own[starts[-1] : above]):
            continue
        stop = next((below for below in range(row + 1, grid.height) if not own[below]), grid.height)
        body = [dict(own[below]) for below in range(row + 1, stop)]
        columns = dict(cells)
        covers = all(set(line) <= set(columns) for line in body)
        typed = any(
            (values := [line[c] for line in body if c in line]) and not any(is_name(value) for value in values)
            for c in columns
        )
        if [str(value) for _, value in cells] == first or (covers and typed):
            starts.append(above + 1)
    return starts
