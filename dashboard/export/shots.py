"""The list of shots: which pages are shown, with what chosen, under which name; data that an office changes."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from dashboard.navigation import PAGES
from dashboard.text import LANGUAGES
from etl.errors import ReferenceBroken
from etl.messages import message
from etl.places import data_folder

FILE = "shots.toml"
_NAME = re.compile(r"[a-z0-9-]{1,40}")
CHOICES = ("from", "to", "sector", "partner", "town", "direction", "stage")
LEADERS_PAGES = tuple(page for _, page, action in PAGES if action == "view")


@dataclass(frozen=True)
class Shot:
    """One picture: a page as a reader would see it at an address."""

    name: str
    page: str
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    width: int = 1920
    height: int = 1080
    scale: float = 2

    def path(self, language: str, as_of: str, view: str = "page") -> str:
        """The address below the server's, the same on every run of the same week."""
        query = {**self.choices, "language": (language,), "as_of": (as_of,)}
        if view != "page":
            query["view"] = (view,)
        return f"/{'' if self.page == LEADERS_PAGES[0] else self.page}?{urlencode(query, doseq=True)}"


def shots() -> tuple[Shot, ...]:
    """The list that holds: the office's own, or the one that comes with the software.

    Raises `ReferenceBroken` for a page, choice or name that there is not.
    """
    own = data_folder() / FILE
    try:
        with (own if own.is_file() else Path(__file__).with_name(FILE)).open("rb") as file:
            stated: dict[str, Any] = tomllib.load(file)
        same: dict[str, Any] = {size: stated[size] for size in ("width", "height", "scale") if size in stated}
        found = tuple(_shot(entry, same) for entry in stated["shot"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReferenceBroken(message("shots_unreadable", seen=str(error)[:80])) from error
    if not found or len({shot.name for shot in found}) < len(found):
        raise ReferenceBroken(message("shots_unreadable", seen="name"))
    return found


def _shot(entry: Mapping[str, Any], same: Mapping[str, Any]) -> Shot:
    name, page = str(entry["name"]), str(entry["page"])
    if not _NAME.fullmatch(name):
        raise ValueError(f"name = {name}")
    if page not in LEADERS_PAGES:
        raise ValueError(f"page = {page}")
    sizes = {size: entry.get(size, same.get(size)) for size in ("width", "height", "scale")}
    for size, value in sizes.items():
        if value is not None and not 0 < value <= 8000:
            raise ValueError(f"{size} = {value}")
    choices = {}
    for choice in set(entry) - {"name", "page", *sizes}:
        if choice not in CHOICES:
            raise ValueError(choice)
        value = entry[choice]
        choices[choice] = tuple(value) if isinstance(value, list) else (str(value),)
    return Shot(name, page, choices, **{size: value for size, value in sizes.items() if value is not None})


def language_named(text: str) -> str:
    """A language of the pages. Raises `ValueError` for another one."""
    if text not in LANGUAGES:
        raise ValueError(text)
    return text
