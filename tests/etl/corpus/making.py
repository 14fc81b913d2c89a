"""Workbooks as bytes from a few lines of text: xlsx with looks, and text files.

A sheet is a text of one line a row with `|` between its cells: `3`, `1.5` are numbers, `@2024-05-07` is a date cell,
`'3` is text, `\\n` a line break in the cell, `=B2+1→14` a formula with its stored value, `=B2+1→` one without, and
`=B2/0→#DIV/0!` one that failed. A line that holds nothing is an empty row.
"""

import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter


@dataclass(frozen=True)
class Formula:
    """A formula with what Excel stored for it, None where it stored nothing."""

    text: str
    cached: Any


@dataclass(frozen=True)
class Page:
    """One worksheet and its looks: merged areas, hidden and struck-through rows, number formats by cell or column."""

    rows: list[list[Any]]
    merged: str = ""
    hidden_rows: Iterable[int] = ()
    struck: Iterable[int] = ()
    formats: dict[str, str] | None = None
    state: str = "visible"
    filter: str = ""


def rows_of(text: str) -> list[list[Any]]:
    """The cells that a text in the small language above stands for."""
    lines = text.strip("\n").split("\n")
    return [[_cell(cell.strip()) for cell in line.split("|")] if line.strip() else [] for line in lines]


def _cell(written: str) -> Any:
    if not written:
        return None
    if written.startswith("@"):
        return date.fromisoformat(written[1:])
    if written.startswith("="):
        text, _, cached = written.rpartition("→")
        return Formula(text, _cell(cached))
    if re.fullmatch(r"-?\d+(\.\d+)?", written):
        return float(written) if "." in written else int(written)
    return written.removeprefix("'").replace("\\n", "\n").replace("\\t", "\t").replace("\\p", "|")


def page(text: str, **looks: Any) -> Page:
    """A sheet from its text."""
    return Page(rows_of(text), **looks)


def xlsx(pages: dict[str, Page] | Page, *, edit: Callable[[str, str], str] | None = None) -> bytes:
    """A real xlsx; `edit(member, xml)` changes what openpyxl would never write."""
    book = Workbook()
    book.remove(book.active)
    pages = pages if isinstance(pages, dict) else {"台账": pages}
    for name, one in pages.items():
        _write_page(book.create_sheet(name), one)
    out = BytesIO()
    book.save(out)
    formulas = {
        f"xl/worksheets/sheet{number}.xml": {
            f"{get_column_letter(column)}{row}": value
            for row, cells in enumerate(one.rows, 1)
            for column, value in enumerate(cells, 1)
            if isinstance(value, Formula)
        }
        for number, one in enumerate(pages.values(), 1)
    }
    return repacked(out.getvalue(), lambda name, xml: _with_cached(xml, formulas.get(name, {})), edit)


def _write_page(sheet: Any, one: Page) -> None:
    for number, row in enumerate(one.rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                cell = sheet.cell(number, column)
                cell.value = value.text if isinstance(value, Formula) else value
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"
    for area in one.merged.split():
        sheet.merge_cells(area)
    for number in one.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for number in one.struck:
        for cell in sheet[number]:
            cell.font = Font(strike=True)
    for place, look in (one.formats or {}).items():
        for cell in sheet[place] if place.isalpha() else [sheet[place]]:
            cell.number_format = look
    if one.filter:
        sheet.auto_filter.ref = one.filter
    sheet.sheet_state = one.state


def _with_cached(xml: str, formulas: dict[str, Formula]) -> str:
    for address, formula in formulas.items():
        value = formula.cached
        kind = "" if isinstance(value, int | float) or value is None else ' t="str"'
        if isinstance(value, str) and value.startswith("#"):
            kind = ' t="e"'
        stored = "" if value is None else f"<v>{escape(str(value))}</v>"
        cell = f'<c r="{address}"{kind}><f>{escape(formula.text[1:])}</f>{stored}</c>'
        xml, found = re.subn(rf'<c r="{address}"[^>]*>.*?</c>', cell.replace("\\", r"\\"), xml)
        assert found == 1, address
    return xml


def repacked(content: bytes, *edits: Callable[[str, str], str] | None) -> bytes:
    """The archive again with the text of its XML parts changed by each edit."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for edit in edits:
                text = edit(name, text) if edit else text
            new.writestr(name, text)
    return out.getvalue()


def strict(_: str, xml: str) -> str:
    """An edit: the namespaces of Strict OOXML."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    xml = xml.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    return xml.replace(office, "http://purl.oclc.org/ooxml/officeDocument/relationships")


def text_file(text: str, separator: str = ",", encoding: str = "utf-8", quoted: bool = False) -> bytes:
    """A text file of the rows, a cell quoted where it must be, or every cell."""

    def one(value: Any) -> str:
        written = "" if value is None else str(value)
        needs = quoted or any(sign in written for sign in (separator, '"', "\n"))
        return '"' + written.replace('"', '""') + '"' if needs else written

    return "\r\n".join(separator.join(map(one, row)) for row in rows_of(text)).encode(encoding)


def archive(members: dict[str, str | bytes]) -> bytes:
    """A zip of the members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return out.getvalue()


def with_member(content: bytes, name: str, part: bytes) -> bytes:
    """The archive with one more part."""
    out = BytesIO(content)
    with zipfile.ZipFile(out, "a") as old:
        old.writestr(name, part)
    return out.getvalue()
