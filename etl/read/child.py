"""Reads one workbook in a process of its own: `python -m etl.read.child PATH` writes its sheets as JSON.

A crafted workbook can abort the reader together with its process, so the process is not ours.
"""

import sys
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import Any

import orjson
from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from etl.confine import confine_myself
from etl.limits import LIMITS
from etl.read.facts import SheetFacts
from etl.read.hardened_xml import Broken
from etl.read.hypertext import read_hypertext
from etl.read.marks import xlsx_facts
from etl.read.sheet import cell_address
from etl.read.signature import is_page


def _encode(value: object) -> Any:
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return {"d": value.date().isoformat()} if midnight else {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return str(value)


def _cell(value: Any) -> Any:
    """The cell; a number that is none (1e999) as text, since JSON would make a blank of it."""
    return str(value) if value.__class__ is float and not isfinite(value) else value


def read_sheets(path: Path) -> dict[str, Any]:
    """The sheets as plain data, or `{"refused": code, "message": name, "seen": …}`."""
    content = path.read_bytes()
    try:
        if is_page(content):
            return read_hypertext(content)
        # Before the fast reader, which some crafted workbooks abort.
        facts = xlsx_facts(content) if content.startswith(b"PK") else {}
        return _read(path, facts)
    except PasswordError:
        return {"refused": "password_protected"}
    except Broken as broken:
        return {"refused": broken.code, "message": broken.name, "seen": broken.seen}
    except Exception:
        return {"refused": "corrupt"}


def _read(path: Path, facts: dict[str, SheetFacts]) -> dict[str, Any]:
    workbook = CalamineWorkbook.from_path(str(path))
    if len(workbook.sheets_metadata) > LIMITS.sheets:
        return {"refused": "too_large", "seen": f"{len(workbook.sheets_metadata)} sheets"}
    sheets = []
    cells = 0
    for information in workbook.sheets_metadata:
        hidden = information.visible != SheetVisibleEnum.Visible
        empty = {"name": information.name, "rows": [], "merged": [], "hidden": hidden, "marks": [], "cancelled": []}
        if information.typ != SheetTypeEnum.WorkSheet:  # a chart, a dialogue, macros
            sheets.append(empty)
            continue
        known = facts.get(information.name)
        try:
            sheet = workbook.get_sheet_by_name(information.name)
        except Exception as error:
            raise Broken("corrupt", "corrupt_cell", _suspect(information.name, known)) from error
        cells += (sheet.total_height or 0) * (sheet.total_width or 0)
        if cells > LIMITS.cells:
            return {"refused": "too_large", "seen": f"{cells} cells"}
        rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        merged = [[a[0], a[1], b[0], b[1]] for a, b in sheet.merged_cell_ranges or []]
        if known:
            _compare(information.name, rows, known)
        sheets.append(
            {
                **empty,
                "rows": rows,
                "merged": merged,
                "marks": [[r, c, *mark] for (r, c), mark in known.marks.items()] if known else [],
                "cancelled": known.struck if known else [],
            }
        )
    return {"sheets": sheets}


def _suspect(name: str, facts: SheetFacts | None) -> str:
    """The cell that names a shared text which is not there, or at least the sheet."""
    cells = [place for place, (code, _) in facts.marks.items() if code == "bad_value"] if facts else []
    return f"{name}!{cell_address(cells[0][0] + 1, cells[0][1])}" if cells else name


def _compare(name: str, rows: list[list[Any]], facts: SheetFacts) -> None:
    """Holds what was read against the sheet's own rows, and puts right what the fast reader changes."""
    marked = {row for row, _ in facts.marks}
    read = {number for number, row in enumerate(rows) if any(value not in (None, "") for value in row)}
    if not facts.rows_with_values <= read <= facts.rows_with_values | facts.rows_with_blanks | marked:
        raise Broken("corrupt", "rows_differ", f"{name}: {len(facts.rows_with_values)} / {len(read)}")
    for row, column in facts.marks:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = None
    for (row, column), digits in facts.exact.items():
        rows[row][column] = {"i": digits} if isinstance(rows[row][column], float | int) else rows[row][column]


if __name__ == "__main__":
    confine_myself(may_write=False)
    sys.stdout.buffer.write(
        orjson.dumps(read_sheets(Path(sys.argv[1])), default=_encode, option=orjson.OPT_PASSTHROUGH_DATETIME)
    )
