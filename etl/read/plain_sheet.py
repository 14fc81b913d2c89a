"""A sheet of an xlsx as its program usually writes it → the codes of its cells, by column, in one pass over its XML.

One pattern takes whole rows; it leaves the start of anything that it does not know, and then the sheet is not plain.
So every row and every cell of the sheet is accounted for.
"""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import IO

from etl.limits import LIMITS
from etl.read.distinct import CODE
from etl.read.plain_cells import CellCodes
from etl.read.plain_parts import NotPlain, end_of, has_end, head_of, parts_of
from etl.read.sheet import column_letters

# A pattern of more columns takes its time.
MOST_COLUMNS = 256
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})\d')
# What may stand behind the address of a cell; what it means is looked at once for each distinct one.
# The usual way first, a value alone: it is by far the most frequent, and what fails costs time.
_CONTENT = (
    rb"[^<]*+<v>[^<]*+</v></c>"
    rb"|[^<]*+(?:</c>|<is><t[^<]*+</t></is></c>|<f[^<]*+(?:</f>)?+<v>[^<]*+</v></c>)?+"
)


@dataclass(frozen=True)
class PlainSheet:
    """Columns of codes from A1 on, as long as the last row and as many as the last column that holds something;
    `head` and `tail` are the XML before the first row and behind the last."""

    columns: list["array[int]"]
    head: bytes
    tail: bytes


@dataclass(frozen=True)
class Rows:
    """How many rows were read, and about how many there are."""

    read: int
    about: int


def read_plain_sheet(file: IO[bytes], size: int, cells: CellCodes) -> Iterator[Rows | PlainSheet]:
    """How far it has come, again and again, and at the end the sheet. Raises `NotPlain`; `size` is the part's bytes."""
    sheet = _Columns(cells)
    head = tail = b""
    done = 0
    for part in parts_of(file):
        done += len(part)
        if not head:
            head, part = head_of(part)
        if has_end(part):
            part, tail = end_of(part)
        sheet.add(part)
        yield Rows(sheet.height, sheet.height if tail else sheet.height * size // max(done, 1))
    if not tail:
        raise NotPlain
    yield PlainSheet(sheet.result(), head, tail)


class _Columns:
    """Takes in rows, part by part."""

    def __init__(self, cells: CellCodes) -> None:
        self.height = 0
        self._cells = cells
        self._columns: list[array[int]] = []

    def add(self, part: bytes) -> None:
        """Raises `NotPlain` for anything but rows one below the other."""
        found = list(zip(*_rows(len(self._columns)).findall(part), strict=True))
        if found and any(found[-1]):
            self._widen(part)
            found = list(zip(*_rows(len(self._columns)).findall(part), strict=True))
        if not found:
            return
        numbers, *columns, strays = found
        if any(strays):
            raise NotPlain
        rows = list(map(int, numbers))
        first, last = self.height + 1, rows[-1]
        if last * len(self._columns) > LIMITS.cells:
            raise NotPlain
        is_gapless = rows == list(range(first, last + 1))
        if not is_gapless and (rows[0] < first or any(one >= two for one, two in pairwise(rows))):
            raise NotPlain
        for codes, cells in zip(self._columns, columns, strict=True):
            if is_gapless:
                codes += self._cells.of_column(cells)
            else:
                placed = dict(zip(rows, cells, strict=True))
                codes += self._cells.of_column([placed.get(row, b"") for row in range(first, last + 1)])
        self.height = last

    def _widen(self, part: bytes) -> None:
        width = max((_index(letters) + 1 for letters in set(_COLUMN.findall(part))), default=0)
        if width > MOST_COLUMNS:
            raise NotPlain
        for _ in range(width - len(self._columns)):
            self._columns.append(array(CODE, [self._cells.blank]) * self.height)

    def result(self) -> list["array[int]"]:
        """The columns without blank rows and columns behind the last that hold something."""
        blank, columns, height = self._cells.blank, self._columns, self.height
        while columns and columns[-1].count(blank) == height:
            columns.pop()
        bottom = height
        while bottom and all(column[bottom - 1] == blank for column in columns):
            bottom -= 1
        for column in columns if bottom < height else ():
            del column[bottom:]
        return columns


@cache
def _rows(width: int) -> re.Pattern[bytes]:
    """A pattern of a row with any of so many columns, each cell in a group; the last group is the start of all else.

    The row's number stands in each address again.
    """
    cells = b"".join(rb'(?:<c r="%s\1"(%s))?+' % (column_letters(n).encode(), _CONTENT) for n in range(width))
    return re.compile(rb'<row r="([1-9]\d{0,6})"[^<>]*+(?:(?<=/)>|>%s</row>)|(<)' % cells)


def _index(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
