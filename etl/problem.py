"""A cell or row that broke a rule, with its place and what was seen."""

from dataclasses import asdict, dataclass
from typing import Any

from etl.messages import message

SEEN_LIMIT = 200


@dataclass(frozen=True)
class Problem:
    """One broken rule. `cell` and `row_number` are those that Excel shows; `column` is ours."""

    code: str
    sheet: str
    row_number: int | None
    cell: str | None
    column: str | None
    seen: str
    suggestion: str | None = None
    row_kept: bool = True

    @property
    def severity(self) -> str:
        """`error` when the row was not kept, else `warning`."""
        return "warning" if self.row_kept else "error"

    def as_json(self) -> dict[str, Any]:
        """The object of the contract, with the sentence for people."""
        return {**asdict(self), "severity": self.severity, "message": message(self.code, seen=self.seen)}
