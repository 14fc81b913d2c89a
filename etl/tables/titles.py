"""The words above a table that speak of it: titles, units, notes."""

from collections.abc import Collection, Sequence

from etl.clean.text import folded
from etl.read.sheet import Value
from etl.tables.grid import Grid


def is_title(own: Sequence[tuple[int, Value]]) -> bool:
    """Whether a row's cells are a line of words rather than a row of a table."""
    return len(own) <= 2 or any(":" in folded(str(value)) for _, value in own)


def titles_above(
    grid: Grid, heading: int, span: range, others: Sequence[tuple[int, range]], tables: Collection[int] = ()
) -> list[str]:
    """The texts above a table, the nearest first: all where nothing else stands above, else those directly above it.

    `others` are (heading row, columns) of the sheet's other tables; a line that stands above all of them speaks of all.
    `tables` are rows of tables that nobody knows.
    """
    highest = min((top for top, _ in others), default=heading)

    def cells(row: int) -> list[tuple[int, Value]]:
        """The row's cells that may speak of this table: not those over the columns of another."""
        own = grid.own(row)
        if row < highest and len(own) <= 1:
            return own
        return [(c, v) for c, v in own if c in span or not any(c in columns for _, columns in others)]

    texts: list[str] = []
    is_first = not any(row < heading for row in tables) and all(is_title(cells(row)) for row in range(heading))
    for row in range(heading - 1, -1, -1):
        own = cells(row)
        if not is_first and ((not own and texts) or row in tables or not is_title(own)):
            break
        texts += [str(value) for _, value in own if isinstance(value, str)]
    return texts


def sheet_titles(grid: Grid, heading: int, tables: Collection[int] = ()) -> list[str]:
    """The first line of a sheet, for a table below another: lines after the first speak of what stands below them."""
    lead: list[list[tuple[int, Value]]] = []
    for row in range(heading):
        own = grid.own(row)
        if own and (row in tables or not is_title(own)):
            return [str(value) for _, value in lead[0] if isinstance(value, str)] if len(lead) > 1 else []
        lead += [own] if own else []
    return []
