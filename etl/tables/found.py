"""What the finder found: a table on a sheet, its columns, and the headings that stand across it."""

import calendar
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from etl.clean.text import folded, heading_key
from etl.read.sheet import Sheet
from etl.source import Heading, Source

# As many as a sheet can have: a table without a stated last column reaches to its end.
MOST_COLUMNS = 16_384


@dataclass(frozen=True)
class FoundColumn:
    """A column on the sheet: its texts from the outermost heading inwards, and what they mean to us, if anything."""

    index: int
    texts: tuple[str, ...]
    heading: Heading | None

    @property
    def text(self) -> str:
        """The heading as the analyst would name it: the innermost text."""
        return self.texts[-1] if self.texts else ""

    @property
    def key(self) -> str:
        """The heading as a person's choice names it: all levels folded, without notes in brackets, `规模/人数`."""
        return "/".join(heading_key(text)[0] for text in self.texts)

    @property
    def whole_key(self) -> str:
        """The key with the notes, which tells 人数（男） from 人数（女）."""
        return "/".join(map(folded, self.texts))


@dataclass(frozen=True)
class Spread:
    """A column of numbers whose heading says what the row does not: `1月`, `2024年/一季度/赴港`.

    Each filled cell of it is a row of its own: the row's other columns, `values`, and the number under `column`,
    which reads as the source's `headcount` does (its texts carry units, 人数（万人）).
    """

    column: FoundColumn
    # What the heading says of the period; all None where it says nothing and the row's own column does.
    year: int | None = None
    months: tuple[int, int] | None = None
    # (column of the source, value), e.g. ("direction", "ZS_TO_HK"); they win over defaults, not over the row's cells.
    values: tuple[tuple[str, str], ...] = ()
    # 11月, 12月, 1月 pass the end of a year: what is said around them is the year of some of them.
    passes_year_end: bool = False

    @property
    def says_period(self) -> bool:
        """Whether the period of the numbers is in the heading."""
        return self.year is not None or self.months is not None

    def period(self, year: int | None) -> tuple[date, date] | None:
        """(first day, last day); `year` is what the row or its surroundings say. None where nobody says the year."""
        year = self.year or (None if self.passes_year_end else year)
        if year is None:
            return None
        first, last = self.months or (1, 12)
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


@dataclass(frozen=True)
class FoundTable:
    """A table on a sheet; rows and columns are 0-based. `source` is None when nobody knows the layout."""

    sheet: Sheet
    source: Source | None
    heading_rows: list[int]
    columns: list[FoundColumn]
    rows: list[int]
    left_out: list[tuple[int, str]] = field(default_factory=list)
    is_example: bool = False
    # Cells outside of these columns belong to something else on the sheet.
    first_column: int = 0
    last_column: int = MOST_COLUMNS - 1
    # Months, quarters, years, directions across; the columns are not among `columns`.
    spread: tuple[Spread, ...] = ()
    # 合计 among the months: neither a period nor unknown; left out and said.
    totals: tuple[FoundColumn, ...] = ()
    # The words above that speak of this table, the nearest first; `etl.tables.around` reads them.
    titles: tuple[str, ...] = ()
    # The first title of the sheet, where other tables stand between it and this one.
    sheet_titles: tuple[str, ...] = ()

    @property
    def span(self) -> range:
        """The columns of the sheet that belong to the table."""
        return range(self.first_column, self.last_column + 1)

    @property
    def layout(self) -> str:
        """The fingerprint of the headings, under which a person's choices for them are remembered."""
        everything = [*self.columns, *(one.column for one in self.spread), *self.totals]
        everything = sorted((column for column in everything if column.texts), key=lambda column: column.index)
        return layout_of("/".join(column.texts) for column in everything)


def layout_of(texts: Iterable[str]) -> str:
    """Twelve hex digits of a SHA-256 over the folded headings, in the order of the sheet."""
    return hashlib.sha256("\n".join(map(folded, texts)).encode()).hexdigest()[:12]
