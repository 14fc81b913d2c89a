"""Rows on their way, by column: values, where each row stands, and what was found wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, NamedTuple

from etl.problem import SEEN_LIMIT, Problem
from etl.read.combined import constant, joined
from etl.read.distinct import Distinct
from etl.source import Source


class RowFinding(NamedTuple):
    """What was found wrong with one row; `position` is the row's place in its `Rows`."""

    position: int
    code: str
    column: str | None
    seen: str
    suggestion: str | None = None


@dataclass
class Rows:
    """Rows of one table, perhaps from several sheets. All columns are as long as there are rows."""

    source: Source
    # The numbers that the analyst sees beside the rows
    numbers: Sequence[int] = ()
    sheets: Distinct = field(default_factory=lambda: constant("", 0))
    # Column → the letters of the sheet's column that filled it, row by row
    letters: Distinct = field(default_factory=lambda: constant({}, 0))
    values: dict[str, Distinct] = field(default_factory=dict)
    # Position → texts of columns that nobody knows
    extra: dict[int, dict[str, str]] = field(default_factory=dict)
    findings: list[RowFinding] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> Distinct:
        """A column's values, all None while nothing filled it."""
        return self.values.get(name) or constant(None, len(self))

    def fill(self, name: str, value: Any) -> None:
        """Gives a value to the rows that have none; what stands in a cell and could not be read stays a problem."""
        column = self.column(name)
        filled = column.mapped(lambda old: value if old is None or old == () else old)
        self.values[name] = filled.replaced({row: column.of(row) for row in self.found_in(name)})

    def place(self, position: int) -> str:
        """`台账!7`."""
        return f"{self.sheets.of(position)}!{self.numbers[position]}"

    def find(self, position: int, code: str, column: str | None, seen: str = "", suggestion: str | None = None) -> None:
        """Notes what is wrong with a row."""
        self.findings.append(RowFinding(position, code, column, seen[:SEEN_LIMIT], suggestion))

    def found_in(self, column: str) -> set[int]:
        """The rows in which something was found wrong with the column."""
        return {finding.position for finding in self.findings if finding.column == column}

    def without(self, sheets: set[str], is_kept: list[bool]) -> "Rows":
        """The rows of the other sheets, with what was found in them; `is_kept` is cut down to them too."""
        if not sheets:
            return self
        left = [sheet not in sheets for sheet in self.sheets.rows()]
        rows = self.kept(left)
        moved = _moved(left)
        rows.findings = [
            finding._replace(position=moved[finding.position]) for finding in self.findings if left[finding.position]
        ]
        is_kept[:] = compress(is_kept, left)
        return rows

    def kept(self, is_kept: list[bool]) -> "Rows":
        """The rows that stay, without what was found."""
        if all(is_kept):
            return Rows(self.source, self.numbers, self.sheets, self.letters, self.values, self.extra)
        moved = _moved(is_kept)
        return Rows(
            self.source,
            list(compress(self.numbers, is_kept)),
            self.sheets.kept(is_kept),
            self.letters.kept(is_kept),
            {name: column.kept(is_kept) for name, column in self.values.items()},
            {moved[position]: texts for position, texts in self.extra.items() if is_kept[position]},
        )

    def problems(self, is_kept: list[bool]) -> Iterator[Problem]:
        """What was found, row by row, with the place that Excel shows."""
        for position, code, column, seen, suggestion in sorted(self.findings, key=lambda finding: finding.position):
            letters = self.letters.of(position).get(column or "")
            number = self.numbers[position]
            cell = f"{letters}{number}" if letters else None
            yield Problem(code, self.sheets.of(position), number, cell, column, seen, suggestion, is_kept[position])

    def as_json(self) -> list[dict[str, Any]]:
        """The rows as the contract has them: place and values, and texts of unknown columns where there are any."""
        columns = {
            name: column.mapped(lambda value: list(value) if isinstance(value, tuple) else value)
            for name, column in self.values.items()
        }
        found = []
        for position, number in enumerate(self.numbers):
            row = {"sheet": self.sheets.of(position), "row_number": number}
            row |= {name: column.of(position) for name, column in columns.items()}
            found.append({**row, "extra": self.extra[position]} if position in self.extra else row)
        return found


def rows_joined(source: Source, parts: Sequence[Rows]) -> Rows:
    """The rows of several sheets or tables behind each other."""
    parts = [part for part in parts if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else Rows(source)
    rows = Rows(
        source,
        [number for part in parts for number in part.numbers],
        joined([part.sheets for part in parts]),
        joined([part.letters for part in parts]),
        {name: joined([part.column(name) for part in parts]) for name in {n: 0 for part in parts for n in part.values}},
    )
    before = 0
    for part in parts:
        rows.extra |= {before + position: texts for position, texts in part.extra.items()}
        rows.findings += [finding._replace(position=before + finding.position) for finding in part.findings]
        before += len(part)
    return rows


def _moved(is_kept: Sequence[bool]) -> dict[int, int]:
    """Where a row stood → where it stands among those that are kept."""
    return {old: new for new, old in enumerate(compress(range(len(is_kept)), is_kept))}
