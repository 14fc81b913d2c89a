"""The letters that a PDF says it shows.

Fonts draw an ideograph and the radical that looks the same with one glyph, and two dashes with one. Chromium names the
first of them: copied or searched, the text would be another one.
"""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, StreamObject

_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def write_letters(writer: PdfWriter) -> None:
    """Puts, in every font of the document, the letter that is meant in the place of one that looks the same."""
    for index in range(1, len(writer._objects) + 1):
        found = writer.get_object(index)
        if isinstance(found, DictionaryObject) and "/ToUnicode" in found:
            table = found["/ToUnicode"].get_object()
            if isinstance(table, StreamObject):
                table.set_data(with_letters(table.get_data()))


def with_letters(table: bytes) -> bytes:
    """A glyph table (CMap) with ideographs; where a range would hold a radical, its glyphs are named one by one."""
    table = _CHARS.sub(lambda found: b"beginbfchar" + _PAIR.sub(_pair, found[1]) + b"endbfchar", table)
    return _RANGES.sub(_split, table)


def _pair(found: "re.Match[bytes]") -> bytes:
    return b"<" + found[1] + b"> <" + _hex(_letter(_text(found[2]))) + b">"


def _split(found: "re.Match[bytes]") -> bytes:
    """Ranges <first> <last> <letter>, as they are or, with a radical among them, each glyph on its own."""
    kept, alone = [], []
    for first, last, letter in _TRIPLE.findall(found[1]):
        start, end, point = int(first, 16), int(last, 16), int(letter, 16)
        letters = [chr(point + step) for step in range(end - start + 1)] if point <= 0xFFFF else []
        if all(_letter(one) == one for one in letters):
            kept.append(b"<" + first + b"> <" + last + b"> <" + letter + b">")
            continue
        width = len(first)
        alone += [
            f"<{start + step:0{width}X}> <".encode() + _hex(_letter(one)) + b">" for step, one in enumerate(letters)
        ]
    parts = []
    if kept or not alone:
        parts.append(b"beginbfrange\n" + b"\n".join(kept) + b"\nendbfrange")
    for place in range(0, len(alone), 100):
        part = alone[place : place + 100]
        parts.append((b"%d " % len(part) if parts else b"") + b"beginbfchar\n" + b"\n".join(part) + b"\nendbfchar")
    return b"\n".join(parts)


def _letter(text: str) -> str:
    """The ideograph for a radical, the usual dash for a rare one; any other text as it is."""
    known = _same_glyphs().get(text)
    if known or len(text) != 1 or not 0x2E80 <= ord(text) <= 0x2FDF:
        return known or text
    return unicodedata.normalize("NFKC", text)


@cache
def _same_glyphs() -> dict[str, str]:
    """Letters with one glyph that Unicode does not normalise; radicals by its table of equivalent ideographs."""
    with Path(__file__).with_name("same_glyphs.csv").open(encoding="utf-8", newline="") as file:
        return {row["named"]: row["meant"] for row in csv.DictReader(file)}


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", errors="replace")


def _hex(text: str) -> bytes:
    return text.encode("utf-16-be").hex().upper().encode()
