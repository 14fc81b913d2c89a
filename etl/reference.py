"""The reference tables of `data/reference/`: names as they should be, and every spelling of them.

An office's own edition of a table wins over the one that comes with the software, and so survives an update.
"""

import csv
import os
import time
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from etl.errors import ReferenceBroken
from etl.names.known_names import Names
from etl.names.known_names import name_key as name_key
from etl.names.rules import made_english_keys, made_keys, made_rules
from etl.places import REFERENCE, reference_file

# table → (the canonical column, the columns whose texts are spellings of it)
NAMES = {
    "sectors": ("sector", ("zh_hant", "en", "short_zh_hans", "short_zh_hant", "short_en", "spellings")),
    "partners": ("partner", ("zh_hant", "en", "short_en", "aliases")),
    "towns": ("town", ("zh_hant", "en", "short_zh_hans", "short_zh_hant", "aliases")),
    "schemes": ("scheme", ("zh_hant", "en", "short_en", "aliases")),
    "stages": ("stage", ("zh_hans", "zh_hant", "en", "spellings")),
}
OTHERS = (
    "sector_families",
    "partner_kinds",
    "choices",
    "exchange_rates",
    "ambiguous_names",
    "renames",
    "targets",
    "published_figures",
)


def read_table(name: str) -> list[dict[str, str]]:
    """A reference table's rows as text. Raises `ReferenceBroken` when the file is missing or ragged."""
    heading, *rows = read_lines(name)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def exchange_rates() -> dict[tuple[str, str], Decimal]:
    """CNY for one unit of a currency, by month (2024-05) and currency (HKD)."""
    return _exchange_rates(_edition())


def names(table: str) -> Names:
    """The names of `sectors`, `partners`, `towns`, `schemes` or `stages`."""
    return _names(table, _edition())


def choices(choice: str) -> Names:
    """The values of `direction`, `measure`, `purpose`, `flag` or `currency`."""
    return _choices(choice, _edition())


def forget() -> None:
    """A file was written by this process: whoever asks next looks at the files."""
    _stamps.cache_clear()


def _edition() -> tuple[object, ...]:
    """What tells apart what was read before and after a file changed; looked at once a second, for every cell asks."""
    return _stamps(os.environ.get("COOPERATION_DATA"), int(time.monotonic()))


@lru_cache(maxsize=1)
def _stamps(data: str | None, second: int) -> tuple[object, ...]:
    found: list[object] = []
    for table in (*NAMES, *OTHERS):
        path = reference_file(f"{table}.csv")
        try:
            known = path.stat()
            found += (str(path), known.st_mtime_ns, known.st_size)
        except OSError:
            found.append(None)  # whoever needs it says so
    return tuple(found)


@lru_cache(maxsize=2)
def _exchange_rates(edition: tuple[object, ...]) -> dict[tuple[str, str], Decimal]:
    return {(row["month"], row["currency"]): Decimal(row["cny_per_unit"]) for row in read_table("exchange_rates")}


def read_lines(name: str) -> list[list[str]]:
    """The heading and the rows; a table may hold no rows yet, but always a heading.

    An own edition that was made before a column was added to the table has it, empty.
    """
    path = reference_file(f"{name}.csv")
    heading, *rows = _lines(path)
    if path.parent != REFERENCE:
        added = [column for column in _lines(REFERENCE / path.name)[0] if column not in heading]
        heading, rows = [*heading, *added], [[*row, *("" for _ in added)] for row in rows]
    return [heading, *rows]


def _lines(path: Path) -> list[list[str]]:
    try:
        # Excel puts a mark before the first heading when it saves a table as UTF-8.
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except (OSError, UnicodeError, csv.Error) as error:
        raise ReferenceBroken(f"{path.name}: {error}") from error
    if not lines or any(len(line) != len(lines[0]) for line in lines):
        raise ReferenceBroken(f"{path.name}: a row has more or fewer cells than the heading")
    return lines


@lru_cache(maxsize=2 * len(NAMES))
def _names(table: str, edition: tuple[object, ...]) -> Names:
    key = NAMES[table][0]
    kinds = {row[key]: row.get("kind", "") for row in read_table(table)}
    written = _spellings(table)
    keys = {name: list(map(name_key, spellings)) for name, spellings in written.items()}
    canonical, ambiguous = _unique(keys.items())
    for row in read_table("ambiguous_names"):
        if row["names_of"] == table:
            told = name_key(row["name"])
            ambiguous |= dict.fromkeys([told, *made_keys(table, "", told, [told])], row["why"])
    made, _ = _unique((name, made_keys(table, kinds[name], keys[name][0], keys[name])) for name in keys)
    english: dict[str, str] = {}
    if table == "partners":
        english, _ = _unique((name, made_english_keys(kinds[name], spellings)) for name, spellings in written.items())
    rules = made_rules()
    return Names(
        {spelling: name for spelling, name in canonical.items() if spelling not in ambiguous},
        ambiguous,
        {spelling: name for spelling, name in made.items() if spelling not in ambiguous},
        english,
        frozenset(n for n in kinds if kinds[n] in rules["bodies_of_hong_kong"] or rules["hong_kong"][-1] in n),
    )


def _spellings(table: str) -> dict[str, list[str]]:
    """Canonical name → every spelling that the tables hold, itself first."""
    key, columns = NAMES[table]
    written = {
        row[key]: [row[key], *filter(None, (part.strip() for column in columns for part in row[column].split(";")))]
        for row in read_table(table)
    }
    for row in read_table("renames"):
        if row["names_of"] == table:
            if row["name"] not in written:
                raise ReferenceBroken(f"renames.csv: {row['name']} is not in {table}.csv")
            written[row["name"]].append(row["old_name"])
    return written


def _unique(claims: Iterable[tuple[str, Iterable[str]]]) -> tuple[dict[str, str], dict[str, str]]:
    """Spelling → the one name that claims it, and spelling → the names, where more than one claims it."""
    owners: dict[str, set[str]] = {}
    for name, spellings in claims:
        for spelling in spellings:
            owners.setdefault(spelling, set()).add(name)
    unique = {spelling: next(iter(found)) for spelling, found in owners.items() if len(found) == 1}
    return unique, {spelling: "; ".join(sorted(found)) for spelling, found in owners.items() if len(found) > 1}


@lru_cache(maxsize=32)
def _choices(choice: str, edition: tuple[object, ...]) -> Names:
    found = {}
    for row in read_table("choices"):
        if row["choice"] == choice:
            for spelling in (row["value"], row["zh_hans"], row["zh_hant"], row["en"], *row["spellings"].split(";")):
                found[name_key(spelling)] = row["value"]
    return Names(found, {})
