"""Reads one workbook in a process of its own: `python -m etl.read.child PATH [careful]` writes its sheets.

A crafted workbook can abort the reader together with its process, so the process is not ours. Written are one line of
JSON and, behind it, the codes of all columns; each distinct value of a column stands in the JSON once. `careful` asks
the sheets what they say before the fast reader sees them, which is how a workbook is looked at again that ended the
process.
"""

import gc
import sys
from collections.abc import Callable
from datetime import date, datetime
from itertools import islice, zip_longest
from math import isfinite
from pathlib import Path
from typing import Any

import orjson
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from etl.confine import confine_myself
from etl.limits import LIMITS
from etl.read.distinct import Distinct, Encoder, distinct
from etl.read.facts import SheetFacts
from etl.read.facts_of import facts_of
from etl.read.hardened_xml import Broken
from etl.read.number_formats import percent_text
from etl.read.own import read_ourselves
from etl.read.package import Package
from etl.read.parent import READ, ROWS
from etl.read.plain import CellCounts
from etl.read.sheet import cell_address
from etl.read.tally import MergedFacts

ROWS_AT_ONCE = 4096
# From here on a whole number may have lost its last digits on its way through a double.
_INEXACT = 1e15
Facts = Callable[[str], SheetFacts | None]


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
    workbook = CalamineWorkbook.from_path(str(path))
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
        try:
            sheet = workbook.get_sheet_by_name(name)
        except Exception as error:
            known = before.get(name) or (package.facts(name) if package else None)
            raise Broken("corrupt", "corrupt_cell", _suspect(name, known)) from error
        _say(ROWS, sheet.end[0] + 1 if sheet.end else 0)
        cells += (sheet.end[0] + 1) * (sheet.end[1] + 1) if sheet.end else 0
        if cells > LIMITS.cells:
            return {"refused": "too_large", "seen": f"{cells} cells"}, []
        found = _columns(sheet)
        facts = before[name] if name in before else _facts(package, name, found)
        if facts:
            _compare(name, found, facts)
        columns += found
        sheets.append(
            {
                **empty,
                "columns": len(found),
                "merged": _merged(sheet, facts),
                "marks": [[r, c, *mark] for (r, c), mark in facts.marks.items()] if facts else [],
                "cancelled": facts.struck if facts else [],
            }
        )
    return _with_values({"sheets": sheets}, columns)


def _columns(sheet: CalamineSheet) -> list[Distinct]:
    """The sheet from A1 on, by columns; the fast reader leaves out the columns before the first that is filled."""
    if sheet.start is None or sheet.end is None:
        return []
    encoders = [Encoder() for _ in range(sheet.start[1], sheet.end[1] + 1)]
    rows = sheet.iter_rows()
    height = 0
    while part := list(islice(rows, ROWS_AT_ONCE)):
        height += len(part)
        _say(READ, len(part))
        for encoder, column in zip(encoders, zip(*part, strict=True), strict=True):
            encoder.add(column)
    return [*(Encoder(height).distinct() for _ in range(sheet.start[1])), *(e.distinct() for e in encoders)]


def _say(what: bytes, rows: int) -> None:
    """Tells the parent how many rows there are, and how many more are read."""
    sys.stderr.buffer.write(b"%s%d\n" % (what, rows))
    sys.stderr.buffer.flush()


def _facts(package: Package | None, name: str, columns: list[Distinct]) -> SheetFacts | None:
    """What the sheet says beside the values that were read; None when that is nothing."""
    if package is None:
        return None
    cells, rows, is_exact = 0, 0, True
    for column in columns:
        blanks = {number for number, value in enumerate(column.values) if value in (None, "")}
        height = len(column.codes)
        empty = [row for row, code in enumerate(column.codes, 1) if code in blanks] if blanks else []
        cells, rows = cells + height - len(empty), rows + height * (height + 1) // 2 - sum(empty)
        is_exact &= all(not isinstance(value, float) or abs(value) < _INEXACT for value in column.values)
    return None if is_exact and package.is_plain(name, CellCounts(cells, rows)) else package.facts(name)


def _merged(sheet: CalamineSheet, facts: SheetFacts | None) -> list[list[int]]:
    """The merged ranges; the fast reader knows those of some formats only."""
    if isinstance(facts, MergedFacts) and facts.merged:
        return [list(area) for area in facts.merged]
    return [[*first, *last] for first, last in sheet.merged_cell_ranges or []]


def _suspect(name: str, facts: SheetFacts | None) -> str:
    """The cell that names a shared text which is not there, or at least the sheet."""
    cells = [place for place, (code, _) in facts.marks.items() if code == "bad_value"] if facts else []
    return f"{name}!{cell_address(cells[0][0] + 1, cells[0][1])}" if cells else name


def _compare(name: str, columns: list[Distinct], facts: SheetFacts) -> None:
    """Holds what was read against the sheet's own rows, and puts right what the fast reader changes."""
    marked = {row for row, _ in facts.marks}
    read = {row for column in columns for row, value in enumerate(column.rows()) if value not in (None, "")}
    if not facts.rows_with_values <= read <= facts.rows_with_values | facts.rows_with_blanks | marked:
        raise Broken("corrupt", "rows_differ", f"{name}: {len(facts.rows_with_values)} / {len(read)}")
    for row, column in facts.marks:
        if column < len(columns) and row < len(columns[column].codes):
            columns[column].put(row, None)
    if isinstance(facts, MergedFacts) and (cells := sum(map(_filled, columns))) != facts.cells:
        raise Broken("corrupt", "rows_differ", f"{name}: {facts.cells} / {cells}")
    for (row, column), digits in facts.exact.items():
        if isinstance(_value(columns, row, column), float | int):
            columns[column].put(row, {"i": digits})
    for row, column in facts.percents:
        value = _value(columns, row, column)
        if isinstance(value, float | int):
            columns[column].put(row, percent_text(value))


def _filled(column: Distinct) -> int:
    """How many cells of a column hold more than spaces."""
    blanks = {n for n, value in enumerate(column.values) if value is None or not str(value).strip()}
    return sum(code not in blanks for code in column.codes)


def _value(columns: list[Distinct], row: int, column: int) -> Any:
    return columns[column].values[columns[column].codes[row]]


def _with_values(answer: dict[str, Any], columns: list[Distinct]) -> tuple[dict[str, Any], list[Distinct]]:
    # A number that is none (1e999) goes as text, since JSON would make a blank of it.
    answer["values"] = [
        [str(value) if value.__class__ is float and not isfinite(value) else value for value in column.values]
        for column in columns
    ]
    answer["heights"] = [len(column.codes) for column in columns]
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
