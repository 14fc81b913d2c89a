"""A table on a slide: columns as wide as their words need, and as many rows as there is room for."""

import math
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Cm, Emu

from dashboard.export.slides.slide_fonts import ACCENT, INK, QUIET, WHITE, Hand

SIZE = 11  # points
LETTER, LINE, PADDING = 0.215, 0.5, 0.5  # centimetres: half an ideograph, a line, left and right of a text
WIDEST = 32  # letters; a longer text takes more lines
SHORT = 3.9  # centimetres; a column that needs no more gets it
MOST_COLUMNS = 9


def add_table(slide: Any, left: Any, top: Any, width: Any, height: Any, table: Mapping[str, Any], hand: Hand) -> int:
    """Puts the table into the box; how many of its rows had room there."""
    head, rows = table["head"][:MOST_COLUMNS], [row[:MOST_COLUMNS] for row in table["rows"]]
    widths = _widths([head, *rows], Emu(width).cm)
    heights = [_height(row, widths) for row in [head, *rows]]
    shown, used = 0, heights[0]
    while shown < len(rows) and used + heights[shown + 1] <= Emu(height).cm:
        used += heights[shown + 1]
        shown += 1
    made = slide.shapes.add_table(shown + 1, len(head), left, top, width, Cm(used)).table
    made.horz_banding = False
    for column, centimetres in zip(made.columns, widths, strict=True):
        column.width = Cm(centimetres)
    for number, texts in enumerate([head, *rows[:shown]]):
        made.rows[number].height = Cm(heights[number])
        for column, text in enumerate(texts):
            _cell(made.cell(number, column), text, number, hand, is_number=bool(table["numeric"][column]))
    return shown


def _cell(cell: Any, text: str, row: int, hand: Hand, *, is_number: bool) -> None:
    cell.margin_top = cell.margin_bottom = Cm(0.08)
    cell.fill.solid()
    cell.fill.fore_color.rgb = (QUIET if row % 2 == 0 else WHITE) if row else ACCENT
    cell.text_frame.clear()
    paragraph = cell.text_frame.paragraphs[0]
    if is_number:
        paragraph.alignment = PP_ALIGN.RIGHT
    hand.write(paragraph, text, SIZE, INK if row else WHITE)


def _widths(rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """Centimetres for each column, together `width`: short ones what they need, the others a share of what is left."""
    wanted = [min(max(map(letters, column)), WIDEST) * LETTER + PADDING for column in zip(*rows, strict=True)]
    short = [one if one <= SHORT and math.fsum(wanted) > width else 0 for one in wanted]
    share = (width - math.fsum(short)) / math.fsum(one for one, kept in zip(wanted, short, strict=True) if not kept)
    return [kept or one * share for one, kept in zip(wanted, short, strict=True)]


def _height(row: Sequence[str], widths: Sequence[float]) -> float:
    lines = [math.ceil(letters(text) * LETTER / (width - PADDING)) for text, width in zip(row, widths, strict=True)]
    return max(1, *lines) * LINE + 0.25


def letters(text: str) -> int:
    """How wide a text is, in half ideographs; programs set a little space between an ideograph and a digit."""
    is_wide = [unicodedata.east_asian_width(letter) in "WF" for letter in text]
    spaces = len([1 for one, next_one in pairwise(is_wide) if one != next_one])
    return len(text) + len([1 for one in is_wide if one]) + math.ceil(spaces / 2)
