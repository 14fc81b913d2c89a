"""A sheet → its tables: which rows are the heading, which are rows, which are titles, totals and footnotes."""

from collections.abc import Iterator

from etl.clean.text import folded
from etl.found import FoundColumn, FoundTable
from etl.grid import Grid
from etl.lines import is_total
from etl.read.sheet import Sheet
from etl.source import RowWords, Source, row_words, sources
from etl.unknown import unknown_tables

DEEPEST_HEADING = 3
# Fewer known headings than this is a coincidence, not a table.
FEWEST_KNOWN = 3


def find_tables(sheet: Sheet) -> list[FoundTable]:
    """Every table of the sheet, top to bottom; one with `source=None` when there is a table that nobody knows."""
    grid, words = Grid(sheet), row_words()
    headings = list(_known_headings(grid))
    if not headings:
        return unknown_tables(grid, words)
    found = []
    for number, (rows, source, columns) in enumerate(headings):
        end = headings[number + 1][0][0] if number + 1 < len(headings) else len(sheet.rows)
        kept, left_out = _sort_rows(grid, words, rows[-1] + 1, end)
        above = [text for row in range(rows[0]) for _, value in grid.own(row) if (text := folded(str(value)))]
        is_example = any(word in text for word in words.example for text in [*above, folded(sheet.name)])
        found.append(FoundTable(sheet, source, rows, columns, kept, left_out, is_example))
    return found


def _known_headings(grid: Grid) -> Iterator[tuple[list[int], Source, list[FoundColumn]]]:
    row, last = 0, len(grid.sheet.rows)
    while row < last:
        found = _heading_at(grid, row)
        if found is None:
            row += 1
            continue
        rows, source, columns = found
        rows, columns = _without_idle_rows(grid, rows, source, columns)
        yield rows, source, columns
        row = rows[-1] + 1


def _heading_at(grid: Grid, top: int) -> tuple[list[int], Source, list[FoundColumn]] | None:
    """The heading that begins in this row: of all depths and sources, what makes the most columns known."""
    best: tuple[tuple[int, int, int], list[int], Source, list[FoundColumn]] | None = None
    for bottom in range(top, min(top + DEEPEST_HEADING, len(grid.sheet.rows))):
        if not _looks_like_heading(grid, bottom):
            break
        rows = list(range(top, bottom + 1))
        for source in sources().values():
            columns = _columns(grid, rows, source)
            known = [column.heading.fills for column in columns if column.heading and column.heading.fills]
            fills = {name for names in known for name in names}
            needed = [name for name in source.required if name not in source.defaults]
            # Columns before what they fill: 金额 over 下限 and 上限 fills both, and still has a line below it.
            score = (len(known), len(fills), -len(rows))
            if len(known) >= FEWEST_KNOWN and fills.issuperset(needed) and (not best or score > best[0]):
                best = (score, rows, source, columns)
    return best[1:] if best else None


def _without_idle_rows(
    grid: Grid, rows: list[int], source: Source, columns: list[FoundColumn]
) -> tuple[list[int], list[FoundColumn]]:
    """The heading without a line above it that says 填报单位：… in several cells and changes no column's meaning."""
    meanings = [(column.index, column.heading) for column in columns]
    while len(rows) > 1 and any(":" in folded(str(value)) for _, value in grid.own(rows[0])):
        fewer = _columns(grid, rows[1:], source)
        if [(column.index, column.heading) for column in fewer] != meanings:
            break
        rows, columns = rows[1:], fewer
    return rows, columns


def _looks_like_heading(grid: Grid, row: int) -> bool:
    own = grid.own(row)
    return len(own) >= 2 and all(isinstance(value, str) for _, value in own)


def _columns(grid: Grid, rows: list[int], source: Source) -> list[FoundColumn]:
    columns = []
    taken: set[str] = set()
    parents = [""] * len(rows)
    for index in range(grid.width):
        texts = [grid.text(row, index) for row in rows]
        for level, text in enumerate(texts[:-1]):
            # An unmerged group heading stands over its first column only and means the next ones too.
            if text:
                parents[level] = text
            elif texts[-1] and not any(texts[:level]):
                texts[level] = parents[level]
        path = tuple(text for number, text in enumerate(texts) if text and text not in texts[:number])
        heading = source.heading(path) if path else None
        if heading and heading.fills and taken.issuperset(heading.fills):
            heading = None  # a second column of the same meaning is kept beside the row, not written over the first
        if heading:
            taken.update(heading.fills)
        if path:
            columns.append(FoundColumn(index, path, heading))
    return columns


def _sort_rows(grid: Grid, words: RowWords, start: int, end: int) -> tuple[list[int], list[tuple[int, str]]]:
    """(rows of the table, rows left out with the reason)."""
    kept: list[int] = []
    left_out: list[tuple[int, str]] = []
    for row in range(start, end):
        own = grid.own(row)
        if not own:
            continue
        first = next((folded(str(value)) for _, value in own if isinstance(value, str)), "")
        if row in grid.sheet.cancelled:
            left_out.append((row, "cancelled"))
        elif is_total(first, words):
            left_out.append((row, "total"))
        elif len(own) <= 2 and first.startswith(words.footnote):
            left_out.append((row, "footnote"))
        elif len(own) == 1 and len(grid.filled(row)) == 1:
            left_out.append((row, "section" if isinstance(own[0][1], str) else "number_only"))
        else:
            kept.append(row)
    return kept, left_out
