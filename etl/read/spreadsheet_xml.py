"""XML Spreadsheet 2003, which Excel saves as .xml and programs as .xls → its sheets.

Layout: Microsoft, XML Spreadsheet Reference (Office 2003). Prefixes are not looked at.
"""

import re
from typing import Any

from etl.limits import LIMITS
from etl.read.hardened_xml import Broken, new_parser, run_parser
from etl.read.hypertext import CODECS
from etl.read.number_formats import is_percent
from etl.read.spreadsheet_xml_sheet import XmlCell, XmlSheet

_DECLARATION = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9_-]{1,20})[\"'][^>]*\?>")
_NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
# What stands in a cell and is none of its text
_NO_TEXT = {"Comment", "PhoneticText", "NamedCell", "SmartTags"}
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383


def is_spreadsheet_xml(content: bytes) -> bool:
    """Whether it is XML of this kind; the namespace stands in its first element."""
    start = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "ignore").encode()
    return start.lstrip().startswith(b"<") and _NAMESPACE in start and b"Workbook" in start


def read_spreadsheet_xml(content: bytes) -> dict[str, Any]:
    """The sheets as plain data. Raises `Broken` when it is not well-formed, contradicts itself or is over a limit."""
    declared = _DECLARATION.match(content)
    codec = CODECS.get(declared[1].decode().lower()) if declared else None
    if declared and codec and codec != "utf-8":  # one that the parser does not know
        try:
            content = content[declared.end() :].decode(codec).encode()
        except UnicodeDecodeError as error:
            raise Broken("corrupt", "corrupt_text", "") from error
    reader = _Reader()
    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    run_parser(parser, content)
    return {"sheets": [sheet.plain() for sheet in reader.sheets]}


class _Reader:
    """Takes the elements one after another."""

    def __init__(self) -> None:
        self.sheets: list[XmlSheet] = []
        self._path: list[str] = []
        self._passed_over = 0
        self._row = self._column = 0  # the next ones, where none is stated
        self._row_span = 0
        self._cell: XmlCell | None = None
        self._struck: list[bool] = []
        self._style = ""
        self._struck_styles: dict[str, bool] = {}
        self._percent_styles: dict[str, bool] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rsplit(":", 1)[-1]
        if self._passed_over or local in _NO_TEXT:
            self._passed_over += 1
            return
        self._path.append(local)
        said = {key.rsplit(":", 1)[-1]: value for key, value in attributes.items()}
        if "Styles" in self._path:
            self._start_style(local, said)
        elif local == "Worksheet":
            if len(self.sheets) >= LIMITS.sheets:
                raise Broken("too_large", "too_large", f"> {LIMITS.sheets} sheets")
            self.sheets.append(XmlSheet(said.get("Name", "")))
            self._row = 0
        elif self.sheets:
            self._start_inside(local, said)

    def _start_inside(self, local: str, said: dict[str, str]) -> None:
        if self._cell and local == "Data":
            self._cell.kind = said.get("Type", "String")
        elif self._cell:  # parts of a text in other fonts
            self._struck.append(self._struck[-1] or local in ("S", "Strike", "Del"))
        elif local == "Row":
            self._row = self._number(said, "Index", self._row, _LAST_ROW)
            self._row_span = self._number(said, "Span", 0, _LAST_ROW)
            self._column = 0
        elif local == "Cell":
            self._column = self._number(said, "Index", self._column, _LAST_COLUMN)
            style = said.get("StyleID", "")
            self._cell = XmlCell(
                self._row,
                self._column,
                self._number(said, "MergeAcross", 0, _LAST_COLUMN),
                self._number(said, "MergeDown", 0, _LAST_ROW),
                has_formula="Formula" in said,
                is_percent=self._percent_styles.get(style, False),
            )
            self._struck = [self._struck_styles.get(style, False)]

    def _start_style(self, local: str, said: dict[str, str]) -> None:
        if local == "Style":
            self._style, parent = said.get("ID", ""), said.get("Parent", "")
            self._struck_styles[self._style] = self._struck_styles.get(parent, False)
            self._percent_styles[self._style] = self._percent_styles.get(parent, False)
        elif local == "Font":
            self._struck_styles[self._style] = said.get("StrikeThrough", "0") == "1"
        elif local == "NumberFormat":
            code = said.get("Format", "General")
            self._percent_styles[self._style] = code == "Percent" or is_percent(0, code)

    def characters(self, data: str) -> None:
        cell = self._cell
        if self._passed_over:
            return
        if self.sheets and self._path[-1:] == ["Visible"] and "Hidden" in data:
            self.sheets[-1].hidden = True
        if cell and "Data" in self._path:
            cell.text += data
            if len(cell.text) > LIMITS.cell_characters:
                raise Broken("too_large", "too_large", f"> {LIMITS.cell_characters} characters")
            if data.strip():
                cell.has_struck |= self._struck[-1]
                cell.has_plain |= not self._struck[-1]

    def end(self, _: str) -> None:
        if self._passed_over:
            self._passed_over -= 1
            return
        local = self._path.pop()
        cell = self._cell
        if cell and local == "Cell":
            self.sheets[-1].put(cell)
            self._column += cell.across + 1
            self._cell = None
        elif cell and local != "Data":
            self._struck.pop()
        elif local == "Row" and self.sheets:
            self._row += self._row_span + 1

    def _number(self, said: dict[str, str], attribute: str, otherwise: int, most: int) -> int:
        """A number that the element says; an index counts from 1 and may not go back."""
        text = said.get(attribute)
        if text is None:
            return otherwise
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
        if attribute == "Index":
            number = number - 1 if number > otherwise else -1
        if not 0 <= number <= most:
            raise Broken("corrupt", "rows_differ", f"{self.sheets[-1].name}!{self._row + 1}")
        return number
