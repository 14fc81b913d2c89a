"""What titles, sheet names and section rows say for the cells below that do not say it themselves."""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from etl.clean.dates import EARLIEST_YEAR
from etl.clean.numbers import stated_unit
from etl.clean.text import folded
from etl.reference import names
from etl.source import FOLDER

Said = dict[str, Any]
# A longer line is a remark about something, not a title of rows.
LONGEST_TITLE = 60


@dataclass(frozen=True)
class Surroundings:
    """Year, month, the unit and currency of amounts, the unit of counts, direction and town; None where unsaid."""

    year: int | None = None
    month: int | None = None
    factor: int | None = None
    currency: str | None = None
    heads: int | None = None
    direction: str | None = None
    town: str | None = None


NOTHING_SAID = Surroundings()


@cache
def _words() -> dict[str, Any]:
    with (FOLDER / "rows.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file)["context"]
    return found


def said_by(written: str, today: date) -> Said:
    """What one text says. A text that says two years or two directions says None of them, and that is an answer."""
    text = folded(written)
    if len(text) > LONGEST_TITLE or any(word in text for word in _words()["not_of_rows"]):
        return {}
    said: Said = {}
    years = {int(year) for year in re.findall(_words()["year"], text)}
    months = {int(month) for month in re.findall(_words()["month"], text)}
    is_span = re.search(_words()["span"], text) is not None
    if years:
        (year,) = years if len(years) == 1 and not (is_span and not months) else (None,)
        said["year"] = year if year and EARLIEST_YEAR <= year <= today.year + 1 else None
    if months:
        said["month"] = months.pop() if len(months) == 1 and not is_span else None
    ways = {way for way, words in _words()["directions"].items() if any(folded(word) in text for word in words)}
    if ways:
        said["direction"] = ways.pop() if len(ways) == 1 else None
    towns = _towns(text)
    if towns:
        said["town"] = towns.pop() if len(towns) == 1 else None
    return {**said, **_units(text)}


def _towns(text: str) -> set[str]:
    """Towns in full, 南区街道; 南区 or 港口 alone only where the text is nothing else."""
    if town := names("towns").find(text):
        return {town}
    endings = tuple(_words()["town_endings"])
    spelled = names("towns").canonical.items()
    return {town for spelling, town in spelled if spelling.endswith(endings) and len(spelling) > 2 and spelling in text}


def _units(text: str) -> Said:
    said: Said = {}
    for after, inside in re.findall(_words()["unit"], text):
        for note in re.split(_words()["unit_separator"], after or inside):
            kind, factor, currency = stated_unit(note.strip()) or ("", None, None)
            found: Said = {"factor": factor, "currency": currency} if kind == "money" else {}
            if kind == "people":
                found = {"heads": factor}
            for name, value in found.items():
                if value is not None:
                    said[name] = value if said.get(name, value) == value else None
    return said


def agreed(texts: list[str], today: date) -> Surroundings:
    """What texts of equal weight say together; where two contradict each other, nothing."""
    together: Said = {}
    for text in texts:
        for name, value in said_by(text, today).items():
            together[name] = value if together.get(name, value) == value else None
    return Surroundings(**together)


class Sections:
    """What the section rows above a row say: 2024年 over 赴港 over the rows; a new 来访 ends 赴港 and not the year."""

    def __init__(self, outside: Surroundings, today: date) -> None:
        self._outside = outside
        self._today = today
        self._open: list[Said] = []

    def enter(self, text: str) -> Surroundings:
        """The surroundings of the rows below this section row."""
        said = said_by(text, self._today)
        keep = len(self._open)
        for depth, earlier in enumerate(self._open):
            if not said or set(earlier) & set(said):
                keep = depth
                break
        self._open = [*self._open[:keep], *([said] if said else [])]
        found = self._outside
        for one in self._open:
            found = replace(found, **one)
        return found
