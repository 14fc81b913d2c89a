"""The weeks that were exported: what is in each, its files, and two of them beside each other."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from dashboard.indicators.registry import INDICATORS
from dashboard.stewardship.row_words import moment
from dashboard.text import t
from dashboard.text.format import day
from etl.places import data_folder

# `dashboard.export.folder` writes it, and is above this layer.
MANIFEST = "manifest.json"
_WEEK = re.compile(r"\d{4}-W\d{2}")


def folder() -> Path:
    return data_folder() / "exports"


def weeks(language: str) -> list[dict[str, Any]]:
    """Every exported week, newest first, with its files in each language."""
    if not folder().is_dir():
        return []
    found = [path for path in folder().iterdir() if _WEEK.fullmatch(path.name) and (path / MANIFEST).is_file()]
    return [_told(path, language) for path in sorted(found, reverse=True)]


def manifest(week: str, edition: str = "") -> dict[str, Any] | None:
    """What a week's folder says of itself, or the part of it in another language; None when there is none."""
    if not _WEEK.fullmatch(week) or (edition and edition not in ("zh-Hans", "zh-Hant", "en")):
        return None
    path = folder() / week / edition / MANIFEST
    found: dict[str, Any] | None = orjson.loads(path.read_bytes()) if path.is_file() else None
    return found


def file(week: str, edition: str, name: str) -> Path | None:
    """A file that the manifest names, and no other."""
    said = manifest(week, edition)
    if said is None or name not in (*said["files"], MANIFEST):
        return None
    return folder() / week / edition / name


def compared(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The indicators of both weeks' first pages: id, value in `one`, value in `other`."""
    before, now = (_values(said) for said in (one, other))
    names = dict.fromkeys([*before, *now])
    return [{"indicator": name, "before": before.get(name), "now": now.get(name)} for name in names]


def _values(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for page in said["pages"][:1] for name, value in page["values"].items() if name in INDICATORS}


def _told(path: Path, language: str) -> dict[str, Any]:
    said = orjson.loads((path / MANIFEST).read_bytes())
    others = [edition for edition in ("zh-Hans", "zh-Hant", "en") if (path / edition / MANIFEST).is_file()]
    editions = {said["language"]: "", **{edition: edition for edition in others}}
    return {
        "week": said["week"],
        "as_of_words": day(date.fromisoformat(said["as_of"]), language),
        "version": said["version"],
        "made_at_words": moment(said["made_at"], language),
        "sentences": said["brief"]["sentences"],
        "pictures": [f"{page['name']}.png" for page in said["pages"] if f"{page['name']}.png" in said["files"]],
        "files": [name for name in said["files"] if not name.endswith(".png")],
        "editions": [
            {"language": name, "name": t(f"language.{name}", language), "folder": place}
            for name, place in editions.items()
        ],
    }
