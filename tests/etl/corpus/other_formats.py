"""Small hand-made ods, xls and xlsb workbooks of one sheet, for what no library here writes."""

import struct
from datetime import date, timedelta
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils import range_boundaries

from tests.etl.corpus.making import Page, archive


def _areas(one: Page) -> list[tuple[int, int, int, int]]:
    """The merged areas as (top, left, bottom, right), counted from 0."""
    bounds = (range_boundaries(area) for area in one.merged.split())
    return [(top - 1, left - 1, bottom - 1, right - 1) for left, top, right, bottom in bounds]


def _looks(one: Page, row: int, value: Any) -> int:
    """0 plain, 1 a date, 2 struck through, 3 both; `row` is counted from 0."""
    return isinstance(value, date) + 2 * (row + 1 in set(one.struck))


def ods(one: Page, name: str = "台账") -> bytes:
    """A small OpenDocument spreadsheet; each row and cell is written out."""

    width, areas = max(map(len, one.rows)), _areas(one)

    def cell(row: int, column: int) -> str:
        value = one.rows[row][column] if column < len(one.rows[row]) else None
        marks = ' table:style-name="struck"' if row + 1 in set(one.struck) else ""
        for top, left, bottom, right in areas:
            if (row, column) == (top, left):
                marks += f' table:number-rows-spanned="{bottom - top + 1}"'
                marks += f' table:number-columns-spanned="{right - left + 1}"'
            elif top <= row <= bottom and left <= column <= right:
                return "<table:covered-table-cell/>"
        kind, lines = 'office:value-type="string"', str(value).split("\n")
        if value is None:
            return f"<table:table-cell{marks}/>"
        if isinstance(value, date):
            kind, lines = f'office:value-type="date" office:date-value="{value}"', [f"{value:%Y/%m/%d}"]
        elif isinstance(value, int | float):
            kind = f'office:value-type="float" office:value="{value}"'
        inner = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
        return f"<table:table-cell{marks} {kind}>{inner}</table:table-cell>"

    rows = "".join(
        f"<table:table-row>{''.join(cell(row, column) for column in range(width))}</table:table-row>"
        for row in range(len(one.rows))
    )
    struck = (
        '<office:automatic-styles><style:style style:name="struck" style:family="table-cell"><style:text-properties'
        ' style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>'
        "</office:automatic-styles>"
    )
    spaces = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "style", "table", "text")
    )
    content = (
        f"<office:document-content{spaces}>{struck}<office:body><office:spreadsheet>"
        f'<table:table table:name="{name}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def serial(day: date) -> int:
    """Excel's number of a day, counted from 1900."""
    return (day - date(1899, 12, 30)) // timedelta(days=1)


def xls(one: Page, name: str = "台账") -> bytes:
    """A BIFF8 workbook of one sheet, texts as LABEL records, dates with Excel's format 14."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def wide(text: str, length: str) -> bytes:
        return struct.pack(f"<{length}B", len(text), 1) + text.encode("utf-16-le")

    def cell(row: int, column: int, value: Any) -> bytes:
        place = struct.pack("<HHH", row, column, _looks(one, row, value))
        if isinstance(value, date | int | float):
            return record(0x0203, place + struct.pack("<d", serial(value) if isinstance(value, date) else value))
        return record(0x0204, place + wide(value, "H"))

    # Two fonts, the second struck through, and each with General and with a date's format.
    looks = b"".join(
        record(0x0031, struct.pack("<HHHHHBBBB", 200, 8 * font, 0x7FFF, 400, 0, 0, 0, 0, 0) + wide("Arial", "B"))
        for font in (0, 1)
    )
    looks += b"".join(
        record(0x00E0, struct.pack("<HHHH12x", font, number, 0, 0)) for font in (0, 1) for number in (0, 14)
    )
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)) + record(
        0x0042, struct.pack("<H", 1200)
    )
    bound = wide(name, "B")
    place = len(start) + len(looks) + 4 + 6 + len(bound) + 4
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    width = max(map(len, one.rows))
    sheet += record(0x0200, struct.pack("<IIHHH", 0, len(one.rows), 0, width, 0))
    for row, cells in enumerate(one.rows):
        sheet += b"".join(cell(row, column, value) for column, value in enumerate(cells) if value is not None)
    if areas := _areas(one):
        merged = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in areas)
        sheet += record(0x00E5, struct.pack("<H", len(areas)) + merged)
    globals_ = start + looks + record(0x0085, struct.pack("<IBB", place, 0, 0) + bound) + record(0x000A, b"")
    return compound({"Workbook": globals_ + sheet + record(0x000A, b"")})


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file; each stream is filled up so that it needs no mini sectors."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    bodies: list[bytes] = []
    table: list[int] = []
    entries: list[bytes] = []

    def entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBIII16xI16xIQ", text if name else b"", len(text) if name else 0, kind, 1, free, right, child, 0,
            start, size,
        )  # fmt: skip

    for number, (name, body) in enumerate(streams.items(), 1):
        padded = body.ljust(max(4096, -(-len(body) // sector) * sector), b"\0")
        start, count = len(table), len(padded) // sector
        table += [*range(start + 1, start + count), end]
        bodies.append(padded)
        entries.append(entry(name, 2, free, number + 1 if number < len(streams) else free, start, len(padded)))
    directory = entry("Root Entry", 5, 1, free, end, 0) + b"".join(entries)
    directory = directory.ljust(-(-len(directory) // sector) * sector, b"\0")
    first = len(table)
    count = len(directory) // sector
    table += [*range(first + 1, first + count), end, 0xFFFFFFFD]
    assert len(table) <= sector // 4, "one sector of the allocation table is enough here"
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, first, 0, 4096,
        end, 0, end, 0,
    )  # fmt: skip
    header += struct.pack("<109I", len(table) - 1, *[free] * 108)
    fat = struct.pack(f"<{len(table)}I", *table).ljust(sector, b"\xff")
    return header + b"".join(bodies) + directory + fat


def xlsb(one: Page, name: str = "台账") -> bytes:
    """A binary workbook (BIFF12) of one sheet with its texts in the cells."""

    def record(kind: int, body: bytes = b"") -> bytes:
        number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size, left = b"", len(body)
        while True:
            size += bytes([left & 0x7F | (0x80 if left > 0x7F else 0)])
            left >>= 7
            if not left:
                return number + size + body

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def cell(row: int, column: int, value: Any) -> bytes:
        place = struct.pack("<II", column, _looks(one, row, value))
        if isinstance(value, date | int | float):
            return record(5, place + struct.pack("<d", serial(value) if isinstance(value, date) else value))
        return record(6, place + wide(value))

    # Two fonts, the second struck through, and each with General and with a date's format.
    fonts = [struct.pack("<HHHHBBBBQB", 200, 8 * font, 400, 0, 0, 0, 0, 0, 0, 0) + wide("Arial") for font in (0, 1)]
    looks = [struct.pack("<HHHHHBBI", 0, number, font, 0, 0, 0, 0, 0) for font in (0, 1) for number in (0, 14)]
    styles = record(278) + record(611, struct.pack("<I", 2)) + b"".join(record(43, font) for font in fonts)
    styles += record(612) + record(617, struct.pack("<I", 4)) + b"".join(record(47, look) for look in looks)
    styles += record(618) + record(279)
    area = struct.pack("<IIII", 0, len(one.rows) - 1, 0, max(map(len, one.rows)) - 1)
    sheet = record(129) + record(148, area) + record(145)
    for number, cells in enumerate(one.rows):
        sheet += record(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0))
        sheet += b"".join(cell(number, column, value) for column, value in enumerate(cells) if value is not None)
    sheet += record(146)
    if areas := _areas(one):
        merged = (record(176, struct.pack("<IIII", top, bottom, left, right)) for top, left, bottom, right in areas)
        sheet += record(177, struct.pack("<I", len(areas))) + b"".join(merged) + record(178)
    sheet += record(130)
    workbook = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide(name))
    workbook += record(144) + record(132)
    kind, office = "application/vnd.ms-excel", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"

    def links(**targets: tuple[str, str]) -> str:
        inner = "".join(
            f'<Relationship Id="{key}" Type="{office}/{kind}" Target="{target}"/>'
            for key, (kind, target) in targets.items()
        )
        return f'<Relationships xmlns="{package}/relationships">{inner}</Relationships>'

    types = "".join(
        f'<Override PartName="{part}" ContentType="{kind}.{what}"/>'
        for part, what in (
            ("/xl/workbook.bin", "sheet.binary.macroEnabled.main"),
            ("/xl/worksheets/sheet1.bin", "worksheet"),
            ("/xl/styles.bin", "styles"),
        )
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">{rels}{types}</Types>',
            "_rels/.rels": links(rId1=("officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": workbook,
            "xl/_rels/workbook.bin.rels": links(
                rId1=("worksheet", "worksheets/sheet1.bin"), rId2=("styles", "styles.bin")
            ),
            "xl/worksheets/sheet1.bin": sheet,
            "xl/styles.bin": styles,
        }
    )
