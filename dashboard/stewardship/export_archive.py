"""The weeks that were exported: what is in each, its files one by one or all together, and two beside each other."""

import io
import re
import subprocess
import sys
import zipfile
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from dashboard.export.kept.folder import MANIFEST, exports_folder
from dashboard.stewardship.export_run import speaking
from dashboard.stewardship.row_words import moment
from dashboard.text import LANGUAGES, t
from dashboard.text.format import day
from etl.errors import CooperationError
from etl.messages import message
from etl.places import ROOT

_WEEK = re.compile(r"\d{4}-W\d{2}")
PATIENCE = 120  # seconds for a comparison
# What is packed already is not packed again.
_PACKED = (".png", ".pdf", ".pptx", ".xlsx")


def weeks(language: str) -> list[dict[str, Any]]:
    """Every exported week, newest first, with its files in each language."""
    exports = exports_folder()
    if not exports.is_dir():
        return []
    found = [path for path in exports.iterdir() if _WEEK.fullmatch(path.name) and (path / MANIFEST).is_file()]
    return [_told(path, language) for path in sorted(found, reverse=True)]


def manifest(week: str, edition: str = "") -> dict[str, Any] | None:
    """What a week's folder says of itself, or the part of it in another language; None when there is none."""
    if not _WEEK.fullmatch(week) or (edition and edition not in LANGUAGES):
        return None
    path = exports_folder() / week / edition / MANIFEST
    found: dict[str, Any] | None = orjson.loads(path.read_bytes()) if path.is_file() else None
    return found


def file(week: str, edition: str, name: str) -> Path | None:
    """A file that the manifest names, and no other."""
    said = manifest(week, edition)
    if said is None or name not in (*said["files"], MANIFEST):
        return None
    return exports_folder() / week / edition / name


def whole(week: str) -> bytes | None:
    """All that a week's manifests name, in one ZIP file; None when there is no such week."""
    if manifest(week) is None:
        return None
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for edition in ("", *LANGUAGES):
            said = manifest(week, edition)
            for name in (*said["files"], MANIFEST) if said else ():
                path = exports_folder() / week / edition / name
                how = zipfile.ZIP_STORED if path.suffix in _PACKED else zipfile.ZIP_DEFLATED
                written.write(path, "/".join(filter(None, (week, edition, name))), compress_type=how)
    return packed.getvalue()


def compared(one: str, other: str, language: str) -> dict[str, Any] | None:
    """Two weeks as `python -m dashboard.export compare` tells them; None when one is not there.

    In a process of its own: it reads from what the weeks were told from, and not from what this server shows.
    """
    named = sorted((one, other))
    stamps = [
        (exports_folder() / week / MANIFEST).stat().st_mtime_ns if manifest(week) is not None else None
        for week in named
    ]
    return None if None in stamps else _compared(named[0], named[1], language, tuple(stamps))


@lru_cache(maxsize=32)
def _compared(one: str, other: str, language: str, stamps: tuple[int, ...]) -> dict[str, Any]:
    """What never changes while the two folders do not: `stamps` say that they are the same."""
    command = [sys.executable, "-m", "dashboard.export", "compare", one, other, "--language", language, "--json"]
    env = speaking(language)
    try:
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise CooperationError(message("not_compared", seen=f"{PATIENCE} s")) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CooperationError(said[-1][:300] if said else message("not_compared", seen=done.returncode))
    told: dict[str, Any] = orjson.loads(done.stdout)
    return told


def _told(path: Path, language: str) -> dict[str, Any]:
    said = orjson.loads((path / MANIFEST).read_bytes())
    others = [edition for edition in LANGUAGES if (path / edition / MANIFEST).is_file()]
    # In the reader's language, where the week was made in it.
    spoken = (manifest(path.name, language) if language in others else None) or said
    editions = {said["language"]: "", **{edition: edition for edition in others}}
    return {
        "week": said["week"],
        "as_of_words": day(date.fromisoformat(said["as_of"]), language),
        "version": said["version"],
        "made_at_words": moment(said["made_at"], language),
        "sentences": spoken["brief"]["sentences"],
        "sentences_language": spoken["language"],
        "pictures": [f"{page['name']}.png" for page in said["pages"] if f"{page['name']}.png" in said["files"]],
        "files": [name for name in said["files"] if not name.endswith(".png")],
        "editions": [
            {"language": name, "name": t(f"language.{name}", language), "folder": place}
            for name, place in editions.items()
        ],
    }
