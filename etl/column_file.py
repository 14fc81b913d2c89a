"""Columns of text as a Parquet file, each distinct value once: what any engine reads many rows from fastest.

Written without a library, as importing one costs more than writing. The format is https://parquet.apache.org/docs:
per column a page of distinct values and pages with a number for each row, uncompressed; the metadata are Thrift's
compact protocol. Numbers are 32 bits wide, so that an array of them is a page.
"""

import sys
from array import array
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Self, TypeAlias

# Names of the format
_BYTE_ARRAY, _UTF8, _REQUIRED = 6, 0, 0
_PLAIN, _RLE, _RLE_DICTIONARY = 0, 3, 8
_DATA_PAGE, _DICTIONARY_PAGE = 0, 2
_UNCOMPRESSED = 0
_MAGIC = b"PAR1"
# Numbers are packed in groups of so many, each of so many bits.
_GROUP, _WIDTH = 8, 32
# A reader has one page of each column in memory.
PAGE_ROWS = 1 << 15


class ColumnFile:
    """A file in the making; to be used in a `with`, columns of one length added one by one."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._file.write(_MAGIC)
        self._columns: dict[str, _Struct] = {}
        self._rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._file:
            if kind is None:
                self._end()

    def add(self, name: str, values: Sequence[bytes], codes: "array[int]") -> None:
        """Writes a column: its distinct values in UTF-8, and which of them stands in each row, as 32-bit numbers."""
        self._rows = len(codes)
        start = self._file.tell()
        lengths = list(map(len, values))
        written = {length: length.to_bytes(4, "little") for length in set(lengths)}
        distinct = b"".join(chain.from_iterable(zip(map(written.__getitem__, lengths), values, strict=True)))
        self._page(_DICTIONARY_PAGE, len(distinct), {7: _struct({1: len(values), 2: _PLAIN})})
        self._file.write(distinct)
        data = self._file.tell()
        for first in range(0, len(codes), PAGE_ROWS):
            self._add_rows(codes[first : first + PAGE_ROWS])
        size = _Long(self._file.tell() - start)
        known: dict[int, _Value] = {1: _BYTE_ARRAY, 2: [_PLAIN, _RLE_DICTIONARY], 3: [name.encode()], 4: _UNCOMPRESSED}
        about = _struct({**known, 5: _Long(len(codes)), 6: size, 7: size, 9: _Long(data), 11: _Long(start)})
        self._columns[name] = _struct({2: _Long(start), 3: about})

    def _add_rows(self, codes: "array[int]") -> None:
        about = {5: _struct({1: len(codes), 2: _RLE_DICTIONARY, 3: _RLE, 4: _RLE})}
        groups = -(-len(codes) // _GROUP)
        codes.extend([0] * (groups * _GROUP - len(codes)))
        if sys.byteorder == "big":
            codes.byteswap()
        before = bytes([_WIDTH]) + _varint(groups << 1 | 1)
        self._page(_DATA_PAGE, len(before) + len(codes) * codes.itemsize, about)
        self._file.write(before)
        self._file.write(codes)

    def _page(self, kind: int, size: int, about: Mapping[int, "_Struct"]) -> None:
        self._file.write(_struct({1: kind, 2: size, 3: size, **about}))

    def _end(self) -> None:
        size = self._file.tell() - len(_MAGIC)
        root = _struct({4: b"rows", 5: len(self._columns)})
        described = [_struct({1: _BYTE_ARRAY, 3: _REQUIRED, 4: name.encode(), 6: _UTF8}) for name in self._columns]
        group = _struct({1: list(self._columns.values()), 2: _Long(size), 3: _Long(self._rows)})
        end = _struct({1: 1, 2: [root, *described], 3: _Long(self._rows), 4: [group]})
        self._file.write(end + len(end).to_bytes(4, "little") + _MAGIC)


class _Long(int):
    """A number of Thrift's type i64; others are i32."""


class _Struct(bytes):
    """A structure as Thrift writes it."""


_Value: TypeAlias = int | bytes | _Long | _Struct | Sequence["_Value"]


def _struct(fields: Mapping[int, "_Value"]) -> _Struct:
    """Fields by their numbers, ascending."""
    parts, before = [], 0
    for number, value in fields.items():
        parts += [bytes([number - before << 4 | _type(value)]), _written(value)]
        before = number
    return _Struct(b"".join([*parts, b"\0"]))


def _type(value: "_Value") -> int:
    match value:
        case _Struct():
            return 12
        case bytes():
            return 8
        case _Long():
            return 6
        case int():
            return 5
        case _:
            return 9


def _written(value: "_Value") -> bytes:
    match value:
        case _Struct():
            return value
        case bytes():
            return _varint(len(value)) + value
        case int():
            return _varint(value << 1)  # zigzag; none of ours is negative
        case _:
            kind, short = _type(value[0]) if value else 0, len(value) < 15
            head = bytes([len(value) << 4 | kind]) if short else bytes([0xF0 | kind]) + _varint(len(value))
            return head + b"".join(map(_written, value))


def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    parts = bytearray()
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])
