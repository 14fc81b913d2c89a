"""The version that publishing a draft would make, made once for rows and numbers alike; the last one is kept."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import orjson

from etl.errors import CooperationError
from etl.intake.child import run_task
from etl.intake.found import current_version, inputs_of
from etl.intake.store import folder_of, read_entry, write_durably
from etl.messages import message
from etl.places import data_folder

EFFECT = "effect.json"
_one_at_a_time = Lock()


def effect_of(draft_id: str) -> dict[str, Any]:
    """What publishing would change, as `etl.intake.effect` says it, with "base", the version it was held against."""
    with _one_at_a_time:
        return _made(draft_id)[0]


@contextmanager
def trial_of(draft_id: str) -> Iterator[Path]:
    """The file of the version, under a path of its own while it is looked at."""
    place = data_folder() / "trials" / secrets.token_hex(8)
    with _one_at_a_time:
        _, path = _made(draft_id)
        place.mkdir(parents=True)
        _share(path, place / path.name)
    try:
        yield place / path.name
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _share(path: Path, other: Path) -> None:
    """The same file under another name; where a disk has no links, a copy."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copyfile(path, other)


def _made(draft_id: str) -> tuple[dict[str, Any], Path]:
    """The effect and the file; made where the last one made is not of this draft, its answers and the version now."""
    folder, kept = folder_of(draft_id), data_folder() / "trials" / "last"
    entry = read_entry(draft_id)
    inputs = "/".join([inputs_of(entry, current_version()), *(one["sha256"] for one in entry["workbooks"])])
    found = _read(folder)
    if found and found["inputs"] == inputs and (kept / found["file"]).is_file():
        return found, kept / found["file"]
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    found = run_task("trial", folder, str(kept))
    if found is None:
        raise CooperationError(message("draft_busy"))
    found["inputs"] = inputs
    write_durably(folder / EFFECT, orjson.dumps(found))
    return found, kept / found["file"]


def _read(folder: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = orjson.loads((folder / EFFECT).read_bytes())
    except (OSError, ValueError):
        return None
    return found
