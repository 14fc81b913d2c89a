"""A week's folder appears whole, by one rename, or not at all; one export runs at a time."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout

from etl.errors import CooperationError
from etl.messages import message
from etl.places import data_folder
from etl.received import sync_folder

MANIFEST = "manifest.json"


class ExportBusy(CooperationError):
    """Another export is running."""


def exports_folder() -> Path:
    """Where the weeks' folders lie when no other place is named."""
    return data_folder() / "exports"


@contextmanager
def alone(exports: Path) -> Iterator[None]:
    """While this lasts no other export runs over the same folder. Raises `ExportBusy`."""
    exports.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(exports / ".lock", timeout=0):
            _remove_leftovers(exports)
            yield
    except Timeout as error:
        raise ExportBusy(message("export_busy")) from error


@contextmanager
def new_folder(exports: Path, name: str) -> Iterator[Path]:
    """A folder to write to, hidden until the block ends without an error, then in the place of the one before."""
    draft = exports / f".making-{secrets.token_hex(4)}"
    draft.mkdir(parents=True)
    try:
        yield draft
        for path in sorted(draft.rglob("*")):
            sync_folder(path) if path.is_dir() else _sync(path)
        sync_folder(draft)
        target, before = exports / name, exports / f".before-{secrets.token_hex(4)}"
        if target.exists():
            # Two renames: a folder that is not empty cannot be replaced by one.
            os.replace(target, before)
        os.replace(draft, target)
        sync_folder(exports)
        shutil.rmtree(before, ignore_errors=True)
    finally:
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


def _remove_leftovers(exports: Path) -> None:
    """What a killed export left; a week that it had moved aside and not replaced comes back."""
    for leftover in exports.glob(".before-*"):
        named = orjson.loads((leftover / MANIFEST).read_bytes()).get("folder", "") if leftover.is_dir() else ""
        if named and not (exports / named).exists():
            os.replace(leftover, exports / named)
        else:
            shutil.rmtree(leftover, ignore_errors=True)
    for leftover in exports.glob(".making-*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _sync(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
