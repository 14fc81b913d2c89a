"""What people chose for a layout: which rows are its heading, which table it is, what its headings mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.tables.found import FoundColumn

# What a table is that is to be left out, and what a heading is whose column is to stay with its rows.
NONE, NOTHING = "none", "nothing"


@dataclass(frozen=True)
class HeadingRows:
    """Rows that a person says are the heading of a table: found again by their texts, wherever they stand."""

    # The fingerprint of their texts, `layout_of`, and how many they are
    layout: str
    rows: int
    # The keys of some of their texts, to find rows that may be it
    words: frozenset[str]
    # The layout of the rows that are none, though a rule takes them for the heading
    instead_of: str = ""


@dataclass(frozen=True)
class RowsOn:
    """Rows of one sheet, by the numbers that Excel shows, that a person says are the heading of a table there."""

    numbers: tuple[int, ...]
    instead_of: str = ""


@dataclass(frozen=True)
class Chosen:
    """Everything that was chosen.

    `headings`: (layout, heading key) → "visits.start_date", for a range "visits.start_date+end_date", or `NOTHING`
    (`FoundTable.layout`, `FoundColumn.key` or `whole_key`). `tables`: layout → table or `NONE`.
    `heading_rows`: layout → the rows of any workbook that have it; `rows_on`: sheet → rows of the one that is read.
    """

    headings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    heading_rows: Mapping[str, HeadingRows] = field(default_factory=dict)
    rows_on: Mapping[str, Sequence[RowsOn]] = field(default_factory=dict)

    def heading(self, layout: str, column: "FoundColumn") -> str | None:
        """What a person chose for a heading of a layout: by its name with notes, else by its name."""
        return self.headings.get((layout, column.whole_key)) or self.headings.get((layout, column.key))

    def __bool__(self) -> bool:
        return bool(self.headings or self.tables or self.heading_rows or self.rows_on)


NOBODY_CHOSE = Chosen()
