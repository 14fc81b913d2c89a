"""Who did what and when: lines that are only ever added to, each sealed by a hash that runs on from the line before.

A line is the canonical JSON of an entry; its hash is the SHA-256 of that JSON without the hash itself. A head file
beside the log names the last entry, so that an end cut off is found as well. Made to find damage and lines taken out,
not somebody who can write to the folder and makes the whole chain anew.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout

from etl.clock import now
from etl.errors import CooperationError
from etl.messages import message
from etl.places import data_folder
from etl.received import sync_folder

# fmt: off
ACTIONS = frozenset({
    "sign_in", "sign_in_failed", "sign_out", "account", "load", "submit", "withdraw", "publish", "undo", "redo",
    "decide", "revoke", "edit", "propose", "accept", "decline", "define", "export",
})
# fmt: on
WAIT_SECONDS = 20
# A longer text is cut: the log says what was done, not what it was done with.
LONGEST_TEXT = 300
MOST_PARTS = 40
_TAIL = 1 << 20  # bytes; more than the longest line

Entry = dict[str, Any]


def audit_folder() -> Path:
    """Where the log and its head lie, readable by nobody else."""
    return data_folder() / "audit"


def record(action: str, by: str, about: str, **detail: Any) -> None:
    """Adds an entry and returns when it is on the disk; `detail` is what JSON can hold, without secrets or cells.

    Raises `CooperationError` when the log cannot be written, and `ValueError` for an action that there is not.
    """
    if action not in ACTIONS:
        raise ValueError(action)
    folder = audit_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(folder / "log.lock", timeout=WAIT_SECONDS, mode=0o600):
            _append(folder, {"action": action, "by": by, "about": about, "detail": detail})
    except (OSError, Timeout) as error:
        raise CooperationError(message("audit_unwritable", seen=type(error).__name__)) from error


def entries(first: int = 0, most: int | None = None) -> list[Entry]:
    """Entries newest first, without the `first` newest; at most `most`. What cannot be read is left out."""
    found = [entry for line in reversed(_read(audit_folder() / "log.jsonl")[0]) if (entry := _entry(line)) is not None]
    return found[first : None if most is None else first + most]


def verify() -> list[dict[str, Any]]:
    """What is wrong with the log: {"code", "seen", "message"}; nothing when every entry is there as it was written."""
    return [{"code": code, "seen": seen, "message": message(code, seen=seen)} for code, seen in _damages()]


def count() -> int:
    """How many entries there are."""
    return len(_read(audit_folder() / "log.jsonl")[0])


def _append(folder: Path, said: Entry) -> None:
    log = folder / "log.jsonl"
    lines, torn = _read_end(log)
    head, end = _read_head(folder), _end(lines)
    number, previous = _follows(head, end)
    entry = {"number": number + 1, "at": now(), **_short(said), "previous": previous}
    entry["hash"] = _hash(entry)
    with os.fdopen(os.open(log, os.O_RDWR | os.O_CREAT, 0o600), "rb+") as file:
        file.seek(0, os.SEEK_END)
        if torn and head == (end and (end["number"], end["hash"])):
            # What a loss of power left of a line that nobody was told is there.
            file.truncate(file.seek(-len(torn), os.SEEK_END))
        elif torn:
            file.write(b"\n")
        file.write(_canonical(entry) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    _write_head(folder, entry)


def _follows(head: "tuple[int, str] | None", end: Entry | None) -> tuple[int, str]:
    """Number and hash that the next entry goes on from. Where log and head contradict each other, the break stays."""
    if head is None:
        return (end["number"], end["hash"] if end["number"] == 1 else "") if end else (0, "")
    if end and end["number"] == head[0] + 1 and end["previous"] == head[1]:
        return end["number"], end["hash"]  # stopped between line and head
    return head


def _damages() -> Iterator[tuple[str, str]]:
    folder = audit_folder()
    lines, torn = _read(folder / "log.jsonl")
    previous: str | None = ""
    last = None
    for number, line in enumerate(lines, 1):
        entry = _entry(line)
        if entry is None:
            yield "audit_altered", str(number)
        elif (previous is not None and entry["previous"] != previous) or entry["number"] != (last or 0) + 1:
            yield "audit_missing", str(number)
        last = entry["number"] if entry else (last or 0) + 1
        previous = entry["hash"] if entry else None
    yield from _wrong_end(folder, _end(lines), len(lines), torn)


def _wrong_end(folder: Path, end: Entry | None, count: int, torn: bytes) -> Iterator[tuple[str, str]]:
    head = _read_head(folder)
    if head is None:
        if count > 1 or (folder / "head.json").exists():
            yield "audit_head", str(count)
    elif end is None or (end["number"], end["hash"]) != head:
        is_ahead = end is not None and end["number"] == head[0] + 1 and end["previous"] == head[1]
        if torn or not is_ahead:
            yield "audit_cut", str(head[0])


def _read(log: Path) -> tuple[list[bytes], bytes]:
    """The whole lines, and what stands behind the last of them."""
    try:
        *lines, torn = log.read_bytes().split(b"\n")
    except FileNotFoundError:
        return [], b""
    return lines, torn


def _read_end(log: Path) -> tuple[list[bytes], bytes]:
    """The same, of the end of the file alone; its first line may lack its beginning."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            *lines, torn = file.read().split(b"\n")
    except FileNotFoundError:
        return [], b""
    return lines, torn


def _end(lines: list[bytes]) -> Entry | None:
    return _entry(lines[-1]) if lines else None


def _entry(line: bytes) -> Entry | None:
    """The entry of a line; None when it is not, byte for byte, what was written."""
    try:
        entry = orjson.loads(line)
        is_whole = _canonical(entry) == line and entry["hash"] == _hash(entry) and type(entry["number"]) is int
    except (ValueError, TypeError, KeyError):
        return None
    return entry if is_whole else None


def _hash(entry: Entry) -> str:
    return hashlib.sha256(_canonical({name: value for name, value in entry.items() if name != "hash"})).hexdigest()


def _canonical(entry: Entry) -> bytes:
    return orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)


def _short(value: Any) -> Any:
    """Texts cut, lone surrogates and the like made printable; what JSON has no word for becomes text."""
    if isinstance(value, dict):
        return {str(name): _short(one) for name, one in list(value.items())[:MOST_PARTS]}
    if isinstance(value, list | tuple):
        return [_short(one) for one in value[:MOST_PARTS]]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)[:LONGEST_TEXT].encode("utf-8", "replace").decode()


def _read_head(folder: Path) -> tuple[int, str] | None:
    try:
        content = (folder / "head.json").read_bytes()
        head = orjson.loads(content)
        return (head["number"], head["hash"]) if _canonical(head) == content and len(head) == 2 else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write_head(folder: Path, entry: Entry) -> None:
    draft = folder / "head.next"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(_canonical({"number": entry["number"], "hash": entry["hash"]}))
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, folder / "head.json")
    sync_folder(folder)
