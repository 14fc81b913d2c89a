"""Headings that people chose: the rows that they said are one, and tables whose kind they said."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from etl.clean.text import heading_key
from etl.source import Source, row_words, sources
from etl.tables.chosen import Chosen, HeadingRows
from etl.tables.found import FoundTable, layout_of
from etl.tables.grid import Grid
from etl.tables.heading import Head, head_of, paths_of
from etl.tables.unknown import unknown_below

# A heading is looked for in the first rows of a sheet; most stand in the first ten.
MOST_LOOKED_AT = 2_000
# The keys of so many texts find a heading again.
MOST_WORDS = 8
# With fewer known columns the choice of the table is a person's.
FEWEST_KNOWN = 2


def heading_rows_of(grid: Grid, rows: Sequence[int], instead_of: str = "") -> HeadingRows | None:
    """The rows of a sheet as a heading that is found again; None where fewer than two columns have a text there."""
    paths = paths_of(grid, rows, grid.all_columns)
    if len(paths) < FEWEST_KNOWN:
        return None
    words = list(dict.fromkeys(heading_key(texts[-1])[0] for _, texts in paths))[:MOST_WORDS]
    return HeadingRows(_layout(paths), len(rows), frozenset(words), instead_of)


def decided_headings(grid: Grid, chosen: Chosen) -> dict[int, HeadingRows]:
    """The first row of each heading on the sheet that a person said is one."""
    found = {}
    for told in chosen.rows_on.get(grid.sheet.name, ()):
        rows = [row for number in told.numbers if (row := grid.sheet.row_of(number)) is not None]
        if len(rows) == len(told.numbers) and (one := heading_rows_of(grid, rows, told.instead_of)):
            found[rows[0]] = one
    taken = {row for top, one in found.items() for row in range(top, top + one.rows)}
    return {**{top: one for top, one in _remembered(grid, chosen).items() if top not in taken}, **found}


def _remembered(grid: Grid, chosen: Chosen) -> dict[int, HeadingRows]:
    if not chosen.heading_rows:
        return {}
    words = frozenset().union(*(one.words for one in chosen.heading_rows.values()))
    depths = {one.rows for one in chosen.heading_rows.values()}
    found: dict[int, HeadingRows] = {}
    for row in range(min(grid.height, MOST_LOOKED_AT)):
        if not any(isinstance(value, str) and heading_key(value)[0] in words for _, value in grid.own(row)):
            continue
        # A word stands in the lowest row of a heading or, of a merged cell, in one above.
        for depth in depths:
            for top in range(max(0, row - depth + 1), row + 1):
                rows = range(top, min(top + depth, grid.height))
                layout = _layout(paths_of(grid, rows, grid.all_columns))
                if (one := chosen.heading_rows.get(layout)) and one.rows == len(rows):
                    found.setdefault(top, one)
    return found


def decided_head(grid: Grid, top: int, rows: int, chosen: Chosen, around: Sequence[str]) -> Head | None:
    """The heading in these rows, of the source that a person chose or whose columns it has most of."""
    lines = list(range(top, top + rows))
    return _head(grid, paths_of(grid, lines, grid.all_columns), lines, chosen, around)


def read_as_chosen(grid: Grid, table: FoundTable, chosen: Chosen, around: Sequence[str]) -> Head | None:
    """The heading of a table that nobody knows, once a person said what it is; None where nobody did."""
    if table.source or not table.heading_rows or chosen.tables.get(table.layout) not in sources():
        return None
    paths = [(column.index, column.texts) for column in table.columns]
    # Where nothing is known beside months across, they are columns that nobody knows.
    return _head(grid, paths, table.heading_rows, chosen, around) or _head(grid, paths, table.heading_rows, chosen, ())


def _head(
    grid: Grid, paths: list[tuple[int, tuple[str, ...]]], rows: list[int], chosen: Chosen, around: Sequence[str]
) -> Head | None:
    among = _among(chosen.tables.get(_layout(paths)))
    strict = [head for source in among if (head := head_of(grid, paths, rows, source, chosen, around))]
    heads = strict or [
        head
        for source in among
        if (head := head_of(grid, paths, rows, source, chosen, around, is_chosen=True))
        and (len(among) == 1 or head.score[1] >= FEWEST_KNOWN)
    ]
    return max(heads, key=lambda head: head.score, default=None)


def _among(table: str | None) -> list[Source]:
    if table is None:
        return list(sources().values())
    return [source for name, source in sources().items() if name == table]


def unknown_at(grid: Grid, top: int, rows: int, end: int) -> FoundTable:
    """The table below a heading that a person chose and whose columns nobody knows yet."""
    part = grid.part(range(top, end), grid.all_columns)
    return replace(unknown_below(part, list(range(top, top + rows)), row_words()), sheet=grid.sheet)


def _layout(paths: Iterable[tuple[int, tuple[str, ...]]]) -> str:
    return layout_of("/".join(texts) for _, texts in paths)
