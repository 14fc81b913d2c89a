"""What the chain found in one workbook, before anything is loaded."""

from dataclasses import dataclass, field
from typing import Any

from etl.errors import WorkbookRefused
from etl.problem import Problem
from etl.rows import Rows
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
    rows: dict[str, Rows] = field(default_factory=lambda: {table: Rows(source) for table, source in sources().items()})
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
            "rows": {table: rows.as_json() for table, rows in self.rows.items()},
            "problems": [problem.as_json() for problem in self.problems],
        }
