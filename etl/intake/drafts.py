"""Drafts: workbooks that somebody dropped, what was understood of them, what was answered, until they are published.

Every write is on the disk before a function returns. What a person may do is the caller's to ask; what a draft's
author may do, and what needs a second person, is asked here.
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from etl import audit
from etl.clock import now
from etl.errors import CooperationError
from etl.errors import Stale as Stale
from etl.intake import answers as answering
from etl.intake import queue
from etl.intake.allowed import (
    OPEN,
    WAITING,
    WITHDRAWN,
    check_has,
    check_not_full,
    check_open,
    check_readable,
    check_ready,
    is_ready,
)
from etl.intake.arriving import arrive, check_room
from etl.intake.child import run_task
from etl.intake.found import current_version, inputs_of, read_result
from etl.intake.publishing import is_publishing, publish, settled
from etl.intake.shown import listed, workbook_summary
from etl.intake.store import Entry, changing, draft_ids, folder_of, make_draft, read_entry, remove_rest
from etl.intake.trials import effect_of, trial_of
from etl.messages import LANGUAGES, message
from etl.places import data_folder
from etl.policy import POLICY
from etl.read.workbook import safe_name
from etl.warehouse import open_warehouse


class Drafts:
    """The drafts of the data folder."""

    def new(self, by: str) -> str:
        """The id of a new draft. Raises `CooperationError` when somebody has too many or the disk is nearly full."""
        check_room(0)
        own = [entry for entry in self._entries() if entry["by"] == by and entry["state"] in (OPEN, WAITING)]
        if len(own) >= POLICY.drafts_per_person:
            raise CooperationError(message("drafts_too_many", most=POLICY.drafts_per_person))
        return make_draft({
            "by": by, "at": now(), "changed_at": now(), "state": OPEN, "workbooks": [], "answers": [], "revision": 0,
            "submitted_at": None, "submitted_by": None, "shown": None, "publishing": None,
        })  # fmt: skip

    def add(self, draft_id: str, name: str, stream: Iterable[bytes], by: str) -> dict[str, Any]:
        """Keeps a workbook that streams in: {"sha256", "name", "bytes"}. The same bytes again are the same workbook.

        Raises `CooperationError`: too large, empty, no room, too many.
        """
        entry = read_entry(draft_id)
        check_open(entry, by)
        check_not_full(entry)
        digest, size = arrive(folder_of(draft_id), stream)
        with self._changing(draft_id, by) as entry:
            known = next((one for one in entry["workbooks"] if one["sha256"] == digest), None)
            if known is None:
                check_not_full(entry)  # what stays behind of it goes when the server starts
                known = {"sha256": digest, "name": safe_name(name), "bytes": size, "at": now()}
                entry["workbooks"].append(known)
        return {part: known[part] for part in ("sha256", "name", "bytes")}

    def remove(self, draft_id: str, sha256: str, by: str) -> None:
        """Takes a workbook out of a draft, with what was answered about places of it."""
        with self._changing(draft_id, by) as entry:
            check_has(entry, sha256)
            entry["workbooks"] = [one for one in entry["workbooks"] if one["sha256"] != sha256]
            left = _results(entry)
            # What was said of a layout that only this workbook had is said of nothing any more.
            is_known = len(left) == len(entry["workbooks"])
            layouts = answering.layouts_in(left)
            entry["answers"] = [
                one
                for one in entry["answers"]
                if one.get("sha256") != sha256 and not (is_known and one.get("layout", "") not in {"", *layouts})
            ]
        remove_rest(folder_of(draft_id), [one["sha256"] for one in read_entry(draft_id)["workbooks"]])

    def listed(self, by: str | None = None) -> list[dict[str, Any]]:
        """The drafts, newest first: of one person or of all."""
        found = [listed(entry) for entry in self._entries() if by in (None, entry["by"])]
        return sorted(found, key=lambda one: (one["at"], one["id"]), reverse=True)

    def one(self, draft_id: str) -> dict[str, Any]:
        """A draft's line in the list. Raises `CooperationError` when there is none."""
        return listed(self._settled(draft_id))

    def summary(self, draft_id: str, language: str) -> dict[str, Any]:
        """What was understood of each workbook so far, in words of the language."""
        entry = self._settled(draft_id)
        version, folder = current_version(), folder_of(draft_id)
        inputs = inputs_of(entry, version)
        results = {one["sha256"]: read_result(folder, one["sha256"]) for one in entry["workbooks"]}
        workbooks = [
            workbook_summary(one, results[one["sha256"]], inputs, queue.progress_of(draft_id, one["sha256"]), language)
            for one in entry["workbooks"]
        ]
        shown = entry["shown"]
        return {
            "draft": {**listed(entry), "base": version, "is_stale": bool(shown) and shown["base"] != version},
            "workbooks": workbooks,
            "is_ready": is_ready(entry, workbooks),
        }

    def answer(self, draft_id: str, by: str, answer: dict[str, Any]) -> None:
        """Keeps an answer and reads the workbooks again. Raises `CooperationError` when it cannot be followed."""
        made = list(reversed(open_warehouse().decisions()))
        with self._changing(draft_id, by) as entry:
            results = _results(entry)
            if "sha256" in answer:
                check_has(entry, answer["sha256"])
            for one in answering.checked(answer, results, entry["answers"], made):
                question = answering.question(one)
                rest = [other for other in entry["answers"] if answering.question(other) != question]
                about = {"by": by, "at": now(), "workbooks": answering.concerned(one, results)}
                entry["answers"] = [*rest, {**one, **about}]

    def forget(self, draft_id: str, by: str, answer: dict[str, Any]) -> None:
        """Takes an answer back. Raises `CooperationError` when nobody gave it."""
        with self._changing(draft_id, by) as entry:
            try:
                question = answering.question(answering.located(answer, _results(entry)))
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise CooperationError(message("answer_wrong")) from error
            rest = [one for one in entry["answers"] if answering.question(one) != question]
            if len(rest) == len(entry["answers"]):
                raise CooperationError(message("answer_unknown"))
            entry["answers"] = rest

    def answers(self, draft_id: str) -> list[dict[str, Any]]:
        """What was answered, in the order in which it was, each with "by" and "at"."""
        found: list[dict[str, Any]] = read_entry(draft_id)["answers"]
        return found

    def changes(self, draft_id: str, language: str) -> dict[str, Any]:
        """What publishing would change, row by row; noted as what was shown. Raises `CooperationError`."""
        check_readable(read_entry(draft_id))
        found = effect_of(draft_id)
        with changing(draft_id) as entry:
            entry["shown"] = {name: found[name] for name in ("base", "tables", "digest")}
        return {name: found[name] for name in ("base", "tables", "rows", "row_count")}

    @contextmanager
    def on_trial(self, draft_id: str) -> Iterator[Path]:
        """The file of the version that publishing would make; gone afterwards."""
        check_readable(read_entry(draft_id))
        with trial_of(draft_id) as path:
            yield path

    def submit(self, draft_id: str, by: str) -> None:
        """Lets the draft wait for a second person. Raises `CooperationError` when it is not ready."""
        check_ready(self.summary(draft_id, LANGUAGES[0]))
        with self._changing(draft_id, by) as entry:
            entry |= {"state": WAITING, "submitted_at": now(), "submitted_by": by}
        audit.record("submit", by, draft_id, workbooks=len(entry["workbooks"]), answers=len(entry["answers"]))

    def withdraw(self, draft_id: str, by: str) -> None:
        """Takes a waiting draft back, so that it is open again; an open one is given up, and its workbooks go."""
        with changing(draft_id) as entry:
            settled(entry)
            if entry["state"] == WAITING:
                entry |= {"state": OPEN, "submitted_at": None, "submitted_by": None}
            elif entry["state"] == OPEN:
                entry |= {"state": WITHDRAWN, "withdrawn_at": now(), "withdrawn_by": by}
            else:
                raise CooperationError(message("draft_not_open"))
        if entry["state"] == WITHDRAWN:
            remove_rest(folder_of(draft_id), [])
        audit.record("withdraw", by, draft_id, state=entry["state"], workbooks=len(entry["workbooks"]))

    def publish(self, draft_id: str, by: str) -> dict[str, Any]:
        """Publishes one version with all workbooks and answers: {"version", "loads"}; or raises, and nothing changed.

        Raises `Stale` when it would change something else than was shown, and `CooperationError`: not ready, or, with
        the setting `four_eyes`, not submitted or by a person who prepared it.
        """
        check_ready(self.summary(draft_id, LANGUAGES[0]))
        return publish(draft_id, by)

    def repaired(self, draft_id: str, sha256: str, language: str) -> bytes:
        """A workbook of the draft as it came, with its problems marked. Raises `CooperationError`."""
        check_has(read_entry(draft_id), sha256)
        with tempfile.TemporaryDirectory(prefix=".repaired-", dir=data_folder()) as place:
            out = Path(place) / "repaired.xlsx"
            known = language if language in LANGUAGES else LANGUAGES[0]
            run_task("repair", folder_of(draft_id), sha256, known, str(out))
            return out.read_bytes()

    def _entries(self) -> list[Entry]:
        return [self._settled(draft_id) for draft_id in draft_ids()]

    def _settled(self, draft_id: str) -> Entry:
        """The entry; of a draft whose publishing was cut short, what became of it."""
        entry = read_entry(draft_id)
        if entry["publishing"] and not is_publishing(draft_id):
            with changing(draft_id) as entry:
                settled(entry)
        return entry

    @contextmanager
    def _changing(self, draft_id: str, by: str) -> Iterator[Entry]:
        """The entry, to be changed by the draft's author while it is open."""
        with changing(draft_id) as entry:
            settled(entry)
            check_open(entry, by)
            before = orjson.dumps([entry["answers"], entry["workbooks"]])
            answers = list(entry["answers"])
            yield entry
            if orjson.dumps([entry["answers"], entry["workbooks"]]) != before:
                entry |= {"changed_at": now(), "shown": None}
            entry["revision"] += entry["answers"] != answers
        queue.nudge()


def _results(entry: Entry) -> dict[str, dict[str, Any]]:
    """sha256 → what was found, of the workbooks that were read."""
    folder = folder_of(entry["id"])
    found = ((one["sha256"], read_result(folder, one["sha256"])) for one in entry["workbooks"])
    return {digest: result for digest, result in found if result}


def open_drafts() -> Drafts:
    """The drafts of the data folder that the environment names."""
    return Drafts()
