"""Numbers from the dashboard as a workbook: the values, and a second sheet that says what they are."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.formula_guard import is_number
from etl.write.cells import put_text

WIDEST = 60


def sheet_of_values(
    title: str, head: Sequence[str], rows: Sequence[Sequence[str]], about_title: str, about: Sequence[tuple[str, str]]
) -> bytes:
    """The workbook; numbers become numbers, and every text stays text whatever it begins with."""
    book = Workbook()
    values, notes = book.active, book.create_sheet(about_title)
    values.title = title
    for sheet, lines in ((values, [head, *rows]), (notes, about)):
        for row, line in enumerate(lines, 1):
            for column, text in enumerate(line, 1):
                _write(sheet.cell(row, column), text)
        _set_widths(sheet, lines)
    for cell in values[1]:
        cell.font = Font(bold=True)
    values.freeze_panes = "A2"
    for row in notes.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(cell: Cell, text: str) -> None:
    if is_number(text):
        number = float(text.replace(",", "").removesuffix("%"))
        is_share, decimals = text.endswith("%"), len(text.removesuffix("%").partition(".")[2])
        cell.value = number / 100 if is_share else int(number) if number.is_integer() else number
        cell.number_format = (
            ("0" if is_share else "#,##0") + ("." + "0" * decimals if decimals else "") + "%" * is_share
        )
        return
    put_text(cell, text)


def _set_widths(sheet: Worksheet, lines: Sequence[Sequence[str]]) -> None:
    for column in range(max(map(len, lines), default=0)):
        # A Chinese character is two wide.
        widths = [
            sum(2 if ord(sign) > 0x2E80 else 1 for sign in line[column]) for line in lines[:200] if column < len(line)
        ]
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(WIDEST, max(widths, default=8) + 2)
