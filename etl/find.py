"""A sheet → its tables: which rows are the heading, which are rows, which are titles, totals and footnotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.clean.text import folded, heading_key, visible
from etl.grid import Grid
from etl.read.sheet import Sheet, Value
from etl.source import Heading, RowWords, Source, row_words, sources

DEEPEST_HEADING = 3
# Fewer known headings than this is a coincidence, not a table.
FEWEST_KNOWN = 3
# Headings of tables that nobody knows may be deeper where merged cells show how deep.
DEEPEST_UNKNOWN = 6
# A cell of a list of words is short; a longer one is a sentence.
LONGEST_WORD = 20
# Nothing but digits, signs and the characters for year, month and day
_DATA = re.compile(r"[\d\s.,/:%+\-\u5e74\u6708\u65e5]+")
_YEAR = re.compile(r"(19|20)\d\d")
_SENTENCE = re.compile(r"[,.;:!?。、…]")


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


def find_tables(sheet: Sheet) -> list[FoundTable]:
    """Every table of the sheet, top to bottom; one with `source=None` when there is a table that nobody knows."""
    grid, words = Grid(sheet), row_words()
    headings = list(_known_headings(grid))
    if not headings:
        return _unknown_table(grid, words)
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
        elif _is_total(first, words):
            left_out.append((row, "total"))
        elif len(own) <= 2 and first.startswith(words.footnote):
            left_out.append((row, "footnote"))
        elif len(own) == 1 and len(grid.filled(row)) == 1:
            left_out.append((row, "section" if isinstance(own[0][1], str) else "number_only"))
        else:
            kept.append(row)
    return kept, left_out


def _is_total(text: str, words: RowWords) -> bool:
    name = heading_key(text)[0].rstrip(":")
    return name in words.total or (len(name) <= 12 and any(name.endswith(word) for word in words.total))


def _unknown_table(grid: Grid, words: RowWords) -> list[FoundTable]:
    """The table of a sheet whose headings nobody knows: where its heading is, if it has one, and its rows."""
    filled = {row: columns for row in range(len(grid.sheet.rows)) if (columns := grid.filled(row))}
    widest = max(map(len, filled.values()), default=0)
    if widest < 2:
        return _list_of_words(grid, list(filled))
    wide = [row for row, columns in filled.items() if len(columns) >= max(2, 0.6 * widest)]
    heading = _unknown_heading(grid, wide, filled)
    first = heading[-1] + 1 if heading else wide[0]
    kept, left_out = _sort_unknown(grid, words, first, filled)
    return [FoundTable(grid.sheet, None, heading, _texts(grid, heading), kept, left_out)] if heading or kept else []


def _is_name(value: Value) -> bool:
    """Whether a cell may stand in a heading: words, or a year."""
    text = str(value).strip()
    if _YEAR.fullmatch(text):
        return True
    return isinstance(value, str) and not (_DATA.fullmatch(text) and any(map(str.isdigit, text)))


def _unknown_heading(grid: Grid, wide: list[int], filled: dict[int, list[int]]) -> list[int]:
    """The rows of the heading; none where the first wide row holds data, or is the only row of the sheet."""
    named = [row for row in wide if grid.own(row) and all(_is_name(value) for _, value in grid.own(row))]
    if not named or len(filled) == 1 or any(row < named[0] for row in wide):
        return []
    top = named[0]
    heading = _merged_heading(grid, top)
    if len(heading) > 1:
        return heading
    # Lines of words above the heading: it is the widest of the lines directly above the first row of data.
    row = top
    while row + 1 in filled and all(_is_name(value) for _, value in grid.own(row + 1)):
        row += 1
    if row > top and row + 1 in filled:
        best = max(range(top, row + 1), key=lambda r: (len(filled[r]), -r))
        typed = {c for c, value in grid.own(row + 1) if not _is_name(value)}
        if len(filled[best]) > len(filled[top]) and best == row and len(typed.intersection(filled[best])) >= 2:
            return _merged_heading(grid, best)
    return heading


def _merged_heading(grid: Grid, top: int) -> list[int]:
    """The rows of a heading that begins here, as deep as its merged cells show."""
    columns = [column for column, _ in grid.own(top)]
    bottom = max(grid.bottom(top, column) for column in columns)
    if bottom == top and any(grid.reaches_right(top, column) for column in columns):
        below = grid.own(top + 1) if top + 1 < len(grid.sheet.rows) else []
        bottom += len(below) >= 2 and all(_is_name(value) for _, value in below)
    rows = range(top, min(bottom, top + DEEPEST_UNKNOWN - 1) + 1)
    return list(rows) if all(_is_name(value) for row in rows for _, value in grid.own(row)) else [top]


def _sort_unknown(
    grid: Grid, words: RowWords, start: int, filled: dict[int, list[int]]
) -> tuple[list[int], list[tuple[int, str]]]:
    """(rows of the table, rows left out with the reason), where no heading says what a row must have."""
    body = [row for row in filled if row >= start]
    widths = sorted(len(filled[row]) for row in body)
    usual = widths[len(widths) // 2] if widths else 0
    kept: list[int] = []
    left_out: list[tuple[int, str]] = []
    noted = False
    for row in body:
        own = grid.own(row)
        first = next((folded(str(value)) for _, value in own if isinstance(value, str)), "")
        is_wide = len(own) == 1 and grid.reaches_right(row, own[0][0])
        is_alone = len(filled[row]) == 1 and own and isinstance(own[0][1], str) and usual >= 2
        if row in grid.sheet.cancelled:
            left_out.append((row, "cancelled"))
        elif _is_total(first, words):
            left_out.append((row, "total"))
        elif is_alone and (noted or _is_note(first, words)):
            noted = True
            left_out.append((row, "footnote"))
        elif is_wide:
            left_out.append((row, "section"))
        elif not kept and _is_row_of_marks(own):
            left_out.append((row, "marks"))
        else:
            noted = False
            kept.append(row)
    below = len(kept)
    while below and usual >= 3 and _is_line_below(grid, kept[below - 1], filled, usual):
        below -= 1
    typed = sum(any(not _is_name(value) for _, value in grid.own(row)) for row in kept) if below < len(kept) else 0
    while 2 * typed > below and below < len(kept):
        left_out.append((kept.pop(), "footnote"))
    return kept, sorted(left_out)


def _is_note(text: str, words: RowWords) -> bool:
    return any(text == word or text.startswith(f"{word}:") for word in words.footnote)


def _is_row_of_marks(own: list[tuple[int, Value]]) -> bool:
    """The same sign in every cell says which columns are required; nobody's data look like that."""
    signs = {str(value).strip() for _, value in own}
    return len(own) >= 3 and len(signs) == 1 and len(min(signs)) == 1 and not min(signs).isdigit()


def _is_line_below(grid: Grid, row: int, filled: dict[int, list[int]], usual: int) -> bool:
    """Words below a table: at most half a row wide, where most rows hold numbers or dates besides."""
    return 2 * len(filled[row]) <= usual and all(_is_name(value) for _, value in grid.own(row))


def _list_of_words(grid: Grid, rows: list[int]) -> list[FoundTable]:
    """A sheet of one column: a list where the cells are words; sentences are no table."""
    texts = [folded(str(value)) for row in rows for _, value in grid.own(row)]
    if len(texts) < 2 or any(len(text) > LONGEST_WORD or _SENTENCE.search(text) for text in texts):
        return []
    if len({column for row in rows for column, _ in grid.own(row)}) > 1:
        return []
    # A heading names the list and is not one of its words.
    heading = [] if texts[0] in texts[1:] or not _is_name(texts[0]) else rows[:1]
    return [FoundTable(grid.sheet, None, heading, _texts(grid, heading), rows[len(heading) :])]


def _texts(grid: Grid, heading: list[int]) -> list[FoundColumn]:
    columns = []
    for index in range(grid.width):
        texts = [visible(str(value)) for row in heading if (value := grid.value(row, index)) is not None]
        path = tuple(text for number, text in enumerate(texts) if text and text not in texts[:number])
        if path:
            columns.append(FoundColumn(index, path, None))
    return columns
