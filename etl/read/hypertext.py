"""Tables in HTML, which office systems save as `.xls`, → one sheet, row under row as Excel shows them.

Every cell stays text. Nothing is fetched, no script is run, no entity is declared; a table that is never closed is
refused, since rows may be missing.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from etl.limits import LIMITS
from etl.read.encoding import encoding_of
from etl.read.hardened_xml import Broken

WIDEST, DEEPEST = 16_384, 1_048_576
DEEPEST_NESTING = 20
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,20})", re.I)
# What pages call an encoding and the codec that reads all of it.
CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "utf-8": "utf-8"}
_STRUCK_TAGS = {"s", "strike", "del"}
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "li", "tr", "table", "body", "html"}
_UNSEEN = {"script", "style", "title", "head"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")


def read_hypertext(content: bytes) -> dict[str, Any]:
    """The one sheet as plain data. Raises `Broken` when there is no table, or not all of one."""
    codec = _codec(content)
    if codec is None:
        raise Broken("corrupt", "corrupt_text", "")
    reader = _Tables()
    reader.feed(content.decode(codec))
    reader.close()
    if reader.open_tables:
        raise Broken("corrupt", "open_table", "")
    reader.end_line()
    if not reader.has_table:
        raise Broken("not_a_spreadsheet", "not_a_spreadsheet", "HTML")
    sheet = {"name": "", "rows": reader.rows, "merged": reader.merged, "hidden": False, "marks": []}
    return {"sheets": [{**sheet, "cancelled": reader.cancelled}]}


def _codec(content: bytes) -> str | None:
    best = encoding_of(content)
    if best and best.startswith("utf"):
        return best
    declared = _CHARSET.search(content[:4096])
    codec = CODECS.get(declared[1].decode().lower()) if declared else None
    if codec:
        try:
            content.decode(codec)
            return codec
        except UnicodeDecodeError:
            pass
    return best


@dataclass
class _Cell:
    """A cell that is being read."""

    texts: list[str] = field(default_factory=list)
    number: str = ""
    columns: int = 1
    rows: int = 1
    plain: bool = False
    struck: bool = False

    def text(self) -> str:
        shown = "\n".join(" ".join(line.split()) for line in "".join(self.texts).split("\n")).strip()
        # Excel's own value beside what it shows, where both are numbers
        return self.number if self.number and _NUMBER.fullmatch(shown.replace(",", "")) else shown


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str | None]] = []
        self.merged: list[list[int]] = []
        self.cancelled: list[int] = []
        self.has_table = False
        self.open_tables = 0
        self._row: list[str | None] | None = None
        self._struck_cells: list[bool] = []
        self._cell: _Cell | None = None
        self._line = _Cell()
        self._covered: dict[int, int] = {}  # column → last row that a cell from above covers
        self._struck: list[str] = []
        self._unseen = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self.end_line()
            self._end_row()
            self.open_tables += 1
            if self.open_tables > DEEPEST_NESTING:
                raise Broken("unsafe", "unsafe", "TABLE")
            self._covered = {}
        elif tag == "tr" and self.open_tables:
            self._end_row()
            self._row = []
        elif tag in ("td", "th") and self.open_tables:
            self._end_cell()
            self.has_table = True
            self._row = [] if self._row is None else self._row
            self._cell = _Cell(
                number=attributes.get("x:num", "") if _NUMBER.fullmatch(attributes.get("x:num", "")) else "",
                columns=_span(attributes.get("colspan", ""), WIDEST),
                rows=_span(attributes.get("rowspan", ""), DEEPEST),
            )
        elif tag == "br":
            self._add("\n")
        elif tag in _BLOCKS and self._cell is None:
            self.end_line()
        elif tag in _BLOCKS:
            self._add("\n")
        if tag in _STRUCK_TAGS or (
            tag in ("span", "font", "td", "tr") and "line-through" in attributes.get("style", "")
        ):
            self._struck.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self.open_tables:
            self._end_row()
            self.open_tables -= 1
            self._covered = {}
        elif tag in _BLOCKS and self._cell is None:
            self.end_line()
        if tag in self._struck:
            self._struck.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._add(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _add(self, text: str) -> None:
        # What stands between the cells of a table is shown above it, as a line of its own.
        cell = self._cell or self._line
        cell.texts.append(text)
        if text.strip():
            cell.struck |= bool(self._struck)
            cell.plain |= not self._struck

    def end_line(self) -> None:
        """A line of text outside of tables becomes a row with one cell."""
        text, self._line = self._line.text(), _Cell()
        if text and self._row is None:
            self._append([_checked(text)])

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or self._row is None:
            return
        top = len(self.rows)
        while self._covered.get(len(self._row), -1) >= top:
            self._row.append(None)
        left = len(self._row)
        text = _checked(cell.text())
        self._row += [text or None, *[None] * (cell.columns - 1)]
        if len(self._row) > WIDEST:
            raise Broken("too_large", "too_large", f"> {WIDEST} columns")
        if cell.columns > 1 or cell.rows > 1:
            self.merged.append([top, left, top + cell.rows - 1, left + cell.columns - 1])
        if cell.rows > 1:
            self._covered.update((column, top + cell.rows - 1) for column in range(left, left + cell.columns))
        if text:
            self._struck_cells.append(cell.struck and not cell.plain)

    def _end_row(self) -> None:
        self._end_cell()
        row, self._row = self._row, None
        if row is None:
            return
        if len(self._struck_cells) > 1 and all(self._struck_cells[1:]):
            self.cancelled.append(len(self.rows))
        self._struck_cells = []
        self._append(row)

    def _append(self, row: list[str | None]) -> None:
        self._cells += len(row)
        if self._cells > LIMITS.cells or len(self.rows) >= DEEPEST:
            raise Broken("too_large", "too_large", f"> {LIMITS.cells} cells")
        self.rows.append(row)


def _span(text: str, most: int) -> int:
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _checked(text: str) -> str:
    if len(text) > LIMITS.cell_characters:
        raise Broken("too_large", "too_large", f"> {LIMITS.cell_characters} characters")
    return text
