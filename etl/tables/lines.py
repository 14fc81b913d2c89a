"""Lines of a sheet that are no rows of a table: totals, parts of totals, notes and signatures."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

import opencc

from etl.clean.cells import READERS, Context, is_blank
from etl.clean.dates import Around
from etl.clean.text import folded, heading_key
from etl.read.sheet import Value
from etl.source import RowWords, row_words
from etl.tables.found import FoundColumn, FoundTable
from etl.tables.grid import Grid
from etl.tables.heading import Head

LONGEST_LABEL = 12
# Read with any year and month: whether a cell is valid, not what it says, is asked.
_ANY_DAY = date(2024, 1, 1)
_ANY = Around(2024, 1)
# What may follow any value: it says nothing about whether the row is one.
_REMARKS = {"note", "as_printed", "amount_as_printed", "source_title", "source_publisher", "source_url", "source_date"}


def is_total(text: str, words: RowWords) -> bool:
    """Whether the text is a word for a total, or ends in one: 小计, 2024年合计."""
    name = heading_key(text)[0].rstrip(":")
    if name in words.total or words.counted.fullmatch(name):
        return True
    return len(name) <= LONGEST_LABEL and any(name.endswith(word) for word in words.total)


def is_note(text: str, words: RowWords) -> bool:
    """Whether the text begins a note."""
    return any(text == word or text.startswith(f"{word}:") for word in words.footnote)


@cache
def _suspect() -> re.Pattern[str]:
    """What a cell looks like, as it is written, that may make its row no row; and cells of spaces alone."""
    words, to_traditional = row_words(), opencc.OpenCC("s2t")

    def written(found: Iterable[str]) -> str:
        both = {form for word in found for form in (word, to_traditional.convert(word))}
        return "|".join(r"[\s\u3000]*".join(map(re.escape, word)) for word in sorted(both))

    starts, totals = written((*words.footnote, *words.part)), written(words.total)
    return re.compile(
        rf"\s*$|.{{0,30}}(?:{totals})|[\s(（\[【*※#]*(?:{starts})|[^:：\d/]{{2,14}}[:：](?!//)",
        re.IGNORECASE | re.DOTALL,
    )


def _is_suspect(text: str) -> bool:
    """Whether a cell may make its row no row; any other row needs no closer look."""
    return len(text) < 200 and bool(_suspect().match(text))


def sort_rows(grid: Grid, head: Head, span: range, start: int, end: int) -> tuple[list[int], list[tuple[int, str]]]:
    """(rows of the table, rows left out with the reason), for the rows from `start` to before `end`."""
    words, rows = row_words(), range(start, min(end, grid.height))
    doubtful = grid.rows_with(rows, span, _is_suspect).union(grid.sparse_rows(rows, span))
    doubtful.update(grid.sheet.cancelled.intersection(rows))
    numbered = {column.index for column in head.columns if column.heading and not column.heading.fills}
    kept: list[int] = []
    left_out: list[tuple[int, str]] = []
    noted = False
    first = start
    for row in sorted(doubtful):
        if row > first:
            kept += range(first, row)
            noted = False
        first = row + 1
        own = grid.own(row, span)
        if not own and not grid.has_mark(row, span):
            continue
        why = _why_no_row(grid, head, words, row, own, span, numbered, noted)
        if why is None:
            kept.append(row)
        else:
            left_out.append((row, why))
        noted = why == "footnote" or (noted and why is not None)
    kept += range(first, rows.stop)
    return kept, left_out


def _why_no_row(
    grid: Grid,
    head: Head,
    words: RowWords,
    row: int,
    own: Sequence[tuple[int, Value]],
    span: range,
    numbered: set[int],
    noted: bool,
) -> str | None:
    if row in grid.sheet.cancelled:
        return "cancelled"
    texts = [folded(value) for _, value in own if isinstance(value, str)]
    first = next(iter(texts), "")
    if _is_total_row(grid, head, words, row, own):
        return "total"
    is_whole = fills_required(grid, head, row)
    if len(own) <= 2 and first.startswith(words.footnote) and not is_whole:
        return "footnote"
    if texts and len(texts) == len(own) and words.signature.match(first) and not is_whole:
        return "footnote"
    if len(own) == 1 and len(grid.filled(row, span)) == 1:
        if not isinstance(own[0][1], str):
            return "number_only"
        return "footnote" if noted else "continued" if _goes_on(grid, head, row, own[0][0]) else "section"
    if own and all(column in numbered for column, _ in own) and len(grid.filled(row, span)) == len(own):
        return "number_only"  # 序号 filled down over rows that nobody wrote
    return None


def _goes_on(grid: Grid, head: Head, row: int, index: int) -> bool:
    """Whether words alone in a row go on from the cell above: under a heading of free text, and not at the left."""
    column = next((one for one in head.columns if one.index == index), None)
    if column is None or index == head.indexes[0] or grid.reaches_right(row, index):
        return False
    return column.heading is None or column.heading.reads == "text"


def _is_total_row(grid: Grid, head: Head, words: RowWords, row: int, own: Sequence[tuple[int, Value]]) -> bool:
    """Whether a cell says that the row sums others up.

    A word alone, 小计, says so wherever it stands, unless it is a name of that column; one that only ends so, 某某合计,
    or a part, 其中：…, only where the row does not hold what every row must hold.
    """
    by_index = {column.index: column for column in head.columns}
    is_whole: bool | None = None
    for index, value in own:
        if not isinstance(value, str):
            continue
        text = folded(value)
        name = heading_key(text)[0].rstrip(":")
        begins = text.startswith(words.part)
        if not begins and not is_total(text, words):
            continue
        column = by_index.get(index)
        fills = column.heading.fills if column and column.heading else ()
        if _REMARKS.issuperset(fills) and fills:
            continue
        is_name = column and column.heading and column.heading.reads not in ("text", "nothing")
        if column and is_name and _is_read(column, value):
            continue
        if is_whole is None:
            is_whole = fills_required(grid, head, row)
        is_free = bool(fills) and column is not None and column.heading is not None and column.heading.reads == "text"
        says_alone = name in words.total or words.counted.fullmatch(name) or (begins and not is_free and ":" in text)
        if says_alone or not is_whole:
            return True
    return False


def fills_required(grid: Grid, head: Head | FoundTable, row: int) -> bool:
    """Whether the row holds valid content in each column that its table cannot do without."""
    assert head.source is not None
    needed = {name for name in head.source.required if name not in head.source.defaults}
    if head.spread:
        numbers = [grid.value(row, one.column.index) for one in head.spread]
        if not any(isinstance(number, int | float) for number in numbers):
            return False
        needed -= {"headcount"}
        if any(one.says_period for one in head.spread):
            needed -= {"period_start"}
    for column in head.columns:
        if column.heading and needed.intersection(column.heading.fills):
            value = grid.value(row, column.index)
            if is_blank(value) or not _is_read(column, value):
                return False
            needed.difference_update(column.heading.fills)
    return not needed


def _is_read(column: FoundColumn, value: Value) -> bool:
    """Whether the column's reader takes the cell without a problem."""
    assert column.heading is not None
    if not column.heading.fills:
        return False
    context = Context(column.heading.fills, 1, None, _ANY_DAY, _ANY)
    return not READERS[column.heading.reads](value, context).problems
