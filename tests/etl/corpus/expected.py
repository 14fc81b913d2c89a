"""What a workbook of the corpus must give, as literal text.

A table is a text whose first line names the fields: `row`, `sheet`, the contract's fields, `extra.HEADING`. Fields of
the contract that are not named must be empty, the end of a trip its start, the upper amount the lower one, and so on
(`UNSAID`). Lists are written with 、 between their names; `-` is nothing. Problems are `code PLACE`, with ` lost` where
the row was not kept; a place is a cell or a row, behind `sheet!` where the workbook has several.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

NOTHING: list[str] = []
# What stands in a field of the contract that an expectation does not name; a field's name means "as that one".
UNSAID: dict[str, dict[str, Any]] = {
    "visits": {
        "start_date": None, "end_date": "start_date", "direction": None, "town": None, "lead": None,
        "participants": None, "partners": NOTHING, "sectors": NOTHING, "topic": None,
    },
    "intents": {
        "signed_date": None, "title": None, "zhongshan_party": None, "partners": NOTHING, "sector": None,
        "stage": None, "amount_low": None, "amount_high": "amount_low", "currency": None,
    },
    "talent_flows": {
        "period_start": None, "period_end": None, "direction": "OTHER", "scheme": None, "sector": None,
        "partner": None, "headcount": None, "measure": "people",
    },
}  # fmt: skip
LISTS = {"partners", "sectors"}
NUMBERS = {"row", "participants", "headcount", "amount_low", "amount_high"}


@dataclass(frozen=True)
class Hand:
    """Where a table lies, told to the peers by hand: sheet, area of heading and rows, how many of them are heading,
    and column letter → field for columns that need no knowledge of the domain."""

    table: str
    area: str
    columns: dict[str, str]
    sheet: str = "台账"
    heading: int = 1


def hand(table: str, area: str, *, sheet: str = "台账", heading: int = 1, **columns: str) -> Hand:
    """`hand("visits", "A3:F9", B="start_date")`."""
    return Hand(table, area, columns, sheet, heading)


@dataclass(frozen=True)
class Entry:
    """One workbook of the corpus."""

    name: str
    file: str
    why: str
    build: Callable[[], bytes]
    tables: dict[str, list[dict[str, Any]]]
    problems: list[str]
    skipped: set[str]
    refused: str | None
    hands: list[Hand]
    encoding: str
    separator: str
    dangerous: bool

    @property
    def content(self) -> bytes:
        """The workbook's bytes, built once."""
        return _built(self)

    def __hash__(self) -> int:
        return hash(self.name)


@cache
def _built(entry: Entry) -> bytes:
    return entry.build()


CORPUS: dict[str, Entry] = {}


def workbook(
    file: str,
    *,
    visits: str = "",
    intents: str = "",
    talent_flows: str = "",
    problems: str = "",
    skipped: Iterable[str] = (),
    refused: str | None = None,
    hands: Iterable[Hand] = (),
    encoding: str = "utf-8",
    separator: str = ",",
    dangerous: bool = False,
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enters a builder into the corpus with what its workbook must give; no peer is shown a `dangerous` one."""

    def enter(build: Callable[[], bytes]) -> Callable[[], bytes]:
        name = build.__name__
        assert name not in CORPUS, f"{name} is there twice"
        assert build.__doc__, f"{name} does not say what is untidy in it"
        tables = {
            table: list(_rows(text, table))
            for table, text in (("visits", visits), ("intents", intents), ("talent_flows", talent_flows))
        }
        found = [one.strip() for one in problems.replace("\n", ",").split(",") if one.strip()]
        CORPUS[name] = Entry(
            name, file, build.__doc__, build, tables, found, set(skipped), refused, list(hands), encoding, separator,
            dangerous,
        )  # fmt: skip
        return build

    return enter


def _rows(text: str, table: str) -> Iterator[dict[str, Any]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n") if line.strip()]
    for cells in lines[1:]:
        assert len(cells) == len(lines[0]), f"{table}: {cells}"
        said = {field: _value(field, cell) for field, cell in zip(lines[0], cells, strict=True) if cell}
        row = {**UNSAID[table], **said}
        for field, unsaid in UNSAID[table].items():
            if field not in said and isinstance(unsaid, str) and unsaid in row:
                row[field] = row[unsaid]
        yield row


def _value(field: str, written: str) -> Any:
    if written == "-":
        return NOTHING if field in LISTS else None
    if field in LISTS:
        return written.split("、")
    return int(written) if field in NUMBERS else written.replace("\\n", "\n")
