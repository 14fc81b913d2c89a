"""The definitions of the indicators, as they are written in `indicators.toml`; what they mean is read elsewhere.

An office's own edition wins indicator by indicator, so that an update may bring new ones.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl import clock
from etl.errors import ReferenceBroken
from etl.places import REFERENCE, reference_file

FILE = "indicators.toml"
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
Words = Mapping[str, str]
Entry = Mapping[str, Any]
_Stamp = tuple[str, int, int]


# What was read last; every word about an indicator asks for it.
_held: Mapping[str, Any] | None = None


def definitions() -> Mapping[str, Any]:
    """`indicators`, `owners` and `lights`, each by name; the same object until `look_again` finds another.

    Raises `ReferenceBroken`.
    """
    return _held or look_again()


def look_again() -> Mapping[str, Any]:
    """Reads the definitions anew when a file changed: asked once a page, so that a page has one of each."""
    global _held
    _held = _merged(_stamp(REFERENCE / FILE), _stamp(reference_file(FILE)))
    return _held


def versions(entry: Entry) -> list[Entry]:
    """The versions of an indicator, oldest first; the first is number 1."""
    found: list[Entry] = entry["versions"]
    return found


def number_on(entry: Entry, day: date) -> int:
    """The number of the version that holds on a day; the first also holds before it was written down."""
    return max([1, *(number for number, one in enumerate(versions(entry), 1) if one["valid_from"] <= day)])


def words(language: str, day: date | None = None) -> dict[str, str]:
    """Every word about indicators in a language, by the key that the text catalogue would have.

    A definition is the one that holds on `day`, or today.
    """
    return _words(_Same(definitions()), language, day or clock.today())


def definition_words(name: str, number: int, language: str) -> str:
    """What version `number` of an indicator's definition says. Raises `KeyError` or `IndexError` when there is none."""
    text: str = versions(definitions()["indicators"][name])[number - 1]["definition"][language]
    return text


def forget() -> None:
    """What was read no longer holds: an edition was written by this process."""
    global _held
    _held = None


class _Same:
    """An object as a key: equal to itself alone."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.content is self.content

    def __hash__(self) -> int:
        return id(self.content)


@lru_cache(maxsize=64)
def _words(known: _Same, language: str, day: date) -> dict[str, str]:
    found = {f"owner.{name}": owner[language] for name, owner in known.content["owners"].items()}
    for name, entry in known.content["indicators"].items():
        found[f"indicator.{name}.name"] = entry["name"][language]
        found[f"indicator.{name}.counted"] = entry["counted"][language]
        if "denominator" in entry:
            found[f"indicator.{name}.denominator"] = entry["denominator"][language]
        found[f"indicator.{name}.definition"] = versions(entry)[number_on(entry, day) - 1]["definition"][language]
    return found


def _stamp(path: Path) -> _Stamp:
    try:
        known = path.stat()
    except OSError as error:
        raise ReferenceBroken(f"{path.name}: {error.strerror}") from error
    return str(path), known.st_mtime_ns, known.st_size


@lru_cache(maxsize=8)
def _merged(shipped: _Stamp, own: _Stamp) -> Mapping[str, Any]:
    found = _read(Path(shipped[0]))
    if own != shipped:
        more = _read(Path(own[0]))
        found = {part: {**found.get(part, {}), **more.get(part, {})} for part in ("indicators", "owners", "lights")}
    for name, entry in found["indicators"].items():
        _check(name, entry)
    for name, owner in found["owners"].items():
        _check_words(f"owners.{name}", owner)
    if not all(type(found["lights"].get(name)) in (int, float) for name in ("on_track", "watch")):
        raise ReferenceBroken(f"{FILE}: lights.on_track and lights.watch are shares of a target")
    return found


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        with path.open("rb") as file:
            found = tomllib.load(file)
    except (OSError, ValueError) as error:
        raise ReferenceBroken(f"{path.name}: {error}") from error
    if not all(isinstance(part, dict) for part in found.values()):
        raise ReferenceBroken(f"{path.name}: indicators, owners and lights are tables")
    return found


def _check(name: str, entry: Any) -> None:
    """Words in every language, and versions in the order of their days."""
    if not isinstance(entry, dict):
        raise ReferenceBroken(f"{FILE}: {name} is no table")
    told = entry.get("versions")
    if not isinstance(told, list) or not told or not all(isinstance(one, dict) for one in told):
        raise ReferenceBroken(f"{FILE}: {name} has no versions")
    days = [one.get("valid_from") for one in told]
    if not all(type(day) is date for day in days) or days != sorted(set(days)):
        raise ReferenceBroken(f"{FILE}: {name}: each version holds from a day of its own, in order")
    for part in ("name", "counted", *(["denominator"] if "denominator" in entry else [])):
        _check_words(f"{name}.{part}", entry.get(part))
    for number, one in enumerate(told, 1):
        _check_words(f"{name}.versions[{number}].definition", one.get("definition"))


def _check_words(place: str, said: Any) -> None:
    if not isinstance(said, dict) or any(not isinstance(said.get(name), str) or not said[name] for name in LANGUAGES):
        raise ReferenceBroken(f"{FILE}: {place} has no text in {', '.join(LANGUAGES)}")
