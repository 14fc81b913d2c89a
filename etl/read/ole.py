"""The streams of an OLE container, the file system inside an .xls; every chain is held against the file's size.

Layout: Microsoft, [MS-CFB] Compound File Binary File Format.
"""

import struct
from collections.abc import Iterator

from etl.read.hardened_xml import Broken

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA  # numbers above it mean end of chain, free, or a sector of the table itself
_HEADER = 512
_ENTRY = 128
_STREAM, _ROOT = 2, 5


def ole_streams(content: bytes) -> dict[str, bytes]:
    """Name in lower case → bytes of the streams on every level; the first of two with one name.

    Raises `Broken` when a chain leaves the file or comes back to where it was.
    """
    if len(content) < _HEADER or not content.startswith(SIGNATURE):
        raise _corrupt("OLE")
    shift, short_shift = struct.unpack_from("<HH", content, 30)
    tables, directory, _, cutoff, short_table, _, more_tables = struct.unpack_from("<IIIIIII", content, 44)
    if shift not in (9, 12) or short_shift != 6:
        raise _corrupt("OLE")
    sectors = _Sectors(content, 1 << shift)
    sectors.next = _table(b"".join(sectors.one(n) for n in _table_sectors(content, sectors, tables, more_tables)))
    entries = list(_entries(sectors.chain(directory)))
    short = _Sectors(b"", 64)
    root = next((start for _, kind, start, _ in entries if kind == _ROOT), None)
    streams: dict[str, bytes] = {}
    for name, kind, start, size in entries:
        if kind != _STREAM or name in streams:
            continue
        if size >= cutoff:
            streams[name] = sectors.chain(start)[:size]
        elif size:
            if not short.content and root is not None:
                short.content = sectors.chain(root)
                short.next = _table(sectors.chain(short_table))
            streams[name] = short.chain(start)[:size]
    return streams


class _Sectors:
    """Sectors of one size, numbered from the first after the header, and the table of which follows which."""

    def __init__(self, content: bytes, size: int) -> None:
        self.size = size
        self.content = content[size:]
        self.next: tuple[int, ...] = ()

    def one(self, number: int) -> bytes:
        start = number * self.size
        if start >= len(self.content):
            raise _corrupt("OLE")
        return self.content[start : start + self.size].ljust(self.size, b"\x00")  # the last one may be cut short

    def chain(self, number: int) -> bytes:
        """The sectors from `number` on, joined."""
        found: list[bytes] = []
        seen: set[int] = set()
        while number <= _LAST_SECTOR:
            if number in seen or number >= len(self.next):
                raise _corrupt("OLE")
            seen.add(number)
            found.append(self.one(number))
            number = self.next[number]
        return b"".join(found)


def _table(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw)


def _table_sectors(content: bytes, sectors: _Sectors, count: int, more: int) -> Iterator[int]:
    """The sectors that hold the table: 109 are named in the header, further ones in a chain of their own."""
    named = [n for n in struct.unpack_from("<109I", content, 76) if n <= _LAST_SECTOR]
    seen: set[int] = set()
    while more <= _LAST_SECTOR and len(named) < count:
        if more in seen:
            raise _corrupt("OLE")
        seen.add(more)
        *numbers, more = _table(sectors.one(more))
        named += [n for n in numbers if n <= _LAST_SECTOR]
    yield from named[:count]


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """(name, kind, first sector, size in bytes) of each entry."""
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, place + 64)
        start, size = struct.unpack_from("<II", directory, place + 116)
        name = directory[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        yield name.lower(), kind, start, size


def _corrupt(seen: str) -> Broken:
    return Broken("corrupt", "corrupt", seen)
