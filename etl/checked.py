"""What the chain found in one workbook, before anything is loaded."""

from dataclasses import dataclass, field
from typing import Any

from etl.errors import WorkbookRefused
from etl.problem import Problem
from etl.rows import Row
from etl.source import sources


@dataclass
class Checked:
    """What one workbook gave: the object of the contract, before it becomes JSON."""

    name: str
    sha256: str
    content: bytes
    refusal: WorkbookRefused | None = None
    tables: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, str]] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in sources()})
    rejected: dict[str, int] = field(default_factory=lambda: dict.fromkeys(sources(), 0))
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The object of the contract."""
        refusal = {"code": self.refusal.code, "message": self.refusal.message} if self.refusal else None
        return {
            "workbook": self.name,
            "sha256": self.sha256,
            "verdict": "refused" if self.refusal else "accepted",
            "refusal": refusal,
            "tables": self.tables,
            "skipped": self.skipped,
            "rows": {table: [row_json(row) for row in rows] for table, rows in self.rows.items()},
            "problems": [problem.as_json() for problem in self.problems],
        }


def row_json(row: Row) -> dict[str, Any]:
    """A row with its place; amounts as numbers in whole currency units, missing as null."""
    extra = {"extra": row.extra} if row.extra else {}
    return {"sheet": row.sheet, "row_number": row.row_number, **row.values, **extra}
