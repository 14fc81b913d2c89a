"""Collects what the cells of a sheet say, one after another, into its facts; the same rules for every format."""

from dataclasses import dataclass, field

from etl.limits import LIMITS
from etl.read.facts import SheetFacts
from etl.read.hardened_xml import Broken

_EXACT_DIGITS = 15  # digits that a double keeps for certain
_WIDEST = 16_384  # columns of the widest sheet there is


@dataclass
class MergedFacts(SheetFacts):
    """The facts, and what only formats that are no xlsx say here."""

    # (top, left, bottom, right); the fast reader knows them in some formats only
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    # How many cells hold a value of their own, so that not one is lost within a row
    cells: int = 0


class Tally:
    """Rows and columns are 0-based. Raises `Broken` when a cell is there twice or the sheet is over the limit."""

    def __init__(self, sheet: str) -> None:
        self.facts = MergedFacts()
        self._sheet = sheet
        self._seen: dict[int, int] = {}  # row → its columns as bits
        self._bottom = self._right = -1
        # row → its cells with a value: their number, the leftmost column, those not struck through, one such column
        self._lines: dict[int, list[int]] = {}
        self._has_struck: set[int] = set()

    def value(self, row: int, column: int, *, struck: bool = False, percent: bool = False) -> None:
        """A cell with a value of its own."""
        self._take(row, column)
        self.facts.rows_with_values.add(row)
        self.facts.cells += 1
        if percent:
            self.facts.percents.add((row, column))
        line = self._lines.get(row)
        if line is None:
            line = self._lines[row] = [0, column, 0, -1]
        line[0] += 1
        if column < line[1]:
            line[1] = column
        if struck:
            self._has_struck.add(row)
        else:
            line[2] += 1
            line[3] = column

    def exact(self, row: int, column: int, digits: str) -> None:
        """A whole number as it is written, for one of more digits than a double keeps."""
        if len(digits) > _EXACT_DIGITS and digits.isascii() and digits.lstrip("-").isdigit():
            self.facts.exact[(row, column)] = digits

    def blank(self, row: int) -> None:
        """A cell that is there and holds nothing."""
        self.facts.rows_with_blanks.add(row)

    def mark(self, row: int, column: int, code: str, seen: str) -> None:
        """A cell whose value the workbook does not hold."""
        self._take(row, column)
        self.facts.marks[(row, column)] = (code, seen)

    def result(self) -> MergedFacts:
        """The facts, with the rows that are struck through: all cells, but the running number may be left as it is."""
        for row in sorted(self._has_struck):
            count, left, plain, plain_column = self._lines[row]
            if count > 1 and (plain == 0 or (plain == 1 and plain_column == left)):
                self.facts.struck.append(row)
        return self.facts

    def _take(self, row: int, column: int) -> None:
        self._stretch(row, column)
        columns, column_bit = self._seen.get(row, 0), 1 << column
        if columns & column_bit:
            raise Broken("corrupt", "rows_differ", f"{self._sheet}!{row + 1}")
        self._seen[row] = columns | column_bit

    def _stretch(self, row: int, column: int) -> None:
        if row < 0 or column >= _WIDEST:
            raise Broken("corrupt", "rows_differ", f"{self._sheet}!{row + 1}")
        if row <= self._bottom and column <= self._right:
            return
        self._bottom, self._right = max(self._bottom, row), max(self._right, column)
        if (self._bottom + 1) * (self._right + 1) > LIMITS.cells:
            raise Broken("too_large", "too_large", f"{self._sheet}: {self._bottom + 1} x {self._right + 1}")
