"""A week's folder appears whole, by one rename, or not at all; one export runs at a time."""

import ctypes
import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from dashboard.export.kept.turn import NotOurTurn, turn
from etl.errors import CooperationError
from etl.messages import message
from etl.places import data_folder
from etl.received import sync_folder

MANIFEST = "manifest.json"
RUNNING = ".running"


class ExportBusy(CooperationError):
    """Another export is running."""


def exports_folder() -> Path:
    """Where the weeks' folders lie when no other place is named."""
    return data_folder() / "exports"


@contextmanager
def alone(exports: Path) -> Iterator[Callable[[], None]]:
    """While this lasts no other export runs over the same folder, on whatever machine. Raises `ExportBusy`.

    Gives what is to be asked before the week's folder is put in place: it raises when the turn was lost meanwhile.
    """
    try:
        with turn(exports / RUNNING) as still_ours:
            _remove_leftovers(exports)
            yield still_ours
    except NotOurTurn as error:
        raise ExportBusy(message("export_busy")) from error


@contextmanager
def new_folder(exports: Path, name: str, ready: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """A folder to write to, hidden until the block ends without an error, then in the place of the one before.

    `ready` is asked when all is on the disk; if it raises, nothing is put in place.
    """
    draft = exports / f".making-{secrets.token_hex(4)}"
    draft.mkdir(parents=True)
    try:
        yield draft
        for path in sorted(draft.rglob("*")):
            sync_folder(path) if path.is_dir() else sync_file(path)
        sync_folder(draft)
        ready()
        _put_in_place(draft, exports / name)
        sync_folder(exports)
    finally:
        # After a swap the week of before lies here.
        shutil.rmtree(draft, ignore_errors=True)


def write_manifest(folder: Path, said: dict[str, Any]) -> None:
    """Writes the manifest, last of all: every file with its SHA-256 and size in bytes."""
    files = {
        file.name: {"sha256": hashlib.sha256(file.read_bytes()).hexdigest(), "bytes": file.stat().st_size}
        for file in sorted(folder.iterdir())
        if file.is_file()
    }
    content = orjson.dumps({"files": files, **said}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    (folder / MANIFEST).write_bytes(content)


def _put_in_place(draft: Path, target: Path) -> None:
    """`draft` under the name of `target`; what was there before lies where `draft` lay, or is gone."""
    if not target.exists():
        os.replace(draft, target)
    elif not _swap(draft, target):
        # A folder that is not empty cannot be replaced: for a moment there is none.
        before = target.with_name(f".before-{secrets.token_hex(4)}")
        os.replace(target, before)
        try:
            os.replace(draft, target)
        except OSError:
            os.replace(before, target)
            raise
        shutil.rmtree(before, ignore_errors=True)


def _swap(one: Path, other: Path) -> bool:
    """Both take each other's name in one step (Linux's renameat2); False where the system or the disk cannot."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if renameat2 is None:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0:
        return True
    if ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))


def _remove_leftovers(exports: Path) -> None:
    """What a killed export left; a week that it had moved aside and not replaced comes back."""
    for leftover in exports.glob(".before-*"):
        named = _folder_named_in(leftover / MANIFEST)
        if named and not (exports / named).exists():
            os.replace(leftover, exports / named)
        else:
            shutil.rmtree(leftover, ignore_errors=True)
    for leftover in exports.glob(".making-*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _folder_named_in(manifest: Path) -> str:
    """The week that a manifest is of; "" when its folder was killed while it was removed."""
    try:
        return str(orjson.loads(manifest.read_bytes())["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def sync_file(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
