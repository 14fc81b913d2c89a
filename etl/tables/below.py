"""A table that nobody knows, below one that we know on the same columns: where it begins."""

from etl.tables.grid import Grid
from etl.tables.heading import Head
from etl.tables.lines import fills_required
from etl.tables.unknown import is_name


def stranger_below(grid: Grid, head: Head, span: range, start: int, end: int) -> int:
    """The first row of another table below the rows of a known one; `end` where there is none.

    It begins below a blank row with words in two cells or more, at least one of them over nothing but numbers or dates,
    and not one of its rows holds what the known table's rows must hold.
    """
    blank = set(grid.blank_rows(range(start, end), span))
    for row in sorted(blank):
        first = row + 1
        if first >= end or first in blank:
            continue
        own = grid.own(first, span)
        top = first
        while len(own) == 1 and top + 1 < end:
            top += 1
            own = grid.own(top, span)
        if len(own) < 2 or not all(is_name(value) for _, value in own):
            continue
        stop = next((below for below in range(top + 1, end) if below in blank), end)
        body = [dict(grid.own(below, span)) for below in range(top + 1, stop)]
        under = [[line[index] for line in body if index in line] for index, _ in own]
        is_typed = any(values and not any(map(is_name, values)) for values in under)
        if is_typed and not any(fills_required(grid, head, below) for below in range(top, end)):
            return first
    return end
