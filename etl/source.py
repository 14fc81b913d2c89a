"""What each kind of workbook looks like: the descriptions in `sources/*.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etl.clean.text import folded, heading_key
from etl.errors import ReferenceBroken

FOLDER = Path(__file__).parent / "sources"
SQL_TYPES = {
    "text": "varchar",
    "text_list": "varchar[]",
    "integer": "bigint",
    "decimal": "decimal(18,2)",
    "boolean": "boolean",
    "date": "date",
}


@dataclass(frozen=True)
class Column:
    """A column of the warehouse's table."""

    name: str
    type: str
    meaning: str

    @property
    def sql_type(self) -> str:
        """The column's type in DuckDB."""
        return SQL_TYPES[self.type]


@dataclass(frozen=True)
class Heading:
    """A heading that we know: what it fills and how its cells are read."""

    fills: tuple[str, ...]
    reads: str


@dataclass(frozen=True)
class Source:
    """One kind of table: its columns, its headings in every spelling, what makes a row the same row."""

    table: str
    meaning: str
    id: str
    key: tuple[str, ...]
    required: tuple[str, ...]
    columns: dict[str, Column]
    headings: dict[str, Heading]
    defaults: dict[str, str]
    # Dates, names and numbers alone are in every table: one of these columns or words tells that it is one of these.
    telling_columns: frozenset[str]
    telling_words: tuple[str, ...]

    def heading(self, path: tuple[str, ...]) -> Heading | None:
        """The heading for texts from the outermost level to the innermost; the longest known path wins."""
        written = [text for text in path if text]
        for spell in (lambda text: heading_key(text)[0], plain_key):
            names = list(map(spell, written))
            for start in range(len(names)):
                known = self.headings.get("/".join(names[start:])) or self.headings.get("".join(names[start:]))
                if known:
                    return None if _is_something_else(known, written[-1]) else known
        return self._in_two_languages(written[-1]) if written else None

    def _in_two_languages(self, text: str) -> Heading | None:
        """日期 Date: both halves are known and mean the same."""
        key = plain_key(text)
        ours, theirs = re.sub(r"[\x00-\x7f]+", "", key), re.sub(r"[^a-z]+", "", key)
        known = self.headings.get(ours) if ours and theirs else None
        return known if known and self.headings.get(theirs) == known else None

    def filling(self, *columns: str) -> Heading | None:
        """The first heading that fills just these columns, as a person's choice of a column is read."""
        return next((heading for heading in self.headings.values() if heading.fills == columns), None)


def _is_something_else(heading: Heading, text: str) -> bool:
    """签约日期（预计） is no day of signing."""
    words = _row_file()["headings"]["something_else"].get(heading.reads, ())
    return any(folded(word) in note for note in heading_key(text)[1] for word in words)


def plain_key(text: str) -> str:
    """A heading's name without what forms put around names: `★1.日期*` and `①日期` → `日期`."""
    key = heading_key(_circled().sub("", text))[0].strip("*#★☆●■◆▲※")
    return _numbering().sub("", key).strip("*:")


@cache
def _circled() -> re.Pattern[str]:
    return re.compile(r"^[\s*★☆●■◆▲※]*[\u2460-\u2473]")


@cache
def _numbering() -> re.Pattern[str]:
    return re.compile(_row_file()["headings"]["numbering"])


def _source(data: dict[str, Any]) -> Source:
    headings: dict[str, Heading] = {}
    for entry in data["headings"]:
        heading = Heading(tuple(entry["fills"]), entry["reads"])
        for spelling in entry["spellings"]:
            key = heading_key(spelling)[0]
            if headings.setdefault(key, heading) is not heading:
                raise ReferenceBroken(f"{data['table']}.toml: {spelling} stands under two headings")
    columns = {name: Column(name, entry["type"], entry["meaning"]) for name, entry in data["columns"].items()}
    return Source(
        data["table"],
        data["meaning"],
        data["id"],
        tuple(data["key"]),
        tuple(data["required"]),
        columns,
        headings,
        data.get("defaults", {}),
        frozenset(data["telling_columns"]),
        tuple(map(folded, data["telling_words"])),
    )


@cache
def sources() -> dict[str, Source]:
    """All sources by table, in the order visits, intents, talent_flows."""
    found = {}
    for table in ("visits", "intents", "talent_flows"):
        with (FOLDER / f"{table}.toml").open("rb") as file:
            found[table] = _source(tomllib.load(file))
    return found


@dataclass(frozen=True)
class RowWords:
    """Words that tell totals, footnotes, made-up sheets and blanks, folded for comparison."""

    total: frozenset[str]
    footnote: tuple[str, ...]
    part: tuple[str, ...]
    counted: re.Pattern[str]
    signature: re.Pattern[str]
    example: tuple[str, ...]
    blank: frozenset[str]
    units: dict[str, int]


@cache
def _row_file() -> dict[str, Any]:
    with (FOLDER / "rows.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file)
    return found


@dataclass(frozen=True)
class AcrossWords:
    """What stands in headings across: patterns of periods, words of totals, words that say what is counted."""

    periods: tuple[re.Pattern[str], ...]
    numerals: dict[str, int]
    total: tuple[str, ...]
    people: tuple[str, ...]
    other: tuple[str, ...]
    visits: tuple[str, ...]
    talent: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True)
class NoteWords:
    """Notes behind a heading's name: those that give way to a column without them, and those that make it another."""

    running: tuple[str, ...]
    compared: tuple[str, ...]


@cache
def note_words() -> NoteWords:
    """The words of `[headings]` in `sources/rows.toml`."""
    data = _row_file()["headings"]
    return NoteWords(tuple(map(folded, data["running"])), tuple(map(folded, data["compared"])))


@cache
def across_words() -> AcrossWords:
    """The words of `[across]` in `sources/rows.toml`."""
    data = _row_file()["across"]
    return AcrossWords(
        tuple(map(re.compile, data["periods"])),
        data["numerals"],
        *(tuple(map(folded, data[name])) for name in ("total", "people", "other", "visits", "talent", "never")),
    )


@cache
def row_words() -> RowWords:
    """The words of `sources/rows.toml`."""
    data = _row_file()
    return RowWords(
        frozenset(map(folded, data["total"])),
        tuple(map(folded, data["footnote"])),
        tuple(map(folded, data["part"])),
        re.compile(f"(?:{'|'.join(map(folded, data['total']))})(?:{data['counted']})+"),
        re.compile(data["signature"]),
        tuple(map(folded, data["example"])),
        frozenset(map(folded, data["blank"])),
        {folded(unit): factor for unit, factor in data["units"].items()},
    )
