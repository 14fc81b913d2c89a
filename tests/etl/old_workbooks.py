"""Writes .xls (BIFF8 of Excel 97, BIFF5 of Excel 5/95) and .xlsb, which no library of today writes, as Excel does."""

import struct
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
# Cell formats of every workbook made here: General, 0%, day, struck through, a percent of one's own
GENERAL, PERCENT, DAY, STRUCK, OWN_PERCENT, QUOTED_PERCENT = range(6)
FORMATS = (0, 9, 14, 0, 164, 165)
OWN_FORMATS = {164: "0.0%;[Red]-0.0%", 165: '0"%"'}


@dataclass(frozen=True)
class Error:
    """A cell that holds an error, such as `#N/A`."""

    text: str


@dataclass(frozen=True)
class Formula:
    """A formula with its stored result; `None` is the empty result, as writers that never calculate leave it."""

    result: float | str | bool | Error | None
    flags: int = 0
    tokens: bytes = b"\x1e\x01\x00"  # =1


@dataclass(frozen=True)
class Styled:
    """A value in one of the formats above."""

    value: object
    style: int


Cells = Sequence[Sequence[object]]


def record(kind: int, content: bytes) -> bytes:
    """One BIFF record."""
    return struct.pack("<HH", kind, len(content)) + content


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE container; streams under 4096 bytes lie in the short-stream container, as Excel puts them."""
    chains: list[bytes] = []
    short = b""
    short_fat: list[int] = []
    places: dict[str, int] = {}

    def chain(content: bytes, table: list[int], size: int) -> int:
        start, count = len(table), -(-len(content) // size)
        table += [*range(start + 1, start + count), END] if count else []
        return start if count else END

    fat: list[int] = []
    for name, content in streams.items():
        if len(content) < 4096:
            places[name] = chain(content, short_fat, 64)
            short += content.ljust(-(-len(content) // 64) * 64, b"\x00")
        else:
            places[name] = chain(content, fat, 512)
            chains.append(content)
    root = chain(short, fat, 512)
    chains.append(short)
    table = struct.pack(f"<{len(short_fat)}I", *short_fat)
    table = table.ljust(-(-len(table) // 512) * 512, b"\xff")
    short_start = chain(table, fat, 512)
    chains.append(table)

    def entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
        raw = (name.encode("utf-16-le") + b"\x00\x00") if name else b""
        head = raw.ljust(64, b"\x00") + struct.pack("<HBBIII", len(raw), kind, 1, FREE, right, child)
        return head + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, FREE, root, len(short))
    for number, (name, content) in enumerate(streams.items(), 1):
        directory += entry(name, 2, FREE, number + 1 if number < len(streams) else FREE, places[name], len(content))
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\x00")
    directory_start = chain(directory, fat, 512)
    chains.append(directory)
    count = 1
    while count * 128 < len(fat) + count:
        count += 1
    first = len(fat)
    fat += [FAT] * count
    body = b"".join(content.ljust(-(-len(content) // 512) * 512, b"\x00") for content in chains)
    body += struct.pack(f"<{count * 128}I", *fat, *[FREE] * (count * 128 - len(fat)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, count, directory_start, 0, 4096, short_start, len(table) // 512, END, 0)
    return header + struct.pack("<109I", *range(first, first + count), *[FREE] * (109 - count)) + body


def _biff8_text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def xls(sheets: dict[str, Cells], *, biff: int = 8, codepage: int = 936, shared: bool = True) -> bytes:
    """An .xls; `codepage` is that of BIFF5's texts. BIFF8's texts are shared ones, unless not `shared`."""
    return ole({"Workbook" if biff == 8 else "Book": stream(sheets, biff=biff, codepage=codepage, shared=shared)})


def stream(
    sheets: dict[str, Cells],
    *,
    biff: int = 8,
    codepage: int = 936,
    shared: bool = True,
    between: bytes = b"",
    extra: bytes = b"",
    items: bytes = b"",
) -> bytes:
    """The stream of records.

    Those of `between` stand before the sheets' names, those of `extra` behind the cells of every sheet; `items` are
    shared texts instead of those of the cells.
    """
    codec = {936: "gbk", 950: "cp950", 1252: "cp1252"}[codepage]
    texts: list[str] = []
    bodies = [_sheet(rows, biff, codec, texts if shared else None, extra) for rows in sheets.values()]
    is_new = biff == 8
    head = _begin(0x0005, biff) + record(0x42, struct.pack("<H", 1200 if is_new else codepage)) + between
    for strike in (0, 8, 0, 0):
        font = struct.pack("<HHHHHBBBB", 200, strike, 0x7FFF, 400, 0, 0, 0, 134, 0)
        head += record(0x31, font + (b"\x05\x01" + "Arial".encode("utf-16-le") if is_new else b"\x05Arial"))
    for number, code in OWN_FORMATS.items():
        own = struct.pack("<H", number)
        head += record(0x41E, own + (_biff8_text(code) if is_new else bytes([len(code)]) + code.encode()))
    for style, code_number in enumerate(FORMATS):
        font_number = 1 if style == STRUCK else 0
        head += record(0xE0, struct.pack("<HHH", font_number, code_number, 0) + bytes(14 if is_new else 10))
    names = [
        b"\x00\x00" + bytes([len(name), 1]) + name.encode("utf-16-le")
        if is_new
        else b"\x00\x00" + bytes([len(name.encode(codec))]) + name.encode(codec)
        for name in sheets
    ]
    tail = b""
    if is_new and shared:
        tail = record(0xFC, items) if items else _shared_texts(texts)
    tail += record(0x0A, b"")
    place = len(head) + sum(8 + len(name) for name in names) + len(tail)
    for name, body in zip(names, bodies, strict=True):
        head += record(0x85, struct.pack("<I", place) + name)
        place += len(body)
    return head + tail + b"".join(bodies)


def _shared_texts(texts: list[str], room: int = 8000) -> bytes:
    """The shared texts over as many records as they need; one that goes on says again how wide its characters are."""
    out, kind, part = b"", 0xFC, struct.pack("<II", len(texts), len(texts))
    for text in texts:
        if len(part) + 3 > room:
            out, kind, part = out + record(kind, part), 0x3C, b""
        wide = not text.isascii()
        raw = text.encode("utf-16-le" if wide else "ascii")
        part += struct.pack("<HB", len(text), wide)
        while len(part) + len(raw) > room:
            cut = room - len(part)
            cut -= cut % 2 if wide else 0
            out, kind, part, raw = out + record(kind, part + raw[:cut]), 0x3C, bytes([wide]), raw[cut:]
        part += raw
    return out + record(kind, part)


def _begin(kind: int, biff: int) -> bytes:
    content = struct.pack("<HHHH", 0x0600 if biff == 8 else 0x0500, kind, 0x0DBB, 0x07CC)
    return record(0x809, content + (struct.pack("<II", 0, 6) if biff == 8 else b""))


def _sheet(rows: Cells, biff: int, codec: str, texts: list[str] | None, extra: bytes) -> bytes:
    widest = max((len(row) for row in rows), default=0)
    size = struct.pack("<IIHHH" if biff == 8 else "<HHHHH", 0, len(rows), 0, widest, 0)
    cells = b"".join(_biff_cells(number, row, biff, codec, texts) for number, row in enumerate(rows))
    return _begin(0x0010, biff) + record(0x200, size) + cells + extra + record(0x0A, b"")


def _biff_cells(row: int, cells: Sequence[object], biff: int, codec: str, texts: list[str] | None) -> bytes:
    out = b""
    for column, cell in enumerate(cells):
        style = cell.style if isinstance(cell, Styled) else GENERAL
        value = cell.value if isinstance(cell, Styled) else cell
        out += _biff_cell(struct.pack("<HHH", row, column, style), value, biff, codec, texts)
    return out


def _biff_cell(place: bytes, value: object, biff: int, codec: str, texts: list[str] | None) -> bytes:
    if value is None:
        return b""
    if isinstance(value, bool):
        return record(0x205, place + bytes([value, 0]))
    if isinstance(value, Error):
        return record(0x205, place + bytes([ERRORS[value.text], 1]))
    if isinstance(value, int | float):
        return record(0x203, place + struct.pack("<d", value))
    if isinstance(value, Formula):
        return _biff_formula(place, value, biff, codec)
    text = str(value)
    if biff == 8 and texts is not None:
        texts.append(text)
        return record(0xFD, place + struct.pack("<I", len(texts) - 1))
    if biff == 8:
        return record(0x204, place + _biff8_text(text))
    raw = text.encode(codec)
    return record(0x204, place + struct.pack("<H", len(raw)) + raw)


def _biff_formula(place: bytes, formula: Formula, biff: int, codec: str) -> bytes:
    result, after = formula.result, b""
    if result is None:
        stored = struct.pack("<B5xH", 3, 0xFFFF)
    elif isinstance(result, Error):
        stored = struct.pack("<BxB3xH", 2, ERRORS[result.text], 0xFFFF)
    elif isinstance(result, bool):
        stored = struct.pack("<BxB3xH", 1, result, 0xFFFF)
    elif isinstance(result, str):
        stored = struct.pack("<B5xH", 0, 0xFFFF)
        raw = result.encode(codec)
        after = record(0x207, _biff8_text(result) if biff == 8 else struct.pack("<H", len(raw)) + raw)
    else:
        stored = struct.pack("<d", result)
    tokens = struct.pack("<H", len(formula.tokens)) + formula.tokens
    return record(0x06, place + stored + struct.pack("<HI", formula.flags, 0) + tokens) + after


def binary(kind: int, content: bytes = b"") -> bytes:
    """One record of an .xlsb: kind and length in groups of seven bits."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(content), b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(sheets: dict[str, Cells], *, texts: Iterable[str] | None = None) -> bytes:
    """An .xlsb; texts are shared ones, those of `texts` instead of what the cells say where given."""
    found: list[str] = []
    bodies = [_binary_sheet(rows, found) for rows in sheets.values()]
    out = BytesIO()
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{main}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(bodies) + 1)
    )
    links += f'<Relationship Id="rIdT" Type="{main}/sharedStrings" Target="sharedStrings.bin"/>'
    links += f'<Relationship Id="rIdY" Type="{main}/styles" Target="styles.bin"/>'
    book = binary(131) + binary(143)
    for number, name in enumerate(sheets, 1):
        book += binary(156, struct.pack("<II", 0, number) + _wide(f"rId{number}") + _wide(name))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"/>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="{main}/officeDocument" '
            'Target="xl/workbook.bin"/></Relationships>',
        )
        archive.writestr("xl/workbook.bin", book + binary(144) + binary(132))
        archive.writestr(
            "xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{package}/relationships">{links}</Relationships>'
        )
        listed = list(texts) if texts is not None else found
        items = b"".join(binary(19, b"\x00" + _wide(text)) for text in listed)
        archive.writestr(
            "xl/sharedStrings.bin", binary(159, struct.pack("<II", len(found), len(listed))) + items + binary(160)
        )
        archive.writestr("xl/styles.bin", _binary_styles())
        for number, body in enumerate(bodies, 1):
            archive.writestr(f"xl/worksheets/sheet{number}.bin", body)
    return out.getvalue()


def _binary_styles() -> bytes:
    out = binary(278) + binary(615, struct.pack("<I", len(OWN_FORMATS)))
    out += b"".join(binary(44, struct.pack("<H", number) + _wide(code)) for number, code in OWN_FORMATS.items())
    out += binary(616) + binary(611, struct.pack("<I", 2))
    for strike in (0, 8):
        out += binary(
            43, struct.pack("<HHHHBBBx", 220, strike, 400, 0, 0, 0, 134) + bytes(8) + b"\x00" + _wide("Arial")
        )
    out += binary(612) + binary(626, struct.pack("<I", 1)) + binary(47, struct.pack("<HHH", 0xFFFF, 9, 1) + bytes(10))
    out += binary(627) + binary(617, struct.pack("<I", len(FORMATS)))
    for style, number in enumerate(FORMATS):
        out += binary(47, struct.pack("<HHH", 0, number, 1 if style == STRUCK else 0) + bytes(10))
    return out + binary(618) + binary(279)


def _binary_sheet(rows: Cells, texts: list[str]) -> bytes:
    widest = max((len(row) for row in rows), default=1)
    out = binary(129) + binary(148, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, max(widest - 1, 0)))
    out += binary(145)
    for number, row in enumerate(rows):
        out += binary(0, struct.pack("<II", number, 0) + bytes(9))
        for column, cell in enumerate(row):
            style = cell.style if isinstance(cell, Styled) else GENERAL
            value = cell.value if isinstance(cell, Styled) else cell
            out += _binary_cell(struct.pack("<II", column, style), value, texts)
    return out + binary(146) + binary(130)


def _binary_cell(place: bytes, value: object, texts: list[str]) -> bytes:
    formula = b"\x00\x00" + struct.pack("<I", 3) + b"\x1e\x01\x00" + struct.pack("<I", 0)
    if value is None:
        return b""
    if isinstance(value, Formula):
        inner = value.result
        if isinstance(inner, Error):
            return binary(11, place + bytes([ERRORS[inner.text]]) + formula)
        if isinstance(inner, bool):
            return binary(10, place + bytes([inner]) + formula)
        if isinstance(inner, int | float):
            return binary(9, place + struct.pack("<d", inner) + formula)
        return binary(8, place + _wide(inner or "") + formula)
    if isinstance(value, Error):
        return binary(3, place + bytes([ERRORS[value.text]]))
    if isinstance(value, bool):
        return binary(4, place + bytes([value]))
    if isinstance(value, int | float):
        return binary(5, place + struct.pack("<d", value))
    texts.append(str(value))
    return binary(7, place + struct.pack("<I", len(texts) - 1))
