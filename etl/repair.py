"""The analyst's own workbook back: each problem as a coloured cell with a comment, and a sheet that lists them all."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from etl.checked import Checked
from etl.errors import CooperationError
from etl.limits import LIMITS
from etl.lost import REDRAWN
from etl.messages import message, reader_language
from etl.pipeline import check_path
from etl.places import ROOT
from etl.read.signature import kind_of
from etl.terminal import say


@dataclass(frozen=True)
class Repaired:
    """How many problems the marked copy names, what of the original it lacks, and whether it holds values only."""

    problems: int
    lost: dict[str, int]
    is_plain: bool

    def remarks(self, language: str | None = None) -> list[str]:
        """What the analyst must know of the copy beside its problems, a sentence each."""
        plain = [message("repair_plain", language)] if self.is_plain else []
        return plain + [
            message("repair_redrawn" if kind == REDRAWN else "repair_lost", language,
                    kind=message(f"part_{kind}", language) if kind != REDRAWN else "", count=count)
            for kind, count in self.lost.items()
        ]  # fmt: skip


def repair(path: Path, out: Path, language: str | None = None) -> int:
    """`repaired`, with its remarks said on standard error; returns how many problems the copy names."""
    done = repaired(path, out, language)
    for remark in done.remarks():
        say(remark)
    return done.problems


def repaired(path: Path, out: Path, language: str | None = None) -> Repaired:
    """Writes the marked copy of a workbook, always an xlsx. Raises `CooperationError`.

    A workbook that cannot be marked without changing what is read from it is refused.
    """
    checked = check_path(path)
    if checked.refusal:
        raise checked.refusal
    if out.exists() and out.samefile(path):
        raise CooperationError(message("repair_same_place", seen=out))
    out = out.resolve()  # the child stands elsewhere
    is_xlsx = kind_of(checked.content) == ("workbook", "xlsx")
    try:
        with tempfile.TemporaryDirectory(prefix=".cooperation-", dir=out.parent) as folder:
            # The name says something too: a year or a direction may stand in it.
            original, part = Path(folder) / "original", Path(folder) / path.name
            original.write_bytes(checked.content)
            lost = _mark_in_child(original, part, checked, is_xlsx, language or reader_language())
            copy, own = _rows(check_path(part)), _rows(checked)
            if (copy if is_xlsx else _without_sheets(copy)) != (own if is_xlsx else _without_sheets(own)):
                raise CooperationError(message("repair_failed", seen=checked.name))
            os.replace(part, out)
    except OSError as error:
        raise CooperationError(message("cannot_write", seen=out)) from error
    return Repaired(len(checked.problems), lost, not is_xlsx)


def _without_sheets(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """A text file's only sheet has the file's name, which may be no title of a sheet."""
    return {table: [{**row, "sheet": None} for row in found] for table, found in rows.items()}


def _rows(checked: Checked) -> dict[str, list[dict[str, Any]]]:
    return {table: rows.as_json() for table, rows in checked.rows.items()}


def _mark_in_child(original: Path, part: Path, checked: Checked, is_xlsx: bool, language: str) -> dict[str, int]:
    problems = [
        {**problem.as_json(), "message": message(problem.code, language, seen=problem.seen)}
        for problem in checked.problems
    ]
    told = {"language": language, "problems": problems, "is_xlsx": is_xlsx, "name": checked.name}
    try:
        child = subprocess.run(
            [sys.executable, "-m", "etl.mark", str(original), str(part)],
            cwd=ROOT,
            input=orjson.dumps(told),
            capture_output=True,
            timeout=LIMITS.child_wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CooperationError(message("repair_failed", seen=checked.name)) from error
    if child.returncode != 0 or not part.is_file():
        raise CooperationError(message("repair_failed", seen=checked.name))
    lost: dict[str, int] = orjson.loads(child.stdout)
    return lost
