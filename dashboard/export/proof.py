"""What was made is read back before anybody sees it: every text is there, and every letter is drawn as itself."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Any

from pypdf import PageObject, PdfReader

from dashboard.export import glyphs
from dashboard.export.apart import apart
from etl.errors import CooperationError
from etl.messages import message

# The glyph that a font draws for letters that it does not have.
_NOTDEF = ("/g0", "/.notdef")
_SHOWN = re.compile(rb"<(?:\w+:)?(?:t|v)(?: [^>]*)?>([^<]*)</")


class NotProved(CooperationError):
    """What was made does not hold what it must: there is no export."""


def prove_pdf(content: bytes, parts: Sequence[Iterable[str]]) -> None:
    """Raises `NotProved` unless each part of the document, as its outline names them, holds its lines of text.

    And unless every letter is drawn: no font's sign for a letter that it does not have stands anywhere.
    """
    pdf = PdfReader(io.BytesIO(content))
    begins = [pdf.get_destination_page_number(entry) or 0 for entry in pdf.outline]  # type: ignore[arg-type]
    half = len(pdf.pages) // 2
    # To read them takes most of a document's time: two at once.
    with apart(_texts_of, content, half, len(pdf.pages)) as others:
        drawn = [*_texts_of(content, 0, half), *others()]
    for begin, end, lines in zip(begins, [*begins[1:], len(drawn)], parts, strict=True):
        _holds("brief.pdf", "".join(drawn[begin:end]), lines)


def prove_file(name: str, content: bytes, lines: Iterable[str]) -> None:
    """The same of a presentation or workbook, whose letters are drawn where it is opened: the fonts here have them all.

    Raises `NotProved` or `GlyphsMissing`.
    """
    shown = list(_texts(content))
    glyphs.check(shown)
    _holds(name, "".join(map(plain, shown)), lines)


def plain(text: str) -> str:
    """A text as it is compared: one form for each letter, nothing between them."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _holds(name: str, drawn: str, lines: Iterable[str]) -> None:
    lost = [line for line in lines if plain(line) not in drawn]
    if lost:
        raise NotProved(message("text_lost", file=name, seen=lost[0].strip()[:80]))


def _texts_of(content: bytes, first: int, end: int) -> list[str]:
    return [_text_of(page) for page in PdfReader(io.BytesIO(content)).pages[first:end]]


def _text_of(page: PageObject) -> str:
    """The text of a page, as it is compared. Raises `NotProved` for a letter that is drawn as none."""
    resources: Any = page["/Resources"]
    codes = {name: _no_letter(font.get_object()) for name, font in resources.get("/Font", {}).items()}
    font = ""

    def look(operator: bytes, operands: list[Any], *_: Any) -> None:
        nonlocal font
        if operator == b"Tf":
            font = operands[0]
        elif operator in (b"Tj", b"TJ", b"'", b'"'):
            shown = operands[-1] if operator == b"TJ" else operands[-1:]
            width, none = codes[font]
            for text in shown:
                raw = getattr(text, "original_bytes", text)
                if isinstance(raw, bytes) and any(raw[at : at + width] in none for at in range(0, len(raw), width)):
                    raise NotProved(message("letter_not_drawn", file="brief.pdf"))

    return plain(page.extract_text(visitor_operand_before=look))


def _no_letter(font: Any) -> tuple[int, frozenset[bytes]]:
    """How many bytes stand for a letter in texts of the font, and which of them for no letter.

    Chromium writes fonts of two kinds: whole ones with two bytes a letter, and drawings with a list of their names.
    """
    if font["/Subtype"] == "/Type0":
        return 2, frozenset((b"\0\0",))
    code, none = 0, set()
    for entry in font["/Encoding"]["/Differences"]:
        if isinstance(entry, int):
            code = entry
            continue
        if entry in _NOTDEF:
            none.add(bytes([code]))
        code += 1
    return 1, frozenset(none)


def _texts(content: bytes) -> Iterator[str]:
    """Every text and value in the parts of an Office file."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if name.endswith(".xml"):
                yield from (unescape(found.decode()) for found in _SHOWN.findall(file.read(name)))
