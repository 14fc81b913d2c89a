"""The texts of an .xls: of single bytes in a code page (BIFF5), of Unicode (BIFF8), and the shared ones."""

import codecs
import struct
from typing import NamedTuple

from etl.read.hardened_xml import Broken

# Code pages whose name is not Python's "cp" and the number
_CODECS = {
    367: "ascii",
    1200: "utf-16-le",
    10000: "mac-roman",
    32768: "mac-roman",
    32769: "cp1252",
    **dict.fromkeys((936, 10008, 20936, 51936, 54936), "gb18030"),
    **dict.fromkeys((950, 10002), "cp950"),
}
_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08


class Text(NamedTuple):
    """A text and the place behind it."""

    text: str
    end: int


class SharedText(NamedTuple):
    """A text that cells name by number; the font from each given character on, where it is not the cell's."""

    text: str
    fonts: tuple[tuple[int, int], ...]


def codec_of(codepage: int) -> str:
    """Python's codec for a code page. Raises `Broken` for one that nobody here can read."""
    name = _CODECS.get(codepage, f"cp{codepage}")
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise Broken("corrupt", "corrupt_text", f"code page {codepage}") from error


def byte_text(record: bytes, place: int, length_bytes: int, codec: str) -> Text:
    """A text of BIFF5: its length in bytes, then the bytes. Raises `Broken` for bytes that are none of the codec."""
    start = place + length_bytes
    length = int.from_bytes(record[place:start], "little")
    raw = record[start : start + length]
    if len(record) < start or len(raw) < length:
        raise Broken("corrupt", "corrupt", "")
    try:
        return Text(raw.decode(codec), start + length)
    except UnicodeDecodeError as error:
        raise Broken("corrupt", "corrupt_text", "") from error


def wide_text(record: bytes, place: int, length_bytes: int = 2) -> Text:
    """A text of BIFF8: its length in characters, how many bytes each takes, the characters.

    A long one goes on in the next record; here it ends with this one.
    """
    start = place + length_bytes
    if len(record) < start:
        raise Broken("corrupt", "corrupt", "")
    length = int.from_bytes(record[place:start], "little")
    flags = record[start] if start < len(record) else 0
    size = length * 2 if flags & _WIDE else length
    return Text(_characters(record[start + 1 : start + 1 + size], flags), start + 1 + size)


def _characters(raw: bytes, flags: int) -> str:
    return raw.decode("utf-16-le", "replace") if flags & _WIDE else raw.decode("latin-1")


def read_shared_texts(parts: list[bytes]) -> list[SharedText]:
    """The shared texts of one SST record and those that continue it. Raises `Broken` when one breaks off."""
    reader = _Parts(parts)
    count = struct.unpack_from("<II", reader.take(8))[1]
    texts: list[SharedText] = []
    while len(texts) < count and not reader.at_end():
        length, flags = struct.unpack("<HB", reader.take(3))
        runs = struct.unpack("<H", reader.take(2))[0] if flags & _RICH else 0
        extra = struct.unpack("<I", reader.take(4))[0] if flags & _PHONETIC else 0
        text = reader.characters(length, flags)
        raw = reader.take(runs * 4)
        reader.take(extra)  # how it is spoken
        texts.append(SharedText(text, tuple(struct.iter_unpack("<HH", raw)) if runs else ()))
    return texts


class _Parts:
    """Bytes over several records; characters that continue in the next one say again how many bytes each takes."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = [part for part in parts if part]
        self._part = self._place = 0

    def at_end(self) -> bool:
        self._turn()
        return self._part >= len(self._parts)

    def _turn(self) -> None:
        while self._part < len(self._parts) and self._place >= len(self._parts[self._part]):
            self._part, self._place = self._part + 1, 0

    def take(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            if self.at_end():
                raise Broken("corrupt", "corrupt", "SST")
            piece = self._parts[self._part][self._place : self._place + size - len(found)]
            self._place += len(piece)
            found += piece
        return found

    def characters(self, count: int, flags: int) -> str:
        found: list[str] = []
        while count:
            if self._part >= len(self._parts):
                raise Broken("corrupt", "corrupt", "SST")
            part = self._parts[self._part]
            size = 2 if flags & _WIDE else 1
            fits = min(count, (len(part) - self._place) // size)
            found.append(_characters(part[self._place : self._place + fits * size], flags))
            self._place += fits * size
            count -= fits
            if count:
                self._part += 1
                if self._part >= len(self._parts):
                    raise Broken("corrupt", "corrupt", "SST")
                flags, self._place = self._parts[self._part][0], 1
        return "".join(found)
