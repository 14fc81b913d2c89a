"""What an .xlsb says of its cells beside their values: errors, bad references to texts, percents, struck-through rows.

It has no formula without a result: the record of a formula is named for the kind of its result. The fast reader gives
an empty cell for an error, ends the process for a text that is not there, and gives no merged ranges.
"""

import posixpath
import struct
import zipfile
from io import BytesIO

from etl.read.biff_cells import ERRORS
from etl.read.hardened_xml import Broken, parse_elements
from etl.read.tally import MergedFacts, Tally
from etl.read.xlsb_parts import BinaryShared, binary_records, text_at

_ROW, _NUMBERS, _ERRORS, _BOOLEANS, _TEXTS, _SHARED_TEXT, _RICH_TEXT, _LAST_CELL = (
    0, (2, 5, 9), (3, 11), (4, 10), (6, 8), 7, 62, 11,
)  # fmt: skip
_BUNDLED_SHEET, _MERGED, _BEGIN_SHEET_DATA, _END_SHEET_DATA = 156, 176, 145, 146
_STYLE_BITS = 0xFFFFFF
_LAST_ROW = 1_048_575


def xlsb_facts(content: bytes) -> dict[str, MergedFacts]:
    """Sheet name → facts. Raises `Broken` when the workbook contradicts itself; nothing for archives that are none."""
    archive = zipfile.ZipFile(BytesIO(content))
    names = {name.lower(): name for name in archive.namelist()}
    if "xl/workbook.bin" not in names or "xl/_rels/workbook.bin.rels" not in names:
        return {}
    targets: dict[str, tuple[str, str]] = {}  # key → kind of the part, its name

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            member = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            targets[attributes.get("Id", "")] = (attributes.get("Type", "").rsplit("/", 1)[-1], member.lower())

    def part(kind: str) -> bytes:
        member = next((member for stated, member in targets.values() if stated == kind), "")
        return archive.read(names[member]) if member in names else b""

    parse_elements(archive.read(names["xl/_rels/workbook.bin.rels"]), relation)
    found: dict[str, MergedFacts] = {}
    try:
        shared = BinaryShared()
        shared.read_styles(part("styles"))
        shared.read_texts(part("sharedStrings"))
        for kind, record in binary_records(archive.read(names["xl/workbook.bin"])):
            if kind == _BUNDLED_SHEET:
                key, place = text_at(record, 8)
                name, _ = text_at(record, place)
                stated, member = targets.get(key, ("", ""))
                if stated == "worksheet" and member in names:
                    found[name] = _sheet_facts(archive.read(names[member]), shared, name)
    except (struct.error, IndexError) as error:
        raise Broken("corrupt", "corrupt", "") from error
    return found


def _sheet_facts(content: bytes, shared: BinaryShared, name: str) -> MergedFacts:
    tally = Tally(name)
    row, is_inside, has_end = -1, False, False
    for kind, record in binary_records(content):
        if kind in (_BEGIN_SHEET_DATA, _END_SHEET_DATA):
            is_inside, has_end = kind == _BEGIN_SHEET_DATA, kind == _END_SHEET_DATA
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", record)
            tally.facts.merged.append((top, left, bottom, right))
        elif is_inside and kind == _ROW:
            row = struct.unpack_from("<I", record)[0]
            if row > _LAST_ROW:
                raise Broken("corrupt", "rows_differ", f"{name}!{row + 1}")
        elif is_inside and (kind <= _LAST_CELL or kind == _RICH_TEXT):
            _sort_cell(tally, row, kind, record, shared)
    if not has_end:
        raise Broken("corrupt", "corrupt_cell", name)
    return tally.result()


def _sort_cell(tally: Tally, row: int, kind: int, record: bytes, shared: BinaryShared) -> None:
    column, style = struct.unpack_from("<II", record)
    style &= _STYLE_BITS
    is_struck = style in shared.struck_styles
    has_value = kind in _NUMBERS or kind in _BOOLEANS
    if kind in _ERRORS:
        tally.mark(row, column, "formula_error", ERRORS.get(record[8], f"#{record[8]:02X}"))
        return
    if kind == _SHARED_TEXT:
        index = struct.unpack_from("<I", record, 8)[0]
        if index >= len(shared.texts):
            tally.mark(row, column, "bad_value", f"sharedStrings[{index}]")
            return
        is_empty, is_struck_text = shared.texts[index]
        has_value, is_struck = not is_empty, is_struck or is_struck_text
    elif kind in _TEXTS or kind == _RICH_TEXT:
        has_value = bool(text_at(record, 9 if kind == _RICH_TEXT else 8)[0].strip())
    if has_value:
        tally.value(row, column, struck=is_struck, percent=kind in _NUMBERS and style in shared.percent_styles)
    else:
        tally.blank(row)
