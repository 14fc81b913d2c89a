"""The sheets of a workbook of any kind as a new xlsx: values, merged cells and struck-through rows, nothing else."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font

from etl.read.sheet import Sheet, Value
from etl.write.cells import put_text

_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_TITLE = 31
# The first year whose days Excel and everybody else count alike
_FIRST_YEAR = 1901
_EXACT = 10**15


def plain_copy(sheets: Iterable[Sheet]) -> tuple[Workbook, dict[str, str]]:
    """The new workbook, and the title of every sheet in it. A row stands at the number that the analyst knew."""
    book = Workbook()
    book.remove(book.active)
    titles: dict[str, str] = {}
    for sheet in sheets:
        # openpyxl makes a title that is there already another one.
        page = book.create_sheet(_NOT_IN_A_TITLE.sub("_", sheet.name)[:LONGEST_TITLE].strip("'") or None)
        titles[sheet.name] = page.title
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        for row, values in enumerate(sheet.rows):
            for column, value in enumerate(values):
                if value is not None and value != "":
                    cell = page.cell(sheet.row_number(row), column + 1)
                    _write(cell, value)
                    if row in sheet.cancelled:
                        cell.font = Font(strike=True)
        for (row, column), (code, seen) in sheet.marks.items():
            if code == "formula_error":
                cell = page.cell(sheet.row_number(row), column + 1)
                cell.value, cell.data_type = seen, "e"
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(None, sheet.row_number(top), left + 1, sheet.row_number(bottom), right + 1)
    if all(page.sheet_state == "hidden" for page in book.worksheets):
        book.worksheets[0].sheet_state = "visible"
    return book, titles


def _write(cell: Cell, value: Value) -> None:
    """A value as it was read. Text stays text, whatever it begins with; what Excel cannot keep becomes text."""
    is_early = isinstance(value, date) and value.year < _FIRST_YEAR
    is_long = isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _EXACT
    if isinstance(value, str) or is_early or is_long:
        put_text(cell, str(value))
        return
    cell.value = _whole_day(value)


def _whole_day(value: Any) -> Any:
    return (
        value.date() if isinstance(value, datetime) and value == datetime(value.year, value.month, value.day) else value
    )
