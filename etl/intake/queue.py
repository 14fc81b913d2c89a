"""Reads what waits, one child process at a time, in one background thread of the server.

What is to be read is seen from the drafts alone, a workbook without a result for the draft's answers and the current
version: a server that starts again goes on where it was.
"""

import contextlib
import logging
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Lock, Thread

from etl.clock import OFFICE
from etl.confine import refusal_for
from etl.errors import CooperationError, WorkbookRefused
from etl.intake.child import Line, keep_none, keep_ready, run_task
from etl.intake.found import current_version, failure, inputs_of, is_read_for, keep_result, was_read
from etl.intake.store import Entry, draft_ids, folder_of, intake_folder, read_entry, remove_rest
from etl.places import data_folder
from etl.read.workbook import refuse_at_once

log = logging.getLogger(__name__)
# Without a nudge, for what another process did
LOOK_SECONDS = 2.0
OPEN = ("open", "waiting")
KEPT_DAYS = 90

_nudged, _stopped, _guard = Event(), Event(), Lock()
# Somebody is at work: a child is kept ready for them.
_is_awaited = Event()
_thread: Thread | None = None
# (draft, sha256) of what is being read → the part that is done
_progress: dict[tuple[str, str], float] = {}


def start() -> None:
    """Begins to read what waits; once in a process."""
    global _thread
    with _guard:
        if _thread and _thread.is_alive():
            return
        _stopped.clear()
        _thread = Thread(target=_run, name="intake", daemon=True)
        _thread.start()


def stop() -> None:
    """Ends the thread and the child that it has; what was being read is read again when it starts."""
    with _guard:
        _stopped.set()
        _nudged.set()
        if _thread:
            _thread.join()


def nudge() -> None:
    """Something may wait now, or soon."""
    _is_awaited.set()
    _nudged.set()


def progress_of(draft_id: str, sha256: str) -> float | None:
    """The part of a workbook that is read; None when it is not being read in this process."""
    return _progress.get((draft_id, sha256))


def read_waiting() -> None:
    """Reads all that waits and returns; what could not be kept, on a full disk for one, waits on."""
    before = None
    while (waiting := next_waiting()) and waiting != before:
        _read(*waiting, goes_on=lambda: True)
        before = waiting


def _run() -> None:
    with contextlib.suppress(OSError):
        _tidy()
    before = None
    while not _stopped.is_set():
        _nudged.clear()
        waiting = None
        try:
            # What could not be kept, on a full disk for one, is not tried again at once.
            if (waiting := next_waiting()) and waiting != before:
                before = waiting
                _read(*waiting, goes_on=lambda: not _stopped.is_set())
                continue
        except Exception:
            log.exception("A draft could not be read")
        before = None
        if _is_awaited.is_set():
            with contextlib.suppress(OSError):
                keep_ready()
        _nudged.wait(LOOK_SECONDS)
    keep_none()


def _tidy() -> None:
    """Removes what killed processes left, and drafts that are done for long: the audit log tells of them."""
    forgotten = (datetime.now(OFFICE) - timedelta(days=KEPT_DAYS)).isoformat(timespec="seconds")
    shutil.rmtree(data_folder() / "trials", ignore_errors=True)
    for draft_id in draft_ids():
        entry = read_entry(draft_id)
        if entry["state"] not in OPEN and entry["changed_at"] < forgotten:
            shutil.rmtree(folder_of(draft_id), ignore_errors=True)
            continue
        kept = [one["sha256"] for one in entry["workbooks"]] if entry["state"] in OPEN else []
        remove_rest(folder_of(draft_id), kept)
    for folder in intake_folder().glob("*"):
        if folder.is_dir() and not (folder / "draft.json").exists():
            shutil.rmtree(folder, ignore_errors=True)


def next_waiting() -> tuple[str, str, list[str]] | None:
    """(draft, inputs, sha256 of the workbooks that wait): the draft that changed last, and what was answered last."""
    version = current_version()
    found = []
    for draft_id in draft_ids():
        entry = read_entry(draft_id)
        if entry["state"] in OPEN and (digests := _due(draft_id, entry, inputs_of(entry, version))):
            found.append((entry["changed_at"], draft_id, inputs_of(entry, version), digests))
    if not found:
        return None
    _, draft_id, inputs, digests = max(found)
    return draft_id, inputs, digests


def _due(draft_id: str, entry: Entry, inputs: str) -> list[str]:
    folder = folder_of(draft_id)
    due = [one["sha256"] for one in entry["workbooks"] if not is_read_for(folder, one["sha256"], inputs)]
    answered = [digest for answer in reversed(entry["answers"]) for digest in answer["workbooks"]]
    return sorted(due, key=lambda digest: answered.index(digest) if digest in answered else len(answered))


def _read(draft_id: str, inputs: str, digests: list[str], *, goes_on: Callable[[], bool]) -> None:
    folder = folder_of(draft_id)
    digests = [digest for digest in digests if not _is_refused_at_once(folder, digest, inputs)]
    if not digests:
        return
    current = digests[0]
    done: list[str] = []

    def hear(line: Line) -> None:
        nonlocal current
        if "progress" in line:
            current, part = line["progress"]
            _progress.clear()
            _progress[draft_id, current] = part
        elif "done" in line:
            done.append(line["done"])
            _progress.clear()

    def is_wanted() -> bool:
        return goes_on() and _inputs_now(draft_id) == inputs

    _progress[draft_id, current] = 0.0
    try:
        run_task("read", folder, inputs, *digests, hear=hear, is_wanted=is_wanted)
    except CooperationError as error:
        left = [digest for digest in digests if digest not in done]
        _fail(folder, current if current in left else left[0], inputs, error)
    finally:
        _progress.clear()


def _is_refused_at_once(folder: Path, digest: str, inputs: str) -> bool:
    """Whether it is seen without reading that this is no workbook, which is said before a child is asked."""
    if was_read(folder, digest):
        return False  # only its answers or the version are others, and a child says the same of it
    try:
        refuse_at_once((folder / digest).read_bytes())
    except WorkbookRefused as refusal:
        _fail(folder, digest, inputs, refusal)
        return True
    except OSError:
        return True  # the draft is gone
    return False


def _inputs_now(draft_id: str) -> str | None:
    try:
        entry = read_entry(draft_id)
    except CooperationError:
        return None
    return inputs_of(entry, current_version()) if entry["state"] in OPEN else None


def _fail(folder: Path, digest: str, inputs: str, error: CooperationError) -> None:
    """Keeps why a workbook ended the child that read it."""
    refusal = error if isinstance(error, WorkbookRefused) else refusal_for(1, b"")
    with contextlib.suppress(OSError):  # the draft is gone
        keep_result(folder, digest, inputs, failure(refusal))
