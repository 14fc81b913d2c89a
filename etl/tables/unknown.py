"""Tables whose layout nobody knows: where they stand is still said, so that people can tell what was seen."""

import re

from etl.clean.text import folded, visible
from etl.read.sheet import Value
from etl.source import RowWords
from etl.tables.found import FoundColumn, FoundTable
from etl.tables.grid import Grid
from etl.tables.heading import paths_of
from etl.tables.heading_words import DEEPEST_HEADING
from etl.tables.lines import is_note, is_total

# Headings of tables that nobody knows may be deeper where merged cells show how deep.
DEEPEST_UNKNOWN = 6
# A cell of a list of words is short; a longer one is a sentence.
LONGEST_WORD = 20
# Nothing but digits, signs and the characters for year, month and day
_DATA = re.compile(r"[\d\s.,/:%+\-\u5e74\u6708\u65e5]+")
# A year, or a month of which no day is named
_YEAR = re.compile(r"(19|20)\d\d|((19|20)\d\d\u5e74)?(1[0-2]|[1-9])\u6708")
_SENTENCE = re.compile(r"[,.;:!?。、…]")


def unknown_table(grid: Grid, words: RowWords) -> list[FoundTable]:
    """The one table of a part of a sheet whose headings nobody knows: its heading, if it has one, and its rows."""
    filled = {row: columns for row in range(len(grid.sheet.rows)) if (columns := grid.filled(row))}
    widest = max(map(len, filled.values()), default=0)
    if widest < 2:
        return _list_of_words(grid, list(filled))
    wide = [row for row, columns in filled.items() if len(columns) >= max(2, 0.6 * widest)]
    heading = _unknown_heading(grid, wide, filled)
    first = heading[-1] + 1 if heading else wide[0]
    kept, left_out = _sort_unknown(grid, words, first, filled)
    return [FoundTable(grid.sheet, None, heading, _texts(grid, heading), kept, left_out)] if heading or kept else []


def unknown_below(grid: Grid, heading: list[int], words: RowWords) -> FoundTable:
    """The table below a heading that is told, and whose columns nobody knows."""
    filled = {row: columns for row in range(len(grid.sheet.rows)) if (columns := grid.filled(row))}
    kept, left_out = _sort_unknown(grid, words, heading[-1] + 1, filled)
    return FoundTable(grid.sheet, None, heading, _texts(grid, heading), kept, left_out)


def is_name(value: Value) -> bool:
    """Whether a cell may stand in a heading: words, a year or a month."""
    text = str(value).strip()
    if _YEAR.fullmatch(text):
        return True
    return isinstance(value, str) and not (_DATA.fullmatch(text) and any(map(str.isdigit, text)))


def _unknown_heading(grid: Grid, wide: list[int], filled: dict[int, list[int]]) -> list[int]:
    """The rows of the heading; none where the first wide row holds data, or is the only row of the sheet."""
    named = [row for row in wide if grid.own(row) and all(is_name(value) for _, value in grid.own(row))]
    if not named or len(filled) == 1 or any(row < named[0] for row in wide):
        return []
    top = named[0]
    heading = _merged_heading(grid, top)
    if len(heading) > 1:
        return heading
    # Lines of words above the heading: it is the widest of the lines directly above the first row of data.
    row = top
    while row + 1 in filled and all(is_name(value) for _, value in grid.own(row + 1)):
        row += 1
    if row > top and row + 1 in filled:
        best = max(range(top, row + 1), key=lambda r: (len(filled[r]), -r))
        typed = {c for c, value in grid.own(row + 1) if not is_name(value)}
        if len(filled[best]) > len(filled[top]) and best == row and len(typed.intersection(filled[best])) >= 2:
            return _merged_heading(grid, best)
    return heading


def _merged_heading(grid: Grid, top: int) -> list[int]:
    """The rows of a heading that begins here, as deep as its merged cells show."""
    columns = [column for column, _ in grid.own(top)]
    bottom = max(grid.bottom(top, column) for column in columns)
    if bottom == top and any(grid.reaches_right(top, column) for column in columns):
        below = grid.own(top + 1) if top + 1 < len(grid.sheet.rows) else []
        bottom += len(below) >= 2 and all(is_name(value) for _, value in below)
    rows = range(top, min(bottom, top + DEEPEST_UNKNOWN - 1) + 1)
    return list(rows) if all(is_name(value) for row in rows for _, value in grid.own(row)) else [top]


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
        elif is_total(first, words):
            left_out.append((row, "total"))
        elif is_alone and (noted or is_note(first, words)):
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
    typed = sum(any(not is_name(value) for _, value in grid.own(row)) for row in kept) if below < len(kept) else 0
    while 2 * typed > below and below < len(kept):
        left_out.append((kept.pop(), "footnote"))
    return kept, sorted(left_out)


def _is_row_of_marks(own: list[tuple[int, Value]]) -> bool:
    """The same sign in every cell says which columns are required; nobody's data look like that."""
    signs = {str(value).strip() for _, value in own}
    return len(own) >= 3 and len(signs) == 1 and len(min(signs)) == 1 and not min(signs).isdigit()


def _is_line_below(grid: Grid, row: int, filled: dict[int, list[int]], usual: int) -> bool:
    """Words below a table: at most half a row wide, where most rows hold numbers or dates besides."""
    return 2 * len(filled[row]) <= usual and all(is_name(value) for _, value in grid.own(row))


def _list_of_words(grid: Grid, rows: list[int]) -> list[FoundTable]:
    """A sheet of one column: a list where the cells are words; sentences are no table."""
    texts = [folded(str(value)) for row in rows for _, value in grid.own(row)]
    if not texts or any(len(text) > LONGEST_WORD or _SENTENCE.search(text) for text in texts):
        return []
    if len({column for row in rows for column, _ in grid.own(row)}) > 1:
        return []
    # A heading names the list and is not one of its words; one cell alone is a row.
    heading = [] if len(texts) == 1 or texts[0] in texts[1:] or not is_name(texts[0]) else rows[:1]
    return [FoundTable(grid.sheet, None, heading, _texts(grid, heading), rows[len(heading) :])]


def _texts(grid: Grid, heading: list[int]) -> list[FoundColumn]:
    """The columns with the texts that a known table would have, so that its layout is the same once it is known."""
    found = dict(paths_of(grid, heading, grid.all_columns)) if len(heading) <= DEEPEST_HEADING else {}
    for index in grid.all_columns:
        texts = [visible(str(value)) for row in heading if (value := grid.value(row, index)) is not None]
        path = tuple(text for number, text in enumerate(texts) if text and text not in texts[:number])
        if path:
            found.setdefault(index, path)
    return [FoundColumn(index, found[index], None) for index in sorted(found)]
