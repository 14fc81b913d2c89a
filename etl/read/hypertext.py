"""Tables in HTML, which office systems save as `.xls`, → one sheet, row under row as Excel shows them.

Every cell stays text. Nothing is fetched, no script is run, no entity is declared; a table that is never closed is
refused, since rows may be missing.
"""

import re
from html.parser import HTMLParser
from typing import Any

from etl.read.encoding import encoding_of
from etl.read.hardened_xml import Broken
from etl.read.hypertext_sheet import DEEPEST, NUMBER, WIDEST, PageCell, PageSheet

DEEPEST_NESTING = 20
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,20})", re.I)
# What pages call an encoding and the codec that reads all of it.
CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "utf-8": "utf-8"}
_STRUCK_TAGS = {"s", "strike", "del"}
_STYLED_TAGS = {"span", "font", "td", "tr"}
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "li", "tr", "table", "body", "html"}
_CSS_CLASS = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_UNSEEN = {"script", "style", "title", "head"}


def read_hypertext(content: bytes, charset: str = "", css: str = "") -> dict[str, Any]:
    """The one sheet as plain data. Raises `Broken` when there is no table, or not all of one.

    `charset` and `css` are what came with the page from outside, if anything.
    """
    codec = page_codec(content, charset)
    if codec is None:
        raise Broken("corrupt", "corrupt_text", "")
    reader = _Tables()
    reader.read_css(css)
    reader.feed(content.decode(codec))
    reader.close()
    if reader.open_tables:
        raise Broken("corrupt", "open_table", "")
    reader.end_line()
    if not reader.has_table:
        raise Broken("not_a_spreadsheet", "not_a_spreadsheet", "HTML")
    sheet = reader.sheet
    said = {"name": "", "rows": sheet.rows, "merged": sheet.merged, "hidden": False, "marks": []}
    return {"sheets": [{**said, "cancelled": sheet.cancelled}]}


def page_codec(content: bytes, charset: str = "") -> str | None:
    """The likeliest codec; what the page says of itself is believed where all bytes are of it."""
    best = encoding_of(content)
    if best and best.startswith("utf"):
        return best
    declared = _CHARSET.search(content[:4096])
    codec = CODECS.get((charset or (declared[1].decode() if declared else "")).lower())
    if codec:
        try:
            content.decode(codec)
            return codec
        except UnicodeDecodeError:
            pass
    return best


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheet = PageSheet()
        self.has_table = False
        self.open_tables = 0
        self._cell: PageCell | None = None
        self._line = PageCell()
        self._struck: list[str] = []
        self._struck_classes: set[str] = set()
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._start_table()
        elif tag == "tr" and self.open_tables:
            self._end_row()
            self.sheet.start_row()
        elif tag in ("td", "th") and self.open_tables:
            self._end_cell()
            self.has_table = True
            self.sheet.start_row()
            number = attributes.get("x:num", "")
            self._cell = PageCell(
                number=number if NUMBER.fullmatch(number) else "",
                columns=_span(attributes.get("colspan", ""), WIDEST),
                rows=_span(attributes.get("rowspan", ""), DEEPEST),
            )
        elif tag == "br":
            self._add("\n")
        elif tag in _BLOCKS and self._cell is None:
            self.end_line()
        elif tag in _BLOCKS:
            self._add("\n")
        if tag in _STRUCK_TAGS or (tag in _STYLED_TAGS and self._is_struck(attributes)):
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
            self.sheet.forget_spans()
        elif tag in _BLOCKS and self._cell is None:
            self.end_line()
        if tag in self._struck:
            self._struck.remove(tag)

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.read_css(data)
        if not self._unseen:
            self._add(re.sub(r"[ \t\r\n\f]+", " ", data))

    def read_css(self, css: str) -> None:
        """Remembers the classes that strike through."""
        self._struck_classes.update(name for name, rules in _CSS_CLASS.findall(css) if "line-through" in rules)

    def _is_struck(self, attributes: dict[str, str]) -> bool:
        is_class = not self._struck_classes.isdisjoint(attributes.get("class", "").split())
        return is_class or "line-through" in attributes.get("style", "")

    def _add(self, text: str) -> None:
        # What stands between the cells of a table is shown above it, as a line of its own.
        (self._cell or self._line).add(text, struck=bool(self._struck))

    def _start_table(self) -> None:
        self.end_line()
        self._end_row()
        self.open_tables += 1
        if self.open_tables > DEEPEST_NESTING:
            raise Broken("unsafe", "unsafe", "TABLE")
        self.sheet.forget_spans()

    def end_line(self) -> None:
        """A line of text outside of tables becomes a row with one cell."""
        text, self._line = self._line.text(), PageCell()
        if text and not self.sheet.has_open_row:
            self.sheet.append([text])

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell:
            self.sheet.put(cell)

    def _end_row(self) -> None:
        self._end_cell()
        self.sheet.end_row()


def _span(text: str, most: int) -> int:
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 9 else 1
