"""The reference tables of `data/reference/`: names as they should be, and every spelling of them."""

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from etl.clean.text import folded
from etl.errors import ReferenceBroken
from etl.places import REFERENCE

# table → (the canonical column, the columns whose texts are spellings of it)
NAMES = {
    "sectors": ("sector", ("zh_hant", "en", "short_zh_hans", "short_zh_hant", "short_en", "spellings")),
    "partners": ("partner", ("zh_hant", "en", "short_en", "aliases")),
    "towns": ("town", ("zh_hant", "en", "short_zh_hans", "short_zh_hant", "aliases")),
    "schemes": ("scheme", ("zh_hant", "en", "short_en", "aliases")),
    "stages": ("stage", ("zh_hans", "zh_hant", "en", "spellings")),
}
OTHERS = ("sector_families", "partner_kinds", "choices", "exchange_rates", "ambiguous_names")


def read_table(name: str, folder: Path = REFERENCE) -> list[dict[str, str]]:
    """A reference table's rows as text. Raises `ReferenceBroken` when the file is missing or ragged."""
    heading, *rows = read_lines(name, folder)
    return [dict(zip(heading, row, strict=True)) for row in rows]


@cache
def exchange_rates() -> dict[tuple[str, str], Decimal]:
    """CNY for one unit of a currency, by month (2024-05) and currency (HKD)."""
    return {(row["month"], row["currency"]): Decimal(row["cny_per_unit"]) for row in read_table("exchange_rates")}


def read_lines(name: str, folder: Path = REFERENCE) -> list[list[str]]:
    """The heading and the rows; a table may hold no rows yet, but always a heading."""
    path = folder / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except (OSError, csv.Error) as error:
        raise ReferenceBroken(f"{path.name}: {error}") from error
    if not lines or any(len(line) != len(lines[0]) for line in lines):
        raise ReferenceBroken(f"{path.name}: a row has more or fewer cells than the heading")
    return lines


# Quotation marks, points and dashes tell no two names apart; brackets do: 香港科技大学（广州） is another body.
_IDLE = re.compile("[\"'“”‘’「」『』《》<>·•.,:。\u00ad‐‑‒–—_-]")
# Below this a name that nobody knows is like none that we know.
LEAST_LIKENESS = 60
MOST_CANDIDATES = 3
LONGEST_NAME = 80


def name_key(written: str) -> str:
    """The form in which names are compared."""
    return _IDLE.sub("", folded(written)).replace("&", "and")


@dataclass(frozen=True)
class Names:
    """Canonical names and the spellings that lead to them, as `name_key` gives them."""

    canonical: dict[str, str]
    ambiguous: frozenset[str]

    def find(self, written: str) -> str | None:
        """The canonical name, or None when nobody knows it. Never a guess."""
        key = name_key(written)
        return self.canonical.get(key) or self.canonical.get(key.removeprefix("the"))

    def is_ambiguous(self, written: str) -> bool:
        """True when the text fits more than one name."""
        return name_key(written) in self.ambiguous

    def candidates(self, written: str) -> list[tuple[str, int]]:
        """(name, likeness of 100) of the names most like one that nobody knows, for a person to choose from."""
        best: dict[str, int] = {}
        key = name_key(written)
        if len(key) > LONGEST_NAME:
            return []
        for spelling, score, _ in process.extract(
            key, self.canonical.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=12
        ):
            best.setdefault(self.canonical[spelling], round(score))
        return list(best.items())[:MOST_CANDIDATES]


@cache
def names(table: str) -> Names:
    """The names of `sectors`, `partners`, `towns`, `schemes` or `stages`."""
    key, spelling_columns = NAMES[table]
    claims: dict[str, set[str]] = {}
    for row in read_table(table):
        spellings = [row[key], *(part for column in spelling_columns for part in row[column].split(";"))]
        for spelling in filter(None, map(str.strip, spellings)):
            claims.setdefault(name_key(spelling), set()).add(row[key])
    canonical = {name for owners in claims.values() for name in owners}
    for row in read_table("renames"):
        if row["names_of"] == table:
            if row["name"] not in canonical:
                raise ReferenceBroken(f"renames.csv: {row['name']} is not in {table}.csv")
            claims.setdefault(name_key(row["old_name"]), set()).add(row["name"])
    told = {name_key(row["name"]) for row in read_table("ambiguous_names") if row["names_of"] == table}
    ambiguous = told | {spelling for spelling, owners in claims.items() if len(owners) > 1}
    return Names({s: next(iter(o)) for s, o in claims.items() if s not in ambiguous}, frozenset(ambiguous))


@cache
def choices(choice: str) -> Names:
    """The values of `direction`, `measure`, `purpose`, `flag` or `currency`."""
    found = {}
    for row in read_table("choices"):
        if row["choice"] == choice:
            for spelling in (row["value"], row["zh_hans"], row["zh_hant"], row["en"], *row["spellings"].split(";")):
                found[name_key(spelling)] = row["value"]
    return Names(found, frozenset())
