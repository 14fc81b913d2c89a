"""What each kind of workbook looks like: the descriptions in `sources/*.toml`."""

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
    "decimal": "decimal(20,2)",
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

    def heading(self, path: tuple[str, ...]) -> Heading | None:
        """The heading for texts from the outermost level to the innermost; the longest known path wins."""
        names = [heading_key(text)[0] for text in path if text]
        for start in range(len(names)):
            known = self.headings.get("/".join(names[start:])) or self.headings.get("".join(names[start:]))
            if known:
                return known
        # A column under a group of its own, without a second level
        return self.headings.get(names[0]) if len(names) == 1 else None


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
    example: tuple[str, ...]
    blank: frozenset[str]
    units: dict[str, int]


@cache
def row_words() -> RowWords:
    """The words of `sources/rows.toml`."""
    with (FOLDER / "rows.toml").open("rb") as file:
        data = tomllib.load(file)
    return RowWords(
        frozenset(map(folded, data["total"])),
        tuple(map(folded, data["footnote"])),
        tuple(map(folded, data["example"])),
        frozenset(map(folded, data["blank"])),
        {folded(unit): factor for unit, factor in data["units"].items()},
    )
