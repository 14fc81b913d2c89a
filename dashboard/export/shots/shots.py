"""The list of shots: which pages are shown, with what chosen, under which name; data that an office changes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.export.shots.shot import FILE, SHIPPED, Shot
from dashboard.export.shots.shot_rules import CHOICES, LIMITS, Fault, faults_of
from dashboard.text import LANGUAGES
from etl.errors import ReferenceBroken
from etl.messages import message
from etl.places import data_folder


@dataclass(frozen=True)
class ShotList:
    """The shots in their order, the languages of the weekly export, and who wrote it when (nobody: as shipped)."""

    shots: tuple[Shot, ...]
    languages: tuple[str, ...] = LANGUAGES[:1]
    by: str = ""
    at: str = ""


def shots(language: str | None = None, folder: Path | None = None) -> tuple[Shot, ...]:
    """The shots that the list has in a language, or all; of another data folder than the one that holds, if named.

    Raises `ReferenceBroken` for a list that is wrong, or has nothing in the language.
    """
    found = tuple(
        shot for shot in shot_list(folder).shots if not (language and shot.languages) or language in shot.languages
    )
    if not found:
        raise ReferenceBroken(message("shots_unreadable", seen=f"languages = {language}"))
    return found


def shot_list(folder: Path | None = None) -> ShotList:
    """The list that holds: the office's own, or the one that comes with the software. Raises `ReferenceBroken`."""
    own = (folder or data_folder()) / FILE
    try:
        with (own if own.is_file() else SHIPPED).open("rb") as file:
            found, faults = understood(tomllib.load(file))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReferenceBroken(message("shots_unreadable", seen=str(error)[:80])) from error
    if faults:
        raise ReferenceBroken(message("shots_unreadable", seen=f"{faults[0].field} = {faults[0].seen}"[:80]))
    return found


def understood(stated: Mapping[str, Any]) -> tuple[ShotList, tuple[Fault, ...]]:
    """A list as its file states it, and what is wrong with it."""
    same = {size: stated[size] for size in LIMITS if size in stated}
    entries = [same | entry for entry in stated["shot"]]
    found = tuple(_shot(entry) for entry in entries)
    languages = tuple(stated.get("languages", LANGUAGES[:1]))
    told = ShotList(found, languages, str(stated.get("by", "")), str(stated.get("at", "")))
    return told, tuple(faults_of(found, languages))


def _shot(entry: Mapping[str, Any]) -> Shot:
    given: dict[str, Any] = {size: entry[size] for size in LIMITS if size in entry}
    named = set(entry) - {"name", "page", "languages", *LIMITS}
    choices = {choice: _texts(entry[choice]) for choice in sorted(named, key=_order)}
    return Shot(str(entry["name"]), str(entry["page"]), choices, languages=_texts(entry.get("languages", ())), **given)


def _order(choice: str) -> int:
    return CHOICES.index(choice) if choice in CHOICES else len(CHOICES)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
