"""Reads the workbooks of a draft in the child process and keeps what was found beside each."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from etl.checked import Checked
from etl.intake.found import keep_result, read_result
from etl.intake.meaning import known_with
from etl.intake.results import Watched, result_of
from etl.intake.store import Entry, read_entry
from etl.intake.unapplied import unapplied
from etl.known import Known, known_decisions
from etl.pipeline import check_workbook
from etl.progress import Progress
from etl.tables.corrected import Corrected
from etl.warehouse import open_warehouse

BETWEEN_SECONDS = 0.3
# A row is read, then understood.
STEPS = 2
Say = Callable[[dict[str, Any]], None]


class ToldProgress(Progress):
    """Says how far one workbook has come, as a part of 1."""

    def __init__(self, say: Callable[[float], None]) -> None:
        super().__init__(steps=STEPS)
        self._say = say
        self._rows_known = self._steps_done = 0.0
        self._told_at = 0.0

    def expect(self, rows: int) -> None:
        """There are so many rows more than was known."""
        self._rows_known += rows

    def advance(self, rows: float = 1) -> None:
        """One step is done for so many rows more."""
        self._steps_done += rows / STEPS
        now = time.monotonic()
        if self._rows_known and now - self._told_at >= BETWEEN_SECONDS:
            self._told_at = now
            self._say(min(0.99, self._steps_done / self._rows_known))


def read_draft(folder: Path, say: Say, inputs: str, *digests: str) -> None:
    """Reads these workbooks of the draft, for the state of its answers that `inputs` names."""
    entry, known = read_entry(folder.name), known_decisions()
    workbooks = {one["sha256"]: one for one in entry["workbooks"]}
    for digest in digests:
        if digest in workbooks:
            _read(folder, say, entry, workbooks[digest], known, inputs)


def _read(folder: Path, say: Say, entry: Entry, workbook: dict[str, Any], known: Known, inputs: str) -> None:
    digest = workbook["sha256"]
    _, result = check_of_draft(folder, entry, workbook, known, say)
    keep_result(folder, digest, inputs, {**result, "loaded_as": open_warehouse().loaded_as(digest)})
    say({"done": digest})


def check_of_draft(
    folder: Path, entry: Entry, workbook: dict[str, Any], known: Known, say: Say
) -> tuple[Checked, dict[str, Any]]:
    """One workbook of a draft, read with the draft's answers: what may be loaded, and what is told of it."""
    digest, answers = workbook["sha256"], entry["answers"]
    others = [one["sha256"] for one in entry["workbooks"] if one["sha256"] != digest]
    known = known_with(known, answers, digest, remembered_of(folder, others))
    watched = Watched(known)
    content = (folder / digest).read_bytes()
    progress = ToldProgress(lambda part: say({"progress": [digest, part]}))
    checked = check_workbook(content, workbook["name"], known, progress, watched)
    result = result_of(checked, watched, known)
    result["remembered"] = _remembered(watched)
    result["unapplied"] = unapplied(digest, answers, watched)
    return checked, result


def _remembered(watched: Watched) -> dict[str, Any]:
    """The answers for places of this workbook, as they hold for any workbook of the same layout."""
    return {
        "heading_rows": [
            {"layout": one.layout, "rows": one.rows, "words": sorted(one.words), "instead_of": one.instead_of}
            for one in watched.heading_rows
        ],
        "cells": [_cell(one) for one in watched.corrected],
    }


def _cell(one: Corrected) -> list[str]:
    return [one.correction.sheet, one.correction.cell, one.correction.value, one.layout, one.seen]


def remembered_of(folder: Path, digests: list[str]) -> dict[str, list[Any]]:
    """The answers for places of these workbooks as they hold for others, as far as they have been read."""
    found: dict[str, list[Any]] = {"heading_rows": [], "cells": []}
    for digest in digests:
        remembered = (read_result(folder, digest) or {}).get("remembered", {})
        for name in found:
            found[name] += remembered.get(name, [])
    return found
