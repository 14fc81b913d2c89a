"""The analyst's own workbook back: each problem as a coloured cell with a comment, and a sheet that lists them all."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import orjson

from etl.checked import Checked
from etl.errors import CooperationError
from etl.limits import LIMITS
from etl.messages import message, reader_language
from etl.pipeline import check_path
from etl.places import ROOT
from etl.read.signature import kind_of


def repair(path: Path, out: Path) -> int:
    """Writes the marked workbook and returns how many problems it names. Raises `CooperationError`.

    A workbook that cannot be marked without changing what is read from it is refused.
    """
    checked = check_path(path)
    if checked.refusal:
        raise checked.refusal
    if kind_of(checked.content) != ("workbook", "xlsx"):
        raise CooperationError(message("repair_only_xlsx", seen=checked.name))
    if out.exists() and out.samefile(path):
        raise CooperationError(message("repair_same_place", seen=out))
    out = out.resolve()  # the child stands elsewhere
    try:
        with tempfile.TemporaryDirectory(prefix=".cooperation-", dir=out.parent) as folder:
            # The name says something too: a year or a direction may stand in it.
            original, part = Path(folder) / "original", Path(folder) / path.name
            original.write_bytes(checked.content)
            _mark_in_child(original, part, checked)
            if _rows(check_path(part)) != _rows(checked):
                raise CooperationError(message("repair_failed", seen=checked.name))
            os.replace(part, out)
    except OSError as error:
        raise CooperationError(message("cannot_write", seen=out)) from error
    return len(checked.problems)


def _rows(checked: Checked) -> dict[str, list[dict[str, Any]]]:
    return {table: rows.as_json() for table, rows in checked.rows.items()}


def _mark_in_child(original: Path, part: Path, checked: Checked) -> None:
    told = orjson.dumps({"language": reader_language(), "problems": [p.as_json() for p in checked.problems]})
    try:
        child = subprocess.run(
            [sys.executable, "-m", "etl.mark", str(original), str(part)],
            cwd=ROOT,
            input=told,
            capture_output=True,
            timeout=LIMITS.child_wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CooperationError(message("repair_failed", seen=checked.name)) from error
    if child.returncode != 0 or not part.is_file():
        raise CooperationError(message("repair_failed", seen=checked.name))
