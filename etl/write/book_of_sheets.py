"""Sheets of values as a workbook: numbers as numbers, and every text stays text whatever it begins with."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from etl.write.cells import put_text


class Share(float):
    """A number that is written as a percentage."""


Cell = str | int | float | None
WIDEST = 60
# Excel's own limits: the name of a sheet, the text of a cell.
LONGEST_NAME, LONGEST_TEXT = 31, 32_767
_FORBIDDEN = str.maketrans("[]:*?/\\", "       ")


def book_of_sheets(sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    """The workbook; each sheet is its name, its headings (or none), its rows."""
    book = Workbook()
    book.remove(book.active)
    for name, head, rows in sheets:
        sheet = book.create_sheet(name.translate(_FORBIDDEN)[:LONGEST_NAME])
        lines: list[Sequence[Cell]] = [*([head] if head else []), *rows]
        for row, line in enumerate(lines, 1):
            for column, value in enumerate(line, 1):
                cell = sheet.cell(row, column)
                if isinstance(value, str):
                    put_text(cell, value[:LONGEST_TEXT])
                elif value is not None:
                    cell.value = value
                    cell.number_format = _format(value)
                if head and row == 1:
                    cell.font = Font(bold=True)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        if head:
            sheet.freeze_panes = "A2"
        for column in range(max(map(len, lines), default=0)):
            widths = [_width(line[column]) for line in lines[:200] if column < len(line)]
            sheet.column_dimensions[get_column_letter(column + 1)].width = min(WIDEST, max(widths, default=8) + 2)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _format(value: float) -> str:
    if isinstance(value, Share):
        return "0.0%"
    return "#,##0" if float(value).is_integer() else "#,##0.00##"


def _width(value: Cell) -> int:
    """A Chinese character is two wide."""
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in str(value if value is not None else ""))
