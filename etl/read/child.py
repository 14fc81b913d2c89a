"""Reads one workbook in a process of its own: `python -m etl.read.child PATH [careful]` writes its sheets.

A crafted workbook can abort the reader together with its process, so the process is not ours. Written are one line of
JSON and, behind it, the codes of all columns; the JSON holds the values that they stand for, each of them once. The
plain sheets of an xlsx are taken from their XML, all others by the fast reader. `careful` asks the sheets what they say
before the fast reader sees them, which is how a workbook is looked at again that ended the process.
"""

import gc
import sys
from datetime import date, datetime
from itertools import islice, zip_longest
from math import isfinite
from pathlib import Path
from typing import Any

import orjson
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from etl.confine import confine_myself
from etl.limits import LIMITS
from etl.read.cross_check import hold_against, merged_ranges, suspect
from etl.read.distinct import Distinct
from etl.read.encode import Encoder, distinct
from etl.read.facts import SheetFacts
from etl.read.facts_of import facts_of
from etl.read.hardened_xml import Broken
from etl.read.own import read_ourselves
from etl.read.package import Package
from etl.read.plain_sheet import Rows
from etl.read.plain_workbook import PlainWorkbook, read_plain_workbook
from etl.read.told import Told

ROWS_AT_ONCE = 4096


def read_sheets(path: Path, *, careful: bool = False) -> tuple[dict[str, Any], list[Distinct]]:
    """The sheets as plain data and all their columns, or `{"refused": code, "message": name, "seen": …}`."""
    content = path.read_bytes()
    try:
        ours = read_ourselves(content)
        return _by_columns(ours) if ours else _read(path, content, careful)
    except MemoryError:
        return {"refused": "too_large", "seen": f"> {LIMITS.child_memory_bytes // 1_000_000} MB RAM"}, []
    except PasswordError:
        return {"refused": "password_protected"}, []
    except Broken as broken:
        return {"refused": broken.code, "message": broken.name, "seen": broken.seen}, []
    except Exception:
        return {"refused": "corrupt"}, []


def _by_columns(read: dict[str, Any]) -> tuple[dict[str, Any], list[Distinct]]:
    """Sheets that came by row, by column."""
    columns: list[Distinct] = []
    for sheet in read.get("sheets", ()):
        found = [distinct(column) for column in zip_longest(*sheet.pop("rows"))]
        sheet["columns"] = len(found)
        columns += found
    return _with_values(read, columns)


def _read(path: Path, content: bytes, careful: bool) -> tuple[dict[str, Any], list[Distinct]]:
    package = Package(content) if content.startswith(b"PK") else None
    before: dict[str, SheetFacts | None] = {**facts_of(content)}
    if package and careful:
        before |= {name: package.facts(name) for name in package.sheets}
    told = Told()
    plain = read_plain_workbook(package, told.tell) if package and not careful else None
    workbook = plain.reader if plain and _is_all(plain) else CalamineWorkbook.from_path(str(path))
    if len(workbook.sheets_metadata) > LIMITS.sheets:
        return {"refused": "too_large", "seen": f"{len(workbook.sheets_metadata)} sheets"}, []
    sheets, columns, cells = [], [], 0
    for information in workbook.sheets_metadata:
        name = information.name
        hidden = information.visible != SheetVisibleEnum.Visible
        empty = {"name": name, "columns": 0, "merged": [], "hidden": hidden, "marks": [], "cancelled": []}
        if information.typ != SheetTypeEnum.WorkSheet:  # a chart, a dialogue, macros
            sheets.append(empty)
            continue
        facts = None
        if plain and name in plain.sheets:
            sheet = plain.reader.get_sheet_by_name(name)
            found = [Distinct(plain.values, codes) for codes in plain.sheets[name].columns]
            cells += sum(len(column.codes) for column in found)
        else:
            try:
                sheet = workbook.get_sheet_by_name(name)
            except Exception as error:
                known = before.get(name) or (package.facts(name) if package else None)
                raise Broken("corrupt", "corrupt_cell", suspect(name, known)) from error
            cells += (sheet.end[0] + 1) * (sheet.end[1] + 1) if sheet.end else 0
            if cells <= LIMITS.cells:
                found = _columns(sheet, told)
                facts = before[name] if name in before else package.facts(name) if package else None
        if cells > LIMITS.cells:
            return {"refused": "too_large", "seen": f"{cells} cells"}, []
        if facts:
            hold_against(name, found, facts)
        columns += found
        sheets.append(
            {
                **empty,
                "columns": len(found),
                "merged": merged_ranges(sheet, facts),
                "marks": [[r, c, *mark] for (r, c), mark in facts.marks.items()] if facts else [],
                "cancelled": facts.struck if facts else [],
            }
        )
    return _with_values({"sheets": sheets}, columns)


def _is_all(plain: PlainWorkbook) -> bool:
    """Whether there is no sheet of cells but the plain ones."""
    return all(
        sheet.name in plain.sheets for sheet in plain.reader.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
    )


def _columns(sheet: CalamineSheet, told: Told) -> list[Distinct]:
    """The sheet from A1 on, by columns; the fast reader leaves out the columns before the first that is filled."""
    if sheet.start is None or sheet.end is None:
        return []
    encoders = [Encoder() for _ in range(sheet.start[1], sheet.end[1] + 1)]
    rows = sheet.iter_rows()
    height = 0
    while part := list(islice(rows, ROWS_AT_ONCE)):
        height += len(part)
        told.tell(sheet.name, Rows(height, sheet.end[0] + 1))
        for encoder, column in zip(encoders, zip(*part, strict=True), strict=True):
            encoder.add(column)
    return [*(Encoder(height).distinct() for _ in range(sheet.start[1])), *(e.distinct() for e in encoders)]


def _with_values(answer: dict[str, Any], columns: list[Distinct]) -> tuple[dict[str, Any], list[Distinct]]:
    """Columns may share their values; then these are written once."""
    tables = {id(column.values): column.values for column in columns}
    places = {table: place for place, table in enumerate(tables)}
    # A number that is none (1e999) goes as text, since JSON would make a blank of it.
    answer["values"] = [
        [str(value) if value.__class__ is float and not isfinite(value) else value for value in values]
        for values in tables.values()
    ]
    answer["codes"] = [[places[id(column.values)], len(column.codes)] for column in columns]
    return answer, columns


def _encode(value: object) -> Any:
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return {"d": value.date().isoformat()} if midnight else {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return str(value)


if __name__ == "__main__":
    confine_myself(may_write=False)
    gc.disable()
    answer, all_columns = read_sheets(Path(sys.argv[1]), careful=sys.argv[2:] == ["careful"])
    out = sys.stdout.buffer
    out.write(orjson.dumps(answer, default=_encode, option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_APPEND_NEWLINE))
    for column in all_columns:
        out.write(column.codes)
