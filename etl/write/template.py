"""An empty workbook that the reader knows: headings, choices and notes in one language, an example on its own sheet."""

import os
import tempfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.errors import CooperationError
from etl.messages import message
from etl.source import sources
from etl.write.cells import put_text
from etl.write.fields import Field, in_language, template_fields

LAST_ROW = 5_000
FORMATS = {"date": "yyyy-mm-dd", "decimal": "#,##0.00", "integer": "0"}
HEAD = PatternFill("solid", fgColor="DCE6F1")


def make_template(table: str, out: Path, language: str) -> None:
    """Writes the template of `table`. Raises `CooperationError` when the place cannot be written."""
    source, book = sources()[table], Workbook()
    fields = template_fields(source, language)
    sheet = book.active
    chinese = in_language(source.meaning, language).partition("\uff1a")[0]
    sheet.title = table.replace("_", " ").capitalize() if language == "en" else chinese
    lists = book.create_sheet(message("template_lists", language))
    for number, field in enumerate(fields, 1):
        _column(sheet, lists, number, field, language)
    sheet.freeze_panes = "A2"
    _guide(book.create_sheet(message("template_guide", language), 1), fields, language)
    save(book, out)


def _column(sheet: Worksheet, lists: Worksheet, number: int, field: Field, language: str) -> None:
    letter = get_column_letter(number)
    head = sheet.cell(1, number, field.heading)
    head.font, head.fill = Font(bold=True), HEAD
    head.alignment = Alignment(wrap_text=True, vertical="center")
    head.comment = Comment(field.note, "etl", height=90, width=260)
    sheet.column_dimensions[letter].width = max(14, min(40, 2 * len(field.heading) + 2))
    for row in range(2, 202):
        sheet.cell(row, number).number_format = FORMATS.get(field.type, "@" if not field.offered else "General")
    if not field.offered:
        return
    lists.cell(1, number, field.heading).font = Font(bold=True)
    for row, text in enumerate(field.offered, 2):
        put_text(lists.cell(row, number), text)
    area = f"{quote_sheetname(lists.title)}!${letter}$2:${letter}${len(field.offered) + 1}"
    # Other names, and several in a cell, may be written where names are offered.
    rule = DataValidation(type="list", formula1=area, allow_blank=True, showErrorMessage=field.strict)
    if field.strict:
        rule.errorStyle, rule.errorTitle, rule.error = "stop", field.heading[:31], message("template_refused", language)
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")


def _guide(guide: Worksheet, fields: list[Field], language: str) -> None:
    """One line a column. The example stands here, turned on its side, so that it can never be loaded as a row."""
    guide.append([message("template_how", language)])
    heads = [message(f"template_{name}", language) for name in ("column", "meaning", "required", "example")]
    guide.append(heads)
    for cell in guide[2]:
        cell.font, cell.fill = Font(bold=True), HEAD
    for field in fields:
        needed = message("template_yes", language) if field.required else None
        guide.append([field.heading, field.note, needed, field.example])
        if isinstance(field.example, str):
            put_text(guide.cell(guide.max_row, 4), field.example)
        guide.cell(guide.max_row, 4).font = Font(italic=True, color="808080")
        guide.cell(guide.max_row, 4).number_format = FORMATS.get(field.type, "@")
    for letter, width in zip("ABCD", (28, 70, 10, 30), strict=True):
        guide.column_dimensions[letter].width = width
    guide.freeze_panes = "A3"


def save(book: Workbook, out: Path) -> None:
    """Writes the workbook whole or not at all. Raises `CooperationError`."""
    try:
        with tempfile.TemporaryDirectory(prefix=".cooperation-", dir=out.parent) as folder:
            part = Path(folder) / "workbook.xlsx"
            book.save(part)
            os.replace(part, out)
    except OSError as error:
        raise CooperationError(message("cannot_write", seen=out)) from error
