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
from etl.known import NOTHING_KNOWN, Known
from etl.limits import LIMITS
from etl.messages import message, reader_language
from etl.pipeline import check_path
from etl.places import ROOT
from etl.read.signature import kind_of
from etl.write.lost import REDRAWN


@dataclass(frozen=True)
class Repaired:
    """How many problems the marked copy names, what of the original it lacks, and whether it holds values only."""

    problems: int
    lost: dict[str, int]
    is_plain: bool

    def remarks(self, language: str | None = None) -> list[str]:
        """What the analyst must know of the copy beside its problems, a sentence each."""
        plain: list[str] = [message("repair_plain", language)] if self.is_plain else []
        return plain + [
            message("repair_redrawn" if kind == REDRAWN else "repair_lost", language,
                    kind=message(f"part_{kind}", language) if kind != REDRAWN else "", count=count)
            for kind, count in self.lost.items()
        ]  # fmt: skip


def repair(path: Path, out: Path, language: str | None = None, known: Known = NOTHING_KNOWN) -> Repaired:
    """Writes the marked copy of a workbook, always an xlsx. Raises `CooperationError`.

    A workbook that cannot be marked without changing what is read from it is refused.
    """
    checked = check_path(path, known)
    if checked.refusal:
        raise checked.refusal
    if out.exists() and out.samefile(path):
        raise CooperationError(message("repair_same_place", seen=out))
    out = out.resolve()  # the child stands elsewhere
    # A strict xlsx, for one, cannot be marked as it is.
    ways = (False, True) if kind_of(checked.content) == ("workbook", "xlsx") else (True,)
    try:
        with tempfile.TemporaryDirectory(prefix=".cooperation-", dir=out.parent) as folder:
            # The name says something too: a year or a direction may stand in it.
            original, part = Path(folder) / "original", Path(folder) / path.name
            original.write_bytes(checked.content)
            for is_plain in ways:
                lost = _mark_in_child(original, part, checked, is_plain, language or reader_language())
                if lost is not None and _is_same(checked, check_path(part, known), is_plain):
                    os.replace(part, out)
                    return Repaired(len(checked.problems), lost, is_plain)
    except OSError as error:
        raise CooperationError(message("cannot_write", seen=out)) from error
    raise CooperationError(message("repair_failed", seen=checked.name))


def _is_same(checked: Checked, copy: Checked, is_plain: bool) -> bool:
    """Whether the copy gives the same rows; a text file's only sheet has its name, which may be no title of a sheet."""
    if not is_plain:
        return _rows(checked) == _rows(copy)
    return _without_sheets(_rows(checked)) == _without_sheets(_rows(copy))


def _without_sheets(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {table: [{**row, "sheet": None} for row in found] for table, found in rows.items()}


def _rows(checked: Checked) -> dict[str, list[dict[str, Any]]]:
    return {table: rows.as_json() for table, rows in checked.rows.items()}


def _mark_in_child(
    original: Path, part: Path, checked: Checked, is_plain: bool, language: str
) -> dict[str, int] | None:
    """What the copy lacks; None when no copy could be made."""
    problems = [
        {**problem.as_json(), "message": message(problem.code, language, seen=problem.seen)}
        for problem in checked.problems
    ]
    told = {"language": language, "problems": problems, "is_plain": is_plain, "name": checked.name}
    try:
        child = subprocess.run(
            [sys.executable, "-m", "etl.write.mark", str(original), str(part)],
            cwd=ROOT,
            input=orjson.dumps(told),
            capture_output=True,
            timeout=LIMITS.child_wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    if child.returncode != 0 or not part.is_file():
        return None
    lost: dict[str, int] = orjson.loads(child.stdout)
    return lost
