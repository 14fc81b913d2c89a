"""The parts of an .xlsb that its sheets share: formats, fonts, texts. Layout: Microsoft, [MS-XLSB]."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.read.hardened_xml import Broken
from etl.read.number_formats import is_percent

_SHARED_ITEM, _FONT, _FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 19, 43, 44, 47, 617, 618
_STRIKEOUT = 0x0008
_NO_TEXT = 0xFFFFFFFF


@dataclass
class BinaryShared:
    """What cells name by number: of each text whether it is empty and whether all of it is struck through; of styles
    those that show percents and those that strike through."""

    texts: list[tuple[bool, bool]] = field(default_factory=list)
    percent_styles: set[int] = field(default_factory=set)
    struck_styles: set[int] = field(default_factory=set)
    fonts_struck: list[bool] = field(default_factory=list)

    def is_struck_font(self, number: int) -> bool:
        return number < len(self.fonts_struck) and self.fonts_struck[number]

    def read_styles(self, content: bytes) -> None:
        """Takes in styles.bin."""
        is_inside = False  # the formats of cells; those of named styles look the same
        formats: dict[int, str] = {}
        count = 0
        for kind, record in binary_records(content):
            if kind in (_BEGIN_STYLES, _END_STYLES):
                is_inside = kind == _BEGIN_STYLES
            elif kind == _FONT:
                self.fonts_struck.append(bool(struct.unpack_from("<H", record, 2)[0] & _STRIKEOUT))
            elif kind == _FORMAT:
                formats[struct.unpack_from("<H", record)[0]] = text_at(record, 2)[0]
            elif kind == _STYLE and is_inside:
                _, number, font = struct.unpack_from("<HHH", record)
                if is_percent(number, formats.get(number)):
                    self.percent_styles.add(count)
                if self.is_struck_font(font):
                    self.struck_styles.add(count)
                count += 1

    def read_texts(self, content: bytes) -> None:
        """Takes in sharedStrings.bin; the styles must be known before."""
        for kind, record in binary_records(content):
            if kind == _SHARED_ITEM:
                text, end = text_at(record, 1)
                self.texts.append((not text.strip(), self._is_struck(record, end)))

    def _is_struck(self, record: bytes, place: int) -> bool:
        """Whether a text has parts in fonts of their own and each of them is struck through."""
        if not record[0] & 1 or len(record) < place + 4:
            return False
        count = struct.unpack_from("<I", record, place)[0]
        raw = record[place + 4 : place + 4 + min(count, len(record)) * 4]
        parts = list(struct.iter_unpack("<HH", raw[: len(raw) // 4 * 4]))
        return bool(parts) and parts[0][0] == 0 and all(self.is_struck_font(font) for _, font in parts)


def binary_records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of each record. Raises `Broken` when one breaks off, `IndexError` in the middle of its head."""
    place, end = 0, len(content)
    while place < end:
        kind = content[place]
        place += 1
        if kind & 0x80:
            kind = kind & 0x7F | (content[place] & 0x7F) << 7
            place += 1
        length = shift = 0
        more = True
        while more and shift < 28:
            byte = content[place]
            place += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            more = bool(byte & 0x80)
        if place + length > end:
            raise Broken("corrupt", "corrupt", "")
        yield kind, content[place : place + length]
        place += length


def text_at(record: bytes, place: int) -> tuple[str, int]:
    """A text and the place behind it."""
    length = struct.unpack_from("<I", record, place)[0]
    if length == _NO_TEXT:
        return "", place + 4
    end = place + 4 + length * 2
    if end > len(record):
        raise Broken("corrupt", "corrupt", "")
    return record[place + 4 : end].decode("utf-16-le", "replace"), end
