"""A sheet → its tables: which rows are the heading, which are rows, which are titles, totals and footnotes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.clean.text import folded, heading_key, visible
from etl.read.sheet import Sheet, Value
from etl.source import Heading, RowWords, Source, row_words, sources

DEEPEST_HEADING = 3
# Fewer known headings than this is a coincidence, not a table.
FEWEST_KNOWN = 3


@dataclass(frozen=True)
class FoundColumn:
    """A column on the sheet: its texts from the outermost heading inwards, and what they mean to us, if anything."""

    index: int
    texts: tuple[str, ...]
    heading: Heading | None

    @property
    def text(self) -> str:
        """The heading as the analyst would name it: the innermost text."""
        return self.texts[-1] if self.texts else ""


@dataclass(frozen=True)
class FoundTable:
    """A table on a sheet; rows are 0-based. `source` is None when nobody knows the layout."""

    sheet: Sheet
    source: Source | None
    heading_rows: list[int]
    columns: list[FoundColumn]
    rows: list[int]
    left_out: list[tuple[int, str]] = field(default_factory=list)
    is_example: bool = False


class _Grid:
    """Cells with merged ranges filled in: a merged parent heading covers its columns, a merged cell its rows."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.width = max((len(row) for row in sheet.rows), default=0)
        self._origin: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in sheet.merged:
            for row in range(top, min(bottom, len(sheet.rows) - 1) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    self._origin[row, column] = (top, left)

    def value(self, row: int, column: int) -> Value:
        row, column = self._origin.get((row, column), (row, column))
        cells = self.sheet.rows[row] if row < len(self.sheet.rows) else []
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        value = self.value(row, column)
        return visible(value) if isinstance(value, str) else ""

    def own(self, row: int) -> list[tuple[int, Value]]:
        """The row's cells that hold something themselves, without what merging lends them."""
        return [(c, v) for c, v in enumerate(self.sheet.rows[row]) if v is not None and str(v).strip()]


def cell_value(table_sheet: Sheet) -> _Grid:
    """The sheet's cells with merged ranges filled in."""
    return _Grid(table_sheet)


def find_tables(sheet: Sheet) -> list[FoundTable]:
    """Every table of the sheet, top to bottom; one with `source=None` when there is a table that nobody knows."""
    grid, words = _Grid(sheet), row_words()
    headings = list(_known_headings(grid))
    if not headings:
        return _unknown_table(grid)
    found = []
    for number, (rows, source, columns) in enumerate(headings):
        end = headings[number + 1][0][0] if number + 1 < len(headings) else len(sheet.rows)
        kept, left_out = _sort_rows(grid, words, rows[-1] + 1, end)
        above = [text for row in range(rows[0]) for _, value in grid.own(row) if (text := folded(str(value)))]
        is_example = any(word in text for word in words.example for text in [*above, folded(sheet.name)])
        found.append(FoundTable(sheet, source, rows, columns, kept, left_out, is_example))
    return found


def _known_headings(grid: _Grid) -> Iterator[tuple[list[int], Source, list[FoundColumn]]]:
    row, last = 0, len(grid.sheet.rows)
    while row < last:
        best: tuple[int, list[int], Source, list[FoundColumn]] | None = None
        for bottom in range(row, min(row + DEEPEST_HEADING, last)):
            for depth in range(1, bottom - row + 2):
                rows = list(range(bottom - depth + 1, bottom + 1))
                if rows[0] != row or not all(_looks_like_heading(grid, level) for level in rows):
                    continue
                for source in sources().values():
                    columns = _columns(grid, rows, source)
                    fills = {name for column in columns if column.heading for name in column.heading.fills}
                    needed = [name for name in source.required if name not in source.defaults]
                    if len(fills) >= FEWEST_KNOWN and all(name in fills for name in needed):
                        score = 10 * len(fills) - len(rows)
                        if best is None or score > best[0]:
                            best = (score, rows, source, columns)
        if best is None:
            row += 1
            continue
        _, rows, source, columns = best
        yield rows, source, columns
        row = rows[-1] + 1


def _looks_like_heading(grid: _Grid, row: int) -> bool:
    own = grid.own(row)
    return len(own) >= 2 and all(isinstance(value, str) for _, value in own)


def _columns(grid: _Grid, rows: list[int], source: Source) -> list[FoundColumn]:
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


def _sort_rows(grid: _Grid, words: RowWords, start: int, end: int) -> tuple[list[int], list[tuple[int, str]]]:
    """(rows of the table, rows left out with the reason)."""
    kept: list[int] = []
    left_out: list[tuple[int, str]] = []
    for row in range(start, end):
        own = grid.own(row)
        if not own:
            continue
        first = next((folded(str(value)) for _, value in own if isinstance(value, str)), "")
        if _is_total(first, words):
            left_out.append((row, "total"))
        elif len(own) <= 2 and first.startswith(words.footnote):
            left_out.append((row, "footnote"))
        elif len(own) == 1:
            left_out.append((row, "section" if isinstance(own[0][1], str) else "number_only"))
        else:
            kept.append(row)
    return kept, left_out


def _is_total(text: str, words: RowWords) -> bool:
    name = heading_key(text)[0].rstrip(":")
    return name in words.total or (len(name) <= 12 and any(name.endswith(word) for word in words.total))


def _unknown_table(grid: _Grid) -> list[FoundTable]:
    """The widest block of text cells with rows below it, for saying what was seen."""
    counts = [len(grid.own(row)) for row in range(len(grid.sheet.rows))]
    widest = max(counts, default=0)
    for row, count in enumerate(counts):
        if count >= max(2, 0.6 * widest) and all(isinstance(value, str) for _, value in grid.own(row)):
            rows = [below for below in range(row + 1, len(counts)) if counts[below]]
            columns = [FoundColumn(index, (visible(str(value)),), None) for index, value in grid.own(row)]
            return [FoundTable(grid.sheet, None, [row], columns, rows)]
    return []
