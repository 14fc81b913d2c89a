"""What titles, sheet names and section rows say for the cells below that do not say it themselves."""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from etl.clean.date_signs import year_of_republic
from etl.clean.dates import EARLIEST_YEAR
from etl.clean.numbers import stated_unit
from etl.clean.numerals import number_of
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
    # What is added to years of the Republic of China, where the sheet says that it counts so.
    era: int = 0


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
    if republic := year_of_republic(written):
        years.add(republic)
    years.update(year for numeral in re.findall(_words()["year_numeral"], text) if (year := number_of(numeral)))
    months.update(month for numeral in re.findall(_words()["month_numeral"], text) if (month := number_of(numeral)))
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


def _agreed(texts: list[str], today: date) -> Said:
    """What texts of equal weight say together; where two contradict each other, nothing."""
    together: Said = {}
    for text in texts:
        for name, value in said_by(text, today).items():
            together[name] = value if together.get(name, value) == value else None
    return together


def nearest(levels: list[list[str]], today: date) -> Surroundings:
    """What levels of texts say, from the nearest outwards: a nearer level wins over a farther one.

    A whole day, 2025-01-10, is when a form was made and not when its rows happened; it says no year.
    """
    together: Said = {}
    for texts in levels:
        for name, value in _agreed([_days().sub(" ", text) for text in texts], today).items():
            together.setdefault(name, value)
    return Surroundings(**together)


@cache
def _days() -> re.Pattern[str]:
    return re.compile(_words()["day"])


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


def direction_of(texts: list[str]) -> str | None:
    """The one direction that texts name; None where they name none or both."""
    text = "\n".join(map(folded, texts))
    ways = {way for way, words in _words()["directions"].items() if any(folded(word) in text for word in words)}
    return ways.pop() if len(ways) == 1 else None


def month_of_name(name: str) -> str:
    """A sheet's name, with 202403 and 2024.3 written as a month of a year."""
    if match := re.fullmatch(_words()["month_name"], folded(name)):
        return "".join(part + sign for part, sign in zip(match.groups(), _words()["month_signs"], strict=True))
    return name


def narrowed(titles: list[str], name: str) -> list[str]:
    """Titles without the years that they name, 2023-2024年, where the sheet's name is one of these."""
    year = _words()["year"]
    told = [int(one) for text in titles for one in re.findall(year, folded(text))]
    named = {int(one) for one in re.findall(year, folded(name))}
    if len(set(told)) < 2 or len(named) != 1 or not min(told) <= min(named) <= max(told):
        return titles
    return [re.sub(year, " ", folded(text)) for text in titles]
