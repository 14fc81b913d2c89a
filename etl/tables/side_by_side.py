"""Headings that begin in one row side by side, and which columns belong to which."""

from collections.abc import Sequence

from etl.tables.chosen import Chosen
from etl.tables.grid import Grid
from etl.tables.heading import Head, head_at, head_of, paths_of
from etl.tables.heading_words import DEEPEST_HEADING


def heads_at(grid: Grid, top: int, columns: Sequence[int], chosen: Chosen, around: Sequence[str]) -> list[Head]:
    """The headings that begin in this row, side by side."""
    runs = _runs(grid, top, columns)
    last = grid.height
    alone = [(run, head) for run in runs if len(runs) > 1 and (head := head_at(grid, top, run, chosen, around, last))]
    if len(alone) > 1:
        return [part for _, head in alone for part in _repeated(grid, head, chosen, around)]
    whole = head_at(grid, top, columns, chosen, around, last)
    if whole is None or whole.rows[0] != top:
        return []  # below a line of titles, the heading begins in a later row
    own = _anchor(whole, runs)
    strangers = {index for run in runs if run != own and _is_apart(grid, whole, own, run) for index in run}
    if strangers:
        kept = [index for index in columns if index not in strangers]
        whole = head_at(grid, top, kept, chosen, around, last) or whole
    return _repeated(grid, whole, chosen, around)


def _runs(grid: Grid, top: int, columns: Sequence[int]) -> list[list[int]]:
    """Neighbouring columns in which something stands in the heading's first rows."""
    rows = range(top, min(top + DEEPEST_HEADING, grid.height))
    runs: list[list[int]] = []
    for index in columns:
        if all(grid.value(row, index) in (None, "") for row in rows):
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _anchor(head: Head, runs: Sequence[list[int]]) -> list[int]:
    """The group of columns of which we know the most."""
    known = {column.index for column in head.columns if column.heading and column.heading.fills}
    known.update(one.column.index for one in head.spread)
    return max(runs, key=lambda run: len(known.intersection(run)))


def _is_apart(grid: Grid, head: Head, anchor: Sequence[int], run: Sequence[int]) -> bool:
    """Whether a group of columns behind a blank column is a table of its own: a list of towns, a small summary.

    A blank column may also stand inside a table: then the group fills the same rows, or some of them in no order. A
    list fills the first ones, or goes on below. Of a group whose headings nobody knows, the blank column says enough.
    """
    between = range(anchor[-1] + 1, run[0]) if run[0] > anchor[-1] else range(run[-1] + 1, anchor[0])
    body = range(head.rows[-1] + 1, grid.height)
    if not any(grid.is_blank(gap, body) for gap in between):
        return False
    if not any(column.heading and column.index in run for column in head.columns):
        return run[0] not in head.wide
    rows = [row for row in body if grid.own(row, range(anchor[0], anchor[-1] + 1))]
    others = [row for row in body if grid.own(row, range(run[0], run[-1] + 1))]
    return others != rows and (not set(others) <= set(rows) or others == rows[: len(others)])


def _repeated(grid: Grid, head: Head, chosen: Chosen, around: Sequence[str]) -> list[Head]:
    """The same headings twice in a row are two halves of a table printed side by side."""
    paths = paths_of(grid, head.rows, head.indexes)
    texts = [text for _, text in paths]
    for width in range(2, len(texts) // 2 + 1):
        if all(texts[place] == texts[place + width] for place in range(len(texts) - width)):
            parts = [paths[start : start + width] for start in range(0, len(paths), width)]
            heads = [head_of(grid, part, head.rows, head.source, chosen, around) for part in parts]
            if all(heads):
                return [part for part in heads if part]
    return [head]
