"""The cells of one sheet of an .xls, in the order in which they are stored."""

import struct
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from etl.read.biff import OldSheet, OldWorkbook
from etl.read.hardened_xml import Broken

_FORMULAS, _STRING = (0x06, 0x206, 0x406), 0x207
_BLANK, _NUMBER, _LABEL, _BOOLERR, _RK = 0x201, 0x203, 0x204, 0x205, 0x27E
_MULRK, _MULBLANK, _RSTRING, _LABELSST = 0xBD, 0xBE, 0xD6, 0xFD
_TEXT_RESULT, _BOOLEAN_RESULT, _ERROR_RESULT, _NO_RESULT = range(4)
_CALCULATE_ON_LOAD = 0x02
# A formula that has the text "" in it may well come to that.
_EMPTY_TEXT = b"\x17\x00"
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


class Kind(Enum):
    """What a cell holds. `UNCALCULATED` never had a result, `EMPTY_RESULT` had "" or none, which look the same."""

    BLANK, NUMBER, TEXT, BOOLEAN, ERROR, NO_SUCH_TEXT, EMPTY_RESULT, UNCALCULATED = range(8)


class Cell(NamedTuple):
    """Row and column are 0-based; `style` counts the cell formats; `fonts` are those of the parts of a text."""

    row: int
    column: int
    style: int
    kind: Kind
    value: float | str | bool | None = None
    fonts: tuple[tuple[int, int], ...] = ()
    is_result: bool = False


def read_cells(workbook: OldWorkbook, sheet: OldSheet) -> Iterator[Cell]:
    """Raises `Broken` when a record is shorter than its kind."""
    waiting: Cell | None = None  # a formula whose text stands in a later record
    try:
        for kind, record in workbook.records(sheet):
            if kind in _FORMULAS:
                if waiting:
                    yield waiting
                waiting = None
                cell = _formula(record)
                if cell.kind is Kind.TEXT:
                    waiting = cell
                else:
                    yield cell
            elif kind == _STRING and waiting:
                yield waiting._replace(value=workbook.text(record, 0).text)
                waiting = None
            else:
                yield from _plain(workbook, kind, record)
        if waiting:
            yield waiting
    except (struct.error, IndexError) as error:
        raise Broken("corrupt", "corrupt_cell", sheet.name) from error


def _plain(workbook: OldWorkbook, kind: int, record: bytes) -> Iterator[Cell]:
    if kind == _NUMBER:
        row, column, style, number = struct.unpack_from("<HHHd", record)
        yield Cell(row, column, style, Kind.NUMBER, number)
    elif kind == _RK:
        row, column, style, packed = struct.unpack_from("<HHHI", record)
        yield Cell(row, column, style, Kind.NUMBER, unpacked(packed))
    elif kind == _LABELSST:
        row, column, style, index = struct.unpack_from("<HHHI", record)
        if index < len(workbook.texts):
            yield Cell(row, column, style, Kind.TEXT, *workbook.texts[index])
        else:
            yield Cell(row, column, style, Kind.NO_SUCH_TEXT, f"SST[{index}]")
    elif kind in (_LABEL, _RSTRING):
        row, column, style = struct.unpack_from("<HHH", record)
        text, end = workbook.text(record, 6)
        fonts = _fonts(workbook, record, end) if kind == _RSTRING else ()
        yield Cell(row, column, style, Kind.TEXT, text, fonts)
    elif kind == _BOOLERR:
        row, column, style, code, is_error = struct.unpack_from("<HHHBB", record)
        value = ERRORS.get(code, f"#{code:02X}") if is_error else bool(code)
        yield Cell(row, column, style, Kind.ERROR if is_error else Kind.BOOLEAN, value)
    elif kind == _BLANK:
        row, column, style = struct.unpack_from("<HHH", record)
        yield Cell(row, column, style, Kind.BLANK)
    elif kind == _MULRK:
        row, first = struct.unpack_from("<HH", record)
        for number, (style, packed) in enumerate(struct.iter_unpack("<HI", record[4 : (len(record) - 6) // 6 * 6 + 4])):
            yield Cell(row, first + number, style, Kind.NUMBER, unpacked(packed))
    elif kind == _MULBLANK:
        row, first = struct.unpack_from("<HH", record)
        for number in range((len(record) - 6) // 2):
            yield Cell(row, first + number, 0, Kind.BLANK)


def _formula(record: bytes) -> Cell:
    row, column, style, stored, flags = struct.unpack_from("<HHH8sH", record)
    place = (row, column, style)
    if stored[6:] != b"\xff\xff":
        number = struct.unpack("<d", stored)[0]
        # Programs that do not calculate leave 0 and ask for it to be done when the workbook is opened.
        is_left = number == 0 and flags & _CALCULATE_ON_LOAD
        return Cell(*place, Kind.UNCALCULATED if is_left else Kind.NUMBER, number, is_result=True)
    if stored[0] == _TEXT_RESULT:
        return Cell(*place, Kind.TEXT, "", is_result=True)
    if stored[0] == _BOOLEAN_RESULT:
        return Cell(*place, Kind.BOOLEAN, bool(stored[2]), is_result=True)
    if stored[0] == _ERROR_RESULT:
        return Cell(*place, Kind.ERROR, ERRORS.get(stored[2], f"#{stored[2]:02X}"), is_result=True)
    if stored[0] == _NO_RESULT and _EMPTY_TEXT in record[22:]:
        return Cell(*place, Kind.BLANK, is_result=True)
    return Cell(*place, Kind.EMPTY_RESULT, is_result=True)


def _fonts(workbook: OldWorkbook, record: bytes, place: int) -> tuple[tuple[int, int], ...]:
    """The parts of a text in other fonts: from which character on, which font."""
    size = "<HH" if workbook.biff == 8 else "<BB"
    width = struct.calcsize(size) // 2
    count = int.from_bytes(record[place : place + width], "little")
    start = place + width
    raw = record[start : start + count * struct.calcsize(size)]
    return tuple(struct.iter_unpack(size, raw[: len(raw) // struct.calcsize(size) * struct.calcsize(size)]))


def unpacked(packed: int) -> float:
    """A number that Excel stored in 30 bits: whole, or the upper part of a double, perhaps a hundred times it."""
    number: float
    if packed & 2:
        number = (packed - (1 << 32) if packed & 0x80000000 else packed) >> 2
    else:
        number = struct.unpack("<d", b"\x00\x00\x00\x00" + struct.pack("<I", packed & 0xFFFFFFFC))[0]
    return number / 100 if packed & 1 else number
