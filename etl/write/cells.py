"""A text in a cell that stays text, whatever it begins with, also when somebody edits the cell."""

import re

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

# No XML holds these, and a workbook with one of them is broken for whoever opens it.
_NO_CHARACTER = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ud800-\udfff\ufffe\uffff]")


def put_text(cell: Cell, text: str) -> None:
    """Fills the cell; the sign that makes it text is one of the cell's style and not seen."""
    cell.value = _NO_CHARACTER.sub("", text)
    cell.data_type, cell.quotePrefix = "s", True
