"""What stands beside a known table: its own columns without a heading, remarks, or another table."""

from collections.abc import Sequence
from dataclasses import replace

from etl.read.sheet import Value
from etl.source import row_words
from etl.tables.apart import unknown_tables
from etl.tables.found import FoundTable
from etl.tables.grid import Grid
from etl.tables.unknown import LONGEST_WORD

# A list of fewer words below no heading is a remark or two beside the rows.
SHORTEST_LIST = 3


def blocks_beside(
    grid: Grid, span: range, free: tuple[range, range], top: int, body: int, end: int
) -> tuple[list[FoundTable], range]:
    """(the unknown tables beside a known one, the columns that are the known one's own).

    Columns without a heading that touch the table are its own. Behind a blank column stands another table where there
    is a heading level with the table's or a list of words; other cells there are remarks and go with their rows.
    """
    tables: list[FoundTable] = []
    rows = range(top, end)
    for columns in free:
        outwards = columns if columns.start >= span.stop else reversed(columns)
        blocks = _blocks(grid, rows, list(outwards))
        for block in blocks:
            touches = block[0] in (span.stop, span.start - 1)
            found = [] if touches else _tables_in(grid, block, body, end)
            if found:
                tables += found
            else:
                span = range(min(span.start, *block), max(span.stop, *(index + 1 for index in block)))
    return tables, span


def _blocks(grid: Grid, rows: range, columns: Sequence[int]) -> list[list[int]]:
    """Neighbouring columns, in the order given, that hold anything in these rows."""
    blocks: list[list[int]] = []
    for index in columns:
        if grid.is_blank(index, rows):
            continue
        if blocks and abs(blocks[-1][-1] - index) == 1:
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return blocks


def _tables_in(grid: Grid, block: Sequence[int], body: int, end: int) -> list[FoundTable]:
    span = range(min(block), max(block) + 1)
    filled = [row for row in range(end) if grid.own(row, span)]
    # It begins where the cells of the block begin, which may be above the known table's heading.
    first = next(row for row in filled if not [other for other in filled if row < other < body])
    first = min((row for row in filled if row >= first), default=first)
    while first - 1 in filled:
        first -= 1
    found = unknown_tables(grid.part(range(first, end), span), row_words())
    found = [replace(table, sheet=grid.sheet, first_column=span.start, last_column=span.stop - 1) for table in found]
    has_rows = [table for table in found if table.rows]
    if not has_rows:
        return []
    if first < body:
        return found if any(table.heading_rows for table in found) else []
    if len(span) > 1:
        return found if any(table.heading_rows and len(table.rows) > 1 for table in found) else []
    own = [grid.own(row, span) for row in range(first, end)]
    texts = [cells[0][1] for cells in own if cells]
    return found if _is_list(texts) and len(texts) == filled[-1] - first + 1 else []


def _is_list(values: Sequence[Value]) -> bool:
    texts = [value.strip() for value in values if isinstance(value, str) and len(value) <= LONGEST_WORD]
    return SHORTEST_LIST <= len(texts) == len(values) == len(set(texts))
