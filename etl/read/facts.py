"""What a sheet says of its cells beside their values."""

from dataclasses import dataclass, field

Marks = dict[tuple[int, int], tuple[str, str]]


@dataclass
class SheetFacts:
    """Rows and columns are 0-based."""

    # Cells whose value the workbook does not hold: (code, what was seen)
    marks: Marks = field(default_factory=dict)
    # Whole numbers of more digits than a double keeps
    exact: dict[tuple[int, int], str] = field(default_factory=dict)
    # Numbers that are shown as percents
    percents: set[tuple[int, int]] = field(default_factory=set)
    # Rows that are struck through from end to end
    struck: list[int] = field(default_factory=list)
    rows_with_values: set[int] = field(default_factory=set)
    rows_with_blanks: set[int] = field(default_factory=set)
