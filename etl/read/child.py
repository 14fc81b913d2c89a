"""Reads one workbook in a process of its own: `python -m etl.read.child PATH` writes its sheets as JSON.

A crafted workbook can abort the reader together with its process, so the process is not ours.
"""

import sys
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import Any

import orjson
from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

from etl.limits import LIMITS
from etl.read.marks import xlsx_marks


def _limit_myself() -> None:
    try:
        import resource
    except ImportError:  # Windows has no resource module; the parent's wall-clock limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS.child_memory_bytes, LIMITS.child_memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (LIMITS.child_cpu_seconds, LIMITS.child_cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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
    """The sheets as plain data, or `{"refused": code}`."""
    content = path.read_bytes()
    try:
        workbook = CalamineWorkbook.from_path(str(path))
    except PasswordError:
        return {"refused": "password_protected"}
    except Exception:
        return {"refused": "corrupt"}
    if len(workbook.sheets_metadata) > LIMITS.sheets:
        return {"refused": "too_large", "seen": f"{len(workbook.sheets_metadata)} sheets"}
    marks = xlsx_marks(content) if content.startswith(b"PK") else {}
    sheets = []
    cells = 0
    for information in workbook.sheets_metadata:
        try:
            sheet = workbook.get_sheet_by_name(information.name)
        except Exception:
            # A chart sheet has no cells; calamine raises for it.
            sheets.append({"name": information.name, "rows": [], "merged": [], "hidden": False, "marks": []})
            continue
        cells += (sheet.total_height or 0) * (sheet.total_width or 0)
        if cells > LIMITS.cells:
            return {"refused": "too_large", "seen": f"{cells} cells"}
        merged = [[a[0], a[1], b[0], b[1]] for a, b in sheet.merged_cell_ranges or []]
        sheets.append(
            {
                "name": information.name,
                "rows": [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)],
                "merged": merged,
                "hidden": information.visible != SheetVisibleEnum.Visible,
                "marks": [[r, c, *mark] for (r, c), mark in marks.get(information.name, {}).items()],
            }
        )
    return {"sheets": sheets}


if __name__ == "__main__":
    _limit_myself()
    sys.stdout.buffer.write(
        orjson.dumps(read_sheets(Path(sys.argv[1])), default=_encode, option=orjson.OPT_PASSTHROUGH_DATETIME)
    )
