"""A "single file web page" that Excel saves, perhaps as .xls: pages in the form of an e-mail → one sheet a page.

A workbook of several sheets has a first page that names them and says where each is, and a page with the names to
click on, which is no sheet.
"""

import email
import html
import re
from email.message import Message
from typing import Any, NamedTuple, TypeAlias

from etl.limits import LIMITS
from etl.read.hardened_xml import Broken
from etl.read.hypertext import page_codec, read_hypertext

_START = re.compile(rb"\s*MIME-Version:", re.I)
_SHEET, _SHEET_END = "<x:ExcelWorksheet>", "</x:ExcelWorksheet>"
_NAME = re.compile(r"<x:Name>([^<]*)</x:Name>", re.I)
_SOURCE = re.compile(r"<x:WorksheetSource\s+HRef=\"([^\"]*)\"", re.I)
_HIDDEN = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden", re.I)
Page: TypeAlias = "Message[str, str]"


class _Named(NamedTuple):
    """A sheet as the first page describes it; `source` is the last part of its page's address."""

    name: str
    source: str
    hidden: bool


def is_mhtml(content: bytes) -> bool:
    """Whether the bytes begin as such a page does."""
    return bool(_START.match(content.removeprefix(b"\xef\xbb\xbf")))


def read_mhtml(content: bytes) -> dict[str, Any]:
    """The sheets as plain data. Raises `Broken` when there is no table or a page is missing that is named."""
    message = email.message_from_bytes(content.removeprefix(b"\xef\xbb\xbf").lstrip())
    parts = [part for part in message.walk() if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    if not pages:
        raise Broken("not_a_spreadsheet", "not_a_spreadsheet", "MHTML")
    css = "\n".join(_bytes(part).decode("latin-1") for part in parts if part.get_content_type() == "text/css")
    named = _named_sheets(pages[0])
    if not any(sheet.source for sheet in named):
        return {"sheets": [_sheet(pages[0], css, named[0] if named else _Named("", "", hidden=False))]}
    if len(named) > LIMITS.sheets:
        raise Broken("too_large", "too_large", f"{len(named)} sheets")
    by_place = {_last(page.get("Content-Location", "")): page for page in reversed(pages)}
    missing = [sheet.name for sheet in named if sheet.source not in by_place]
    if missing:
        raise Broken("corrupt", "corrupt_cell", missing[0])
    return {"sheets": [_sheet(by_place[sheet.source], css, sheet, may_be_chart=True) for sheet in named]}


def _named_sheets(page: Page) -> list[_Named]:
    raw = _bytes(page)
    text = raw.decode(page_codec(raw, page.get_content_charset("")) or "latin-1")
    found = []
    for piece in text.split(_SHEET)[1:]:
        described = piece.partition(_SHEET_END)[0]
        name, source = _NAME.search(described), _SOURCE.search(described)
        found.append(
            _Named(
                html.unescape(name[1]) if name else "",
                _last(source[1]) if source else "",
                hidden=bool(_HIDDEN.search(described)),
            )
        )
    return found


def _sheet(page: Page, css: str, named: _Named, *, may_be_chart: bool = False) -> dict[str, Any]:
    try:
        (sheet,) = read_hypertext(_bytes(page), page.get_content_charset(""), css)["sheets"]
    except Broken as broken:
        if not may_be_chart or broken.code != "not_a_spreadsheet":
            raise
        sheet = {"rows": [], "merged": [], "marks": [], "cancelled": []}
    return {**sheet, "name": named.name, "hidden": named.hidden}


def _last(address: str) -> str:
    return address.replace("\\", "/").rsplit("/", 1)[-1].strip().lower()


def _bytes(part: Page) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
