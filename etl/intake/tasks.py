"""What the child process does with a whole draft: a trial version, the published one, a marked workbook."""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from etl.checked import Checked
from etl.draft import connect
from etl.errors import CooperationError
from etl.errors import Stale as Stale
from etl.history.decisions import decide
from etl.history.layouts import LAYOUTS, cell_decision, heading_rows_decision
from etl.history.settle import add_workbooks
from etl.intake.effect import effect
from etl.intake.found import current_version
from etl.intake.meaning import decisions_of, known_with
from etl.intake.reading import Say, check_of_draft, remembered_of
from etl.intake.store import Entry, read_entry
from etl.known import known_decisions
from etl.messages import message
from etl.publish import rebuild_state
from etl.received import keep_received
from etl.tables.chosen import HeadingRows
from etl.tables.corrected import Correction
from etl.trial import trial
from etl.warehouse import open_warehouse
from etl.write.repair import repair

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

# How often a draft is read again because others published meanwhile
ATTEMPTS = 3


class _Moved(Exception):
    """Somebody published between reading and writing."""


class Effected:
    """A change to a version: a draft's workbooks and answers; afterwards, the loads that it made."""

    def __init__(self, folder: Path, entry: Entry, by: str, say: Say) -> None:
        self._by = by
        self.checked, self._decisions = _read_all(folder, entry, say)
        self.load_ids: list[int] = []

    def __call__(self, connection: "Connection") -> None:
        """Adds the rows, then what was decided about them. Raises `CooperationError` when every workbook is known."""
        self.load_ids = add_workbooks(connection, self.checked, self._by)
        if not self.load_ids:
            raise CooperationError(message("draft_loaded_already"))
        for kind, table, subject, said, by in self._decisions:
            decide(connection, kind, table, subject, said, by, None)


def _read_all(folder: Path, entry: Entry, say: Say) -> tuple[list[Checked], list[tuple[str, str, str, str, str]]]:
    known, checked = known_decisions(), list[Checked]()
    remembered: list[tuple[str, str, str, str, str]] = []
    for workbook in entry["workbooks"]:
        digest = workbook["sha256"]
        one, result = check_of_draft(folder, entry, workbook, known, say)
        if one.refusal:
            raise CooperationError(message("draft_refused", name=workbook["name"]))
        checked.append(one)
        by = {answer["by"] for answer in entry["answers"] if answer.get("sha256") == digest}
        remembered += _decisions_about(result["remembered"], ", ".join(sorted(by)) or entry["by"])
    if not any(len(rows) for one in checked for rows in one.rows.values()):
        raise CooperationError(message("no_rows"))
    return checked, [*decisions_of(entry["answers"]), *remembered]


def _decisions_about(remembered: Mapping[str, Any], by: str) -> Iterable[tuple[str, str, str, str, str]]:
    for one in remembered["heading_rows"]:
        rows = HeadingRows(one["layout"], one["rows"], frozenset(one["words"]), one["instead_of"])
        yield "heading_rows_are", LAYOUTS, *heading_rows_decision(rows), by
    for sheet, cell, value, layout, seen in remembered["cells"]:
        correction = Correction(sheet, cell, value, layout, seen)
        yield "cell_is", LAYOUTS, *cell_decision(layout, correction), by


def make_trial(folder: Path, say: Say, kept: str) -> dict[str, Any]:
    """The version that publishing would make, kept as a file below `kept`; what it would change."""
    entry, before = read_entry(folder.name), open_warehouse().current()
    change = Effected(folder, entry, entry["by"], say)
    with trial(change) as made:
        with connect(made, read_only=True) as connection:
            found = effect(connection, before, change.load_ids)
        os.replace(made, Path(kept) / made.name)
    found |= {"base": before.stem if before else None, "file": made.name}
    return found


def publish_draft(folder: Path, say: Say, by: str, shown: str) -> dict[str, Any]:
    """Publishes one version with all of the draft's workbooks and answers, or raises and publishes none.

    `shown` is the effect that a person saw, as JSON, or null. Raises `Stale` when it would be another by now.
    """
    entry, seen, warehouse = read_entry(folder.name), orjson.loads(shown), open_warehouse()
    for _ in range(ATTEMPTS):
        base = current_version()
        change = Effected(folder, entry, by, say)
        try:
            _, version = warehouse.change(_as_shown(change, base, seen), may_be_first=True)
        except _Moved:
            continue
        return {"version": version, "loads": change.load_ids, "workbooks": _told(change.checked)}
    raise CooperationError(message("warehouse_busy", seen=ATTEMPTS))


def _as_shown(change: Effected, base: str | None, seen: Mapping[str, Any] | None) -> "Callable[[Connection], None]":
    def publish(connection: "Connection") -> None:
        current = open_warehouse().current()
        if (current.stem if current else None) != base:
            raise _Moved
        change(connection)
        if seen is not None:
            rebuild_state(connection)
            now = effect(connection, current, change.load_ids)
            if now["digest"] != seen["digest"]:
                raise stale(seen, now)
        for workbook in change.checked:
            keep_received(workbook.sha256, workbook.content)

    return publish


def stale(seen: Mapping[str, Any], now: Mapping[str, Any]) -> Stale:
    """Says which numbers are no longer those that were shown."""
    differs = {
        table: {kind: [seen["tables"][table][kind], number] for kind, number in said.items()}
        for table, said in now["tables"].items()
        if said != seen["tables"][table]
    }
    was, is_now = (
        {kind: sum(said[kind] for said in one["tables"].values()) for kind in ("new", "changed", "gone", "duplicates")}
        for one in (seen, now)
    )
    numbers = {f"{kind}_{when}": one[kind] for when, one in (("was", was), ("now", is_now)) for kind in one}
    return Stale(message("draft_stale", **numbers), differs)


def _told(checked: list[Checked]) -> list[dict[str, Any]]:
    return [{"sha256": one.sha256, "name": one.name} for one in checked]


def repair_workbook(folder: Path, say: Say, digest: str, language: str, out: str) -> None:
    """Writes the marked copy of one workbook of the draft."""
    entry = read_entry(folder.name)
    workbook = next(one for one in entry["workbooks"] if one["sha256"] == digest)
    others = [one["sha256"] for one in entry["workbooks"] if one["sha256"] != digest]
    known = known_with(known_decisions(), entry["answers"], digest, remembered_of(folder, others))
    with tempfile.TemporaryDirectory(prefix="cooperation-") as place:
        path = Path(place) / workbook["name"]
        path.write_bytes((folder / digest).read_bytes())
        repair(path, Path(out), language, known)
