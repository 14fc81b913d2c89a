"""Files that want to end, fill or fool whoever reads them: each kind as often as asked for, never the same twice."""

import io
import random
import struct
import zipfile
from collections.abc import Callable

from openpyxl import Workbook

from tests.etl.corpus.other_formats import compound
from tests.etl.old_workbooks import ole, xls

ROWS = [["日期", "方向", "机构", "人数", "事由"], ["2024-05-07", "赴港", "HKPC", 3, "座谈"]]
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
Edit = Callable[[bytes], bytes]


def workbook(number: int, **edits: Edit) -> bytes:
    """A small real xlsx, with parts changed: `sheet`, `texts`."""
    book = Workbook()
    for row in [*ROWS, ["2024-05-08", "来访", "HKTDC", number, f"第{number}次"]]:
        book.active.append(row)
    out, packed = io.BytesIO(), io.BytesIO()
    book.save(out)
    parts = {SHEET: edits.get("sheet"), TEXTS: edits.get("texts")}
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            edit = parts.get(name)
            new.writestr(name, edit(old.read(name)) if edit else old.read(name))
    return packed.getvalue()


def far_cell(number: int) -> bytes:
    """A stray cell in the last row and column: readers ask for the memory of seventeen thousand million cells."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return workbook(number, sheet=lambda xml: xml.replace(b"</sheetData>", far))


def many_texts(number: int) -> bytes:
    """A table of shared texts that says it has four thousand million."""
    return workbook(number, texts=lambda xml: xml.replace(b"uniqueCount=", b'uniqueCount="4294967295" was=', 1))


def looped_chain(number: int) -> bytes:
    """An .xls whose table of sectors leads in a circle."""
    content = bytearray(xls({"台账": [["日期", "人数"], ["2024-05-08", float(number)]]}))
    table = struct.unpack_from("<I", content, 76)[0] * 512 + 512
    for place in range(8):
        struct.pack_into("<I", content, table + 4 * place, 0)
    return bytes(content)


def entities(number: int) -> bytes:
    """The billion laughs: entities made of entities made of entities."""
    lines = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    laughs = f'<!DOCTYPE x [<!ENTITY a0 "ha{number}">{lines}]><worksheet'.encode()
    return workbook(number, sheet=lambda xml: xml.replace(b"<worksheet", laughs, 1))


def outside_entity(number: int) -> bytes:
    """An entity that stands for a file of the server's."""
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet'
    return workbook(number, sheet=lambda xml: xml.replace(b"<worksheet", outside, 1))


def bomb(number: int) -> bytes:
    """Sixty megabytes in a part whose entry in the directory says a thousand bytes."""
    content = bytearray(
        workbook(number, sheet=lambda xml: xml.replace(b"</worksheet>", b" " * 60_000_000 + b"</worksheet>"))
    )
    place = content.rindex(SHEET.encode()) - 46
    struct.pack_into("<I", content, place + 24, 1000)
    return bytes(content)


def great_bomb(number: int) -> bytes:
    """A part whose entry in the directory says two thousand million bytes."""
    content = bytearray(workbook(number))
    struct.pack_into("<I", content, content.rindex(b"PK\x01\x02") + 24, 2_000_000_000)
    return bytes(content)


def many_members(number: int) -> bytes:
    """A workbook of six thousand parts."""
    out = io.BytesIO(workbook(number))
    with zipfile.ZipFile(out, "a") as archive:
        for part in range(6000):
            archive.writestr(f"xl/media/{part}", b"")
    return out.getvalue()


def overlapping(number: int) -> bytes:
    """A thousand entries of the directory that all mean the same bytes."""
    content = workbook(number)
    end = content.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", content, end + 16)[0]
    directory, count = content[start:end], struct.unpack_from("<H", content, end + 10)[0]
    tail = bytearray(content[end:])
    struct.pack_into("<HHI", tail, 8, count * 100, count * 100, len(directory) * 100)
    return content[:start] + directory * 100 + bytes(tail)


def nested(number: int) -> bytes:
    """A hundred thousand elements inside each other."""
    deep = b"<a>" * 100_000 + b"</a>" * 100_000 + b"</sheetData>"
    return workbook(number, sheet=lambda xml: xml.replace(b"</sheetData>", deep))


def cut_off(number: int) -> bytes:
    """An upload that stopped after two thirds."""
    content = workbook(number)
    return content[: len(content) * 2 // 3]


def encrypted(number: int) -> bytes:
    """A workbook with a password."""
    package = random.Random(number).randbytes(8192)
    return compound({"EncryptionInfo": b"\x04\x00\x04\x00@\x00\x00\x00<encryption/>", "EncryptedPackage": package})


def picture(number: int) -> bytes:
    """A picture under the name of a workbook."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + random.Random(number).randbytes(2000)


def noise(number: int) -> bytes:
    """Bytes by chance."""
    return random.Random(number).randbytes(3000)


def noisy_archive(number: int) -> bytes:
    """Bytes by chance behind the beginning of an archive."""
    return b"PK\x03\x04" + random.Random(number).randbytes(3000)


def noisy_compound(number: int) -> bytes:
    """Bytes by chance behind the beginning of an .xls."""
    return ole({"Workbook": b"\x09\x08\x10\x00" + random.Random(number).randbytes(5000)})


def open_quote(number: int) -> bytes:
    """A quotation mark that would swallow the rest of the file."""
    return f'日期,方向,机构,人数\n2024-05-07,赴港,"HKPC,{number}\n2024-05-08,来访,HKTDC,4\n'.encode()


def long_cell(number: int) -> bytes:
    """One cell of a million characters."""
    return f"日期,方向,机构,人数\n2024-05-07,赴港,{'长' * 1_000_000},{number}\n".encode()


def scripts(number: int) -> bytes:
    """A web page with scripts, frames and tables in tables in tables."""
    inner = "<table><tr><td>" * 500 + f"<script>alert({number})</script><iframe src='file:///etc/passwd'></iframe>"
    return f"<html><body>{inner}</body></html>".encode()


KINDS: dict[str, Callable[[int], bytes]] = {
    kind.__name__: kind
    for kind in (
        *(far_cell, many_texts, looped_chain, entities, outside_entity, bomb, great_bomb, many_members, overlapping),
        *(nested, cut_off, encrypted, picture, noise, noisy_archive, noisy_compound, open_quote, long_cell, scripts),
    )
}
# Names that want to be a path, a page, a formula, or something else than they seem; each is a label and no more.
NAMES = [
    "../../../etc/cron.d/x.xlsx",
    "/tmp/x.xlsx",
    "..\\..\\x.xlsx",
    "<img src=x onerror=alert(1)>.xlsx",
    "=cmd|' /C calc'!A0.xlsx",
    "gnp.\u202excod.xlsx",
    "$\\rule{9999em}{9999em}$ :material:x: # [a](http://evil.example).xlsx",
    "a\u200b\u200b.exe",
    "con.xlsx",
    "长" * 80 + ".xlsx",
]
