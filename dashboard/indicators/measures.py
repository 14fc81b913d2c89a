"""What each measure is made from: parts that add up over cases, hence over days, and the value that follows from them.

A median does not add up: it is found from the amounts themselves.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

_BOTH = "filter (counted is not null and divided is not null)"
_KNOWN = {"known": "count(counted)", "cases": "count(*)"}
# Of the cases with their `counted`, `divided` and `is_example`: measure → part → expression.
PARTS: Mapping[str, Mapping[str, str]] = {
    "count": {"cases": "count(*)"},
    "sum": {"counted": "sum(counted)", **_KNOWN},
    "median": {"counted": "median(counted)", **_KNOWN},
    "rate": {"numerator": "count(*) filter (counted)", "denominator": "count(*)"},
    "ratio": {
        "numerator": f"sum(counted) {_BOTH}",
        "denominator": f"sum(divided) {_BOTH}",
        "known": f"count(*) {_BOTH}",
        "cases": "count(*)",
    },
}


def measured(measure: str, rows: Iterable[dict[str, Any]]) -> None:
    """Gives rows with the parts of the measure their `value`; parts that say no more than that leave them."""
    if measure in ("rate", "ratio"):
        for row in rows:
            above, below = row["numerator"], row["denominator"]
            row["value"] = plain(above / below) if below and above is not None else None
        return
    said = "cases" if measure == "count" else "counted"
    for row in rows:
        row["value"] = row.pop(said)


def plain(value: Any) -> Any:
    """A number as Python has it: whole ones without a fraction."""
    if not isinstance(value, float | Decimal):
        return value
    number = float(value)
    return int(number) if number.is_integer() and abs(number) > 1 else number
