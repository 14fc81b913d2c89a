"""The folder of a draft: what it says of itself, and its workbooks as they came, so that no moment can lose any.

`<data>/intake/<id>/draft.json` is replaced whole by one rename after it reached the disk; what it names was there
before it. What it does not name was never said to be there, and goes.
"""

import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout

from etl.errors import CooperationError
from etl.messages import message
from etl.places import data_folder
from etl.received import sync_folder

WAIT_SECONDS = 30
STATE = "draft.json"
_ID = re.compile(r"[0-9a-f]{16}")
SHA256 = re.compile(r"[0-9a-f]{64}")

Entry = dict[str, Any]


def intake_folder() -> Path:
    """Where the drafts lie, readable by nobody else."""
    return data_folder() / "intake"


def make_draft(entry: Entry) -> str:
    """A new draft that says `entry` of itself; its id."""
    name = secrets.token_hex(8)
    intake_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = intake_folder() / name
    folder.mkdir(mode=0o700)
    write_durably(folder / STATE, orjson.dumps({"id": name, **entry}))
    sync_folder(intake_folder())
    return name


def folder_of(draft_id: str) -> Path:
    """The folder of a draft. Raises `CooperationError` when there is none; the id is nobody's path."""
    folder = intake_folder() / draft_id
    if not _ID.fullmatch(draft_id) or not (folder / STATE).is_file():
        raise CooperationError(message("unknown_draft"))
    return folder


def draft_ids() -> list[str]:
    """All drafts; a folder whose draft was never said to be there is none."""
    try:
        return [path.name for path in intake_folder().iterdir() if _ID.fullmatch(path.name) and (path / STATE).exists()]
    except FileNotFoundError:
        return []


def read_entry(draft_id: str) -> Entry:
    """What a draft says of itself."""
    entry: Entry = orjson.loads((folder_of(draft_id) / STATE).read_bytes())
    return entry


def how_many_workbooks(folder: Path) -> int:
    """The number of workbooks of the draft in a folder, at least one: for limits that grow with them."""
    return max(1, len(read_entry(folder.name)["workbooks"]))


@contextmanager
def changing(draft_id: str) -> Iterator[Entry]:
    """The draft's entry, to be changed in place; kept when the block ends without an exception. One at a time."""
    folder = folder_of(draft_id)
    with locked(folder):
        entry = read_entry(draft_id)
        before = orjson.dumps(entry)
        yield entry
        after = orjson.dumps(entry)
        if after != before:
            write_durably(folder / STATE, after)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else changes the draft meanwhile. Raises `CooperationError` when somebody does for long."""
    try:
        with FileLock(folder / "lock", timeout=WAIT_SECONDS, mode=0o600):
            yield
    except Timeout as error:
        raise CooperationError(message("draft_busy")) from error


def write_durably(path: Path, content: bytes | Iterable[bytes]) -> int:
    """Puts a file in its place by one rename, after its bytes reached the disk; how many they are."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    count = 0
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for block in (content,) if isinstance(content, bytes) else content:
                count += len(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)
    return count


def remove_rest(folder: Path, kept: Iterable[str]) -> None:
    """Removes workbooks and results that the draft does not name, and what a killed process left of a file."""
    named = set(kept)
    for path in folder.iterdir():
        is_part = path.name.startswith(".") and path.name.endswith(".part")
        if is_part or (SHA256.match(path.name) and path.name[:64] not in named):
            path.unlink(missing_ok=True)
