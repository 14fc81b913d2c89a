"""What a relation of facts is: a select with the shared columns, and the columns of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Relation:
    """A select, and the columns that a definition may name besides the shared ones, with their kinds.

    `once` are the dimensions in which one case never counts in several.
    """

    sql: str
    columns: Mapping[str, str] = field(default_factory=dict)
    once: frozenset[str] = frozenset()


# Kinds: text, texts (a list), flag (yes or no), date, number.
SHARED = {
    "day": "date",
    "last_day": "date",
    "precision": "text",
    "direction": "text",
    "stage": "text",
    "scheme": "text",
    "partners": "texts",
    "sectors": "texts",
    "towns": "texts",
    "is_example": "flag",
}


def until(day: str, precision: str) -> str:
    """The last day that a day known to the month or the year may mean."""
    return (
        f"case {precision} when 'month' then last_day({day}) when 'year' then make_date(year({day}), 12, 31)"
        f" else {day} end"
    )
