"""What a list of shots may say: which pages, filters, sizes and languages there are."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dashboard.navigation import PAGES
from dashboard.reader import DIRECTIONS
from dashboard.text import LANGUAGES

if TYPE_CHECKING:
    from dashboard.export.shots.shot import Shot

_NAME = re.compile(r"[a-z0-9-]{1,40}")
DAYS = ("from", "to")
CHOICES = (*DAYS, "sector", "partner", "town", "direction", "stage")
LEADERS_PAGES = tuple(page for _, page, action in PAGES if action == "view")
# What a browser draws in one picture, and what can still be read.
LIMITS = {"width": (360, 3840), "height": (360, 4320), "scale": (1, 3)}
MOST = 60


@dataclass(frozen=True)
class Fault:
    """What is wrong with a list: which shot (from 0; None: the list), which field of it, which rule, what was seen."""

    shot: int | None
    field: str
    rule: str  # name, taken, page, number, language, choice, value, days, empty, long
    seen: str = ""


def faults_of(found: "tuple[Shot, ...]", languages: tuple[str, ...]) -> Iterator[Fault]:
    """All that is wrong with a list for these languages, as far as no warehouse is needed to see it."""
    yield from _faults_of_list(found, languages)
    for number, shot in enumerate(found):
        yield from _faults(number, shot, found)


def unknown_values(found: "Iterable[Shot]", known: Mapping[str, Iterable[str]]) -> Iterator[Fault]:
    """Filters by names that the warehouse does not know: by choice, the values that there are."""
    names = {choice: set(values) for choice, values in known.items()}
    for number, shot in enumerate(found):
        for choice, values in shot.choices.items():
            for value in values:
                if choice in names and value not in names[choice]:
                    yield Fault(number, "query", "value", value)


def _faults_of_list(found: "tuple[Shot, ...]", languages: tuple[str, ...]) -> Iterator[Fault]:
    if not found:
        yield Fault(None, "shot", "empty")
    if len(found) > MOST:
        yield Fault(None, "shot", "long", str(len(found)))
    for language in languages or ("",):
        if language not in LANGUAGES:
            yield Fault(None, "languages", "language", str(language))
        elif found and not any(not shot.languages or language in shot.languages for shot in found):
            yield Fault(None, "languages", "nothing", language)


def _faults(number: int, shot: "Shot", found: "tuple[Shot, ...]") -> Iterator[Fault]:
    if not _NAME.fullmatch(shot.name):
        yield Fault(number, "name", "name", shot.name)
    if shot.name in [other.name for other in found[:number]]:
        yield Fault(number, "name", "taken", shot.name)
    if shot.page not in LEADERS_PAGES:
        yield Fault(number, "page", "page", shot.page)
    for size, (least, most) in LIMITS.items():
        value = getattr(shot, size)
        is_number = isinstance(value, (int, float) if size == "scale" else int) and not isinstance(value, bool)
        if not is_number or not least <= value <= most:
            yield Fault(number, size, "number", str(value))
    for language in shot.languages:
        if language not in LANGUAGES:
            yield Fault(number, "languages", "language", language)
    for choice, values in shot.choices.items():
        if choice not in CHOICES:
            yield Fault(number, "query", "choice", choice)
        elif choice == "direction":
            yield from (Fault(number, "query", "value", value) for value in values if value not in DIRECTIONS)
    days = [_day(shot.choices.get(choice, ())) for choice in DAYS]
    if "" in days or (all(days) and days[0] > days[1]):  # type: ignore[operator]
        yield Fault(number, "query", "days", "–".join(value for day in DAYS for value in shot.choices.get(day, ())))


def _day(values: tuple[str, ...]) -> str | None:
    """The day, "" when it is none, None when none is named."""
    if not values:
        return None
    try:
        return date.fromisoformat(values[0]).isoformat() if len(values) == 1 else ""
    except ValueError:
        return ""
