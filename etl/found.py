"""What the finder found: a table on a sheet and its columns."""

from dataclasses import dataclass, field

from etl.read.sheet import Sheet
from etl.source import Heading, Source


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


@dataclass(frozen=True)
class FoundTable:
    """A table on a sheet; rows are 0-based. `source` is None when nobody knows the layout."""

    sheet: Sheet
    source: Source | None
    heading_rows: list[int]
    columns: list[FoundColumn]
    rows: list[int]
    left_out: list[tuple[int, str]] = field(default_factory=list)
    is_example: bool = False
