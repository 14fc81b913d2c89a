"""Rows on their way, by column: values, where each row stands, and what was found wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, NamedTuple

from etl.problem import SEEN_LIMIT, Problem
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
    """Rows of one table, perhaps from several sheets. All lists are as long as there are rows."""

    source: Source
    sheets: list[str] = field(default_factory=list)
    # The numbers that the analyst sees beside the rows
    numbers: list[int] = field(default_factory=list)
    values: dict[str, list[Any]] = field(default_factory=dict)
    # Texts of columns that nobody knows
    extra: list[dict[str, str] | None] = field(default_factory=list)
    # Column → the letters of the sheet's column that filled it
    letters: list[dict[str, str]] = field(default_factory=list)
    findings: list[RowFinding] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> list[Any]:
        """A column's values, all None while nothing filled it."""
        return self.values.setdefault(name, [None] * len(self))

    def place(self, position: int) -> str:
        """`台账!7`."""
        return f"{self.sheets[position]}!{self.numbers[position]}"

    def find(self, position: int, code: str, column: str | None, seen: str = "", suggestion: str | None = None) -> None:
        """Notes what is wrong with a row."""
        self.findings.append(RowFinding(position, code, column, seen[:SEEN_LIMIT], suggestion))

    def found_in(self, column: str) -> set[int]:
        """The rows in which something was found wrong with the column."""
        return {finding.position for finding in self.findings if finding.column == column}

    def append(self, other: "Rows") -> None:
        """Adds the rows of another sheet or table behind these; the other is not to be used any more."""
        before = len(self)
        if not before:
            self.values = {name: other.column(name) for name in {**self.values, **other.values}}
            self.sheets, self.numbers, self.extra = other.sheets, other.numbers, other.extra
            self.letters, self.findings = other.letters, other.findings
            return
        for name in {**self.values, **other.values}:
            self.column(name).extend(other.column(name))
        self.sheets += other.sheets
        self.numbers += other.numbers
        self.extra += other.extra
        self.letters += other.letters
        self.findings += [finding._replace(position=finding.position + before) for finding in other.findings]

    def without(self, sheets: set[str], is_kept: list[bool]) -> "Rows":
        """The rows of the other sheets, with what was found in them; `is_kept` is cut down to them too."""
        if not sheets:
            return self
        left = [sheet not in sheets for sheet in self.sheets]
        rows = self.kept(left)
        moved = {old: new for new, old in enumerate(compress(range(len(self)), left))}
        rows.findings = [
            finding._replace(position=moved[finding.position]) for finding in self.findings if left[finding.position]
        ]
        is_kept[:] = compress(is_kept, left)
        return rows

    def kept(self, is_kept: list[bool]) -> "Rows":
        """The rows that stay, without what was found."""
        if all(is_kept):
            return Rows(self.source, self.sheets, self.numbers, self.values, self.extra, self.letters)
        values = {name: list(compress(column, is_kept)) for name, column in self.values.items()}
        return Rows(
            self.source,
            list(compress(self.sheets, is_kept)),
            list(compress(self.numbers, is_kept)),
            values,
            list(compress(self.extra, is_kept)),
            list(compress(self.letters, is_kept)),
        )

    def problems(self, is_kept: list[bool]) -> Iterator[Problem]:
        """What was found, row by row, with the place that Excel shows."""
        for position, code, column, seen, suggestion in sorted(self.findings, key=lambda finding: finding.position):
            letters = self.letters[position].get(column or "")
            number = self.numbers[position]
            cell = f"{letters}{number}" if letters else None
            yield Problem(code, self.sheets[position], number, cell, column, seen, suggestion, is_kept[position])

    def as_json(self) -> list[dict[str, Any]]:
        """The rows as the contract has them: place and values, and texts of unknown columns where there are any."""
        names = list(self.values)
        lines = zip(*self.values.values(), strict=True) if names else iter([()] * len(self))
        found = []
        for sheet, number, extra, line in zip(self.sheets, self.numbers, self.extra, lines, strict=True):
            values = {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in zip(names, line, strict=True)
            }
            found.append({"sheet": sheet, "row_number": number, **values, **({"extra": extra} if extra else {})})
        return found
