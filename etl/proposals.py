"""What analysts propose and publishers accept or decline: kept beside the warehouse, line by line, never changed.

A proposal is carried out as any change is, when it is accepted: then what it would do is checked against the version of
that moment.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from filelock import FileLock, Timeout

from etl import audit
from etl.clock import now
from etl.errors import CooperationError
from etl.history.decisions import decide_change, revoke_change
from etl.history.undoing import redo_change, undo_change
from etl.history.verdicts import decision_of
from etl.messages import message
from etl.names.bodies import merge_change, split_change
from etl.names.edit_checks import check_reason
from etl.names.edits import change_of
from etl.places import data_folder
from etl.trial import trial
from etl.warehouse import open_warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

WAIT_SECONDS = 60
LONGEST = 20_000  # bytes of what is proposed
Change = Callable[["Connection"], Any]
What = Mapping[str, Any]


def change_proposed(what: What, by: str, reason: str | None) -> Change:
    """What is proposed as a change to a draft, for `etl.trial.trial`. Raises `CooperationError` when it is none.

    {"kind": "edit", "table", "key", "row"} · {"kind": "decide", "reference", "verdict"} · {"kind": "merge", "one",
    "into"} · {"kind": "split", "written", "name"} · {"kind": "revoke", "decision"} · {"kind": "undo" or "redo", "load"}
    """
    try:
        return _CHANGES[what["kind"]](what, by, reason)
    except (KeyError, TypeError, ValueError) as error:
        raise CooperationError(message("proposal_unknown")) from error


def propose(by: str, what: What, reason: str) -> int:
    """Keeps a proposal that could be carried out now, and returns its id. Raises `CooperationError` in words."""
    if not reason.strip():
        raise CooperationError(message("edit_reason_missing"))
    check_reason(reason)
    content = orjson.dumps(what)
    if len(content) > LONGEST:
        raise CooperationError(message("proposal_unknown"))
    with trial(change_proposed(what, by, reason)):
        pass
    with _writing() as log:
        number = max((one["id"] for one in _folded(log)), default=0) + 1
        _append(log, {"id": number, "event": "proposed", "at": now(), "by": by, "what": what, "reason": reason})
    audit.record("propose", by, str(number), what=what, reason=reason)
    return number


def proposals(state: str | None = None) -> list[dict[str, Any]]:
    """Newest first, of one state or of all: open, accepted, declined.

    Each {"id", "at", "by", "what", "reason", "state", "settled_at", "settled_by", "answer", "version"}.
    """
    return [one for one in reversed(_folded(_log())) if state in (None, one["state"])]


def accept(number: int, by: str) -> dict[str, Any]:
    """Carries a proposal out in a new version, in the name of who accepts; → {"version", "result"}.

    Raises `CooperationError` when it is not open, or cannot be carried out any more.
    """
    with _writing() as log:
        found = _open(log, number)
        result, version = open_warehouse().change(change_proposed(found["what"], by, found["reason"]))
        _append(log, {"id": number, "event": "accepted", "at": now(), "by": by, "version": version})
    audit.record("accept", by, str(number), proposed_by=found["by"], what=found["what"], version=version)
    return {"version": version, "result": result}


def decline(number: int, by: str, reason: str) -> None:
    """Closes a proposal without carrying it out. Raises `CooperationError` when it is not open."""
    check_reason(reason)
    with _writing() as log:
        found = _open(log, number)
        _append(log, {"id": number, "event": "declined", "at": now(), "by": by, "answer": reason})
    audit.record("decline", by, str(number), proposed_by=found["by"], reason=reason)


def _decided(what: What, by: str, reason: str | None) -> Change:
    reference, verdict = str(what["reference"]), str(what["verdict"])

    def change(connection: "Connection") -> int:
        made = decision_of(connection, reference, verdict)
        return decide_change(made.kind, made.table_name, made.subject, made.object, by, reason)(connection)

    return change


_CHANGES: dict[str, Callable[[What, str, str | None], Change]] = {
    "edit": lambda what, by, reason: change_of(str(what["table"]), dict(what["key"]), what["row"], by, reason),
    "decide": _decided,
    "merge": lambda what, by, reason: merge_change(str(what["one"]), str(what["into"]), by, reason),
    "split": lambda what, by, reason: split_change(str(what["written"]), str(what["name"]), by, reason),
    "revoke": lambda what, by, _: revoke_change(int(what["decision"]), by),
    "undo": lambda what, by, _: undo_change(int(what["load"]), by),
    "redo": lambda what, by, _: redo_change(int(what["load"]), by),
}


def _open(log: Path, number: int) -> dict[str, Any]:
    for one in _folded(log):
        if one["id"] == number and one["state"] == "open":
            return one
    raise CooperationError(message("proposal_not_open", seen=number))


def _folded(log: Path) -> list[dict[str, Any]]:
    """The proposals, oldest first, with what became of them."""
    found: dict[int, dict[str, Any]] = {}
    unsettled = dict.fromkeys(("settled_at", "settled_by", "answer", "version"))
    for event in _events(log):
        if event["event"] == "proposed":
            said = {name: event[name] for name in ("id", "at", "by", "what", "reason")}
            found[event["id"]] = {**said, "state": "open", **unsettled}
        else:
            settled = {"state": event["event"], "settled_at": event["at"], "settled_by": event["by"]}
            found[event["id"]] |= {**settled, "answer": event.get("answer"), "version": event.get("version")}
    return list(found.values())


def _events(log: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = log.read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    for line in filter(None, lines):
        try:
            yield orjson.loads(line)
        except ValueError:
            continue  # what a loss of power left of a line that nobody was told is there


def _append(log: Path, event: dict[str, Any]) -> None:
    with os.fdopen(os.open(log, os.O_RDWR | os.O_CREAT, 0o600), "rb+") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        is_torn = file.read(1) not in (b"", b"\n")
        file.write((b"\n" if is_torn else b"") + orjson.dumps(event) + b"\n")
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _writing() -> Iterator[Path]:
    log = _log()
    try:
        log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(log.with_name("log.lock"), timeout=WAIT_SECONDS, mode=0o600):
            yield log
    except (OSError, Timeout) as error:
        raise CooperationError(message("proposals_unwritable", seen=type(error).__name__)) from error


def _log() -> Path:
    return data_folder() / "proposals" / "log.jsonl"
