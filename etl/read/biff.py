"""The records of an .xls: what all its sheets share, and where each sheet's records lie.

BIFF8 is Excel 97 to 2003, BIFF5 is Excel 5 and 95. Layout: Microsoft, [MS-XLS]; for BIFF5 OpenOffice.org's
Documentation of the Microsoft Excel File Format.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.read.biff_text import SharedText, Text, byte_text, codec_of, read_shared_texts, wide_text
from etl.read.hardened_xml import Broken
from etl.read.ole import ole_streams

BOF, EOF, CONTINUE = 0x809, 0x0A, 0x3C
_FILEPASS, _CODEPAGE, _DATEMODE, _FONT, _FORMAT, _XF, _BOUNDSHEET, _SST = (
    0x2F,
    0x42,
    0x22,
    0x31,
    0x41E,
    0xE0,
    0x85,
    0xFC,
)
_STRIKEOUT = 0x0008
_VERSIONS = {0x0500: 5, 0x0600: 8}
_WORKSHEET = 0x00
# Font number 4 is never stored: the fifth font in the file is number 5.
_FONT_NOT_STORED = 4

Record = tuple[int, bytes]


@dataclass
class OldSheet:
    """One sheet of an .xls: its name, whether it is shown, its records without those of embedded charts."""

    name: str
    hidden: bool
    is_worksheet: bool
    place: int


@dataclass
class OldWorkbook:
    """What the sheets of an .xls share. `biff` is 5 or 8."""

    stream: bytes
    biff: int
    codec: str = "cp1252"
    counts_from_1904: bool = False
    sheets: list[OldSheet] = field(default_factory=list)
    texts: list[SharedText] = field(default_factory=list)
    fonts_struck: list[bool] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    # Number of its font and of its number format, for each cell format
    styles: list[tuple[int, int]] = field(default_factory=list)

    def is_struck_font(self, number: int) -> bool:
        place = number - 1 if number > _FONT_NOT_STORED else number
        return 0 <= place < len(self.fonts_struck) and self.fonts_struck[place]

    def text(self, record: bytes, place: int) -> Text:
        """A text whose length takes two bytes, as cells hold it."""
        return wide_text(record, place) if self.biff == 8 else byte_text(record, place, 2, self.codec)

    def records(self, sheet: OldSheet) -> Iterator[Record]:
        """The sheet's records. Raises `Broken` when its end is missing: rows may be."""
        depth = 0
        for kind, record in _records(self.stream, sheet.place):
            if kind == BOF:
                depth += 1
            elif kind == EOF:
                depth -= 1
                if depth == 0:
                    return
            elif depth == 1:
                yield kind, record
        raise Broken("corrupt", "corrupt_cell", sheet.name)


def is_biff5(content: bytes) -> bool:
    """Whether it is an .xls of Excel 5 or 95. Raises `Broken` for an OLE container that holds no workbook."""
    return _stream(content)[1] == 5


def _stream(content: bytes) -> tuple[bytes, int]:
    """The records and which BIFF they are."""
    streams = ole_streams(content)
    stream = streams.get("workbook") or streams.get("book")
    if not stream:
        raise Broken("not_a_spreadsheet", "not_a_spreadsheet", "OLE")
    kind, record = next(_records(stream, 0), (0, b""))
    version = int.from_bytes(record[:2], "little") if kind == BOF else 0
    if version not in _VERSIONS:
        raise Broken("corrupt", "corrupt", "BOF")
    return stream, _VERSIONS[version]


def open_old_workbook(content: bytes) -> OldWorkbook:
    """What an .xls says before its sheets. Raises `Broken`, also for one with a password or older than Excel 5."""
    stream, biff = _stream(content)
    workbook = OldWorkbook(stream, biff)
    names: list[tuple[int, int, int, bytes]] = []
    shared: list[bytes] = []
    try:
        _read_globals(workbook, names, shared)
    except (struct.error, IndexError) as error:
        raise Broken("corrupt", "corrupt", "") from error
    for place, visibility, kind, raw in names:
        # The code page may stand below the names.
        name = wide_text(raw, 0, 1) if workbook.biff == 8 else byte_text(raw, 0, 1, workbook.codec)
        workbook.sheets.append(OldSheet(name.text, visibility != 0, kind == _WORKSHEET, place))
    if shared:
        workbook.texts = read_shared_texts(shared)
    return workbook


def _read_globals(workbook: OldWorkbook, names: list[tuple[int, int, int, bytes]], shared: list[bytes]) -> None:
    last = 0
    formats: list[tuple[int, bytes]] = []
    depth = 0
    for kind, record in _records(workbook.stream, 0):
        depth += (kind == BOF) - (kind == EOF)
        if depth == 0:
            break
        if kind == _FILEPASS:
            raise Broken("password_protected", "password_protected", "")
        if kind == CONTINUE and last == _SST:
            shared.append(record)
            continue
        last = kind
        if kind == _CODEPAGE:
            workbook.codec = codec_of(struct.unpack_from("<H", record)[0])
        elif kind == _DATEMODE:
            workbook.counts_from_1904 = struct.unpack_from("<H", record)[0] == 1
        elif kind == _FONT:
            workbook.fonts_struck.append(bool(struct.unpack_from("<H", record, 2)[0] & _STRIKEOUT))
        elif kind == _FORMAT:
            formats.append((struct.unpack_from("<H", record)[0], record))
        elif kind == _XF:
            workbook.styles.append(struct.unpack_from("<HH", record))
        elif kind == _BOUNDSHEET:
            place, visibility, sheet_kind = struct.unpack_from("<IBB", record)
            names.append((place, visibility & 3, sheet_kind, record[6:]))
        elif kind == _SST:
            shared.append(record)
    else:
        raise Broken("corrupt", "corrupt", "EOF")
    for number, record in formats:
        code = wide_text(record, 2) if workbook.biff == 8 else byte_text(record, 2, 1, workbook.codec)
        workbook.formats[number] = code.text


def _records(stream: bytes, place: int) -> Iterator[Record]:
    end = len(stream)
    while place + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, place)
        place += 4
        if place + length > end:
            raise Broken("corrupt", "corrupt", "")
        yield kind, stream[place : place + length]
        place += length
