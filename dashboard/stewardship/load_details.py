"""A load opened: its problems, the rows that it changed, and its workbook with the problems marked."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.responses import Response

from dashboard.indicators.version_rows import Connection
from dashboard.origin import heading_of
from dashboard.stewardship.attachment import attachment, file_name
from dashboard.stewardship.problem_words import problem_words
from dashboard.stewardship.trials import one_at_a_time
from etl.history.changes import changes
from etl.history.loads import problems_of
from etl.known import known_decisions
from etl.source import sources

# Shown in the page; the numbers of all stand beside them.
MOST_PROBLEMS, MOST_CHANGES = 500, 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def details(connection: Connection, load: Mapping[str, Any], language: str) -> dict[str, Any]:
    """{"counts": [{"code", "words", "number"}], "problems", "changes": rows with their columns in words}."""
    found = problems_of(connection, load["id"], language, MOST_PROBLEMS)
    counts = [
        {"code": code, "words": problem_words(code, language), "number": number}
        for code, number in found["counts"].items()
    ]
    changed = [_in_words(row, language) for row in changes(connection, [load["id"]], MOST_CHANGES)]
    return {"counts": counts, "problems": found["problems"], "changes": changed}


def _in_words(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    columns = sources()[row["table"]].columns
    told = [
        {"heading": heading_of(columns[name].meaning, language), **change} for name, change in row["columns"].items()
    ]
    return {**row, "columns": told}


def repaired(received: Path, name: str, language: str) -> Response:
    """The workbook as it came, marked; its name may say a year or a direction, so it is read under it."""
    # openpyxl is large, and most servers never write a workbook.
    from etl.write.repair import repair

    with one_at_a_time, tempfile.TemporaryDirectory(prefix="cooperation-") as folder:
        workbook, out = Path(folder) / file_name(name), Path(folder) / "out" / "repaired.xlsx"
        workbook.write_bytes(received.read_bytes())
        out.parent.mkdir()
        repair(workbook, out, language, known_decisions())
        return attachment(out.read_bytes(), f"{Path(name).stem}-repaired.xlsx", XLSX)
