"""What the reader chose → SQL conditions on a relation of facts; every value is bound, never pasted."""

from typing import Any

from dashboard.indicators.filters import Filters

_WITH_DIRECTION = ("visits", "first_meetings", "talent")


def conditions(facts: str, filters: Filters, bound: dict[str, Any], *, published: bool = False) -> list[str]:
    """The conditions, whose values are added to `bound`."""
    found = ["true"]
    # A published figure belongs to its as-at day; what is known only to the month or year must lie wholly inside.
    first = "last_day" if published else "day"
    last = "case precision when 'day' then day else last_day end"
    for name, value, condition in (
        ("start", filters.start, f"{first} >= $start"),
        ("end", filters.end, f"{last} <= $end"),
        ("sectors", list(filters.sectors), "list_has_any(sectors, $sectors)"),
        ("partners", list(filters.partners), "list_has_any(partners, $partners)"),
        ("towns", list(filters.towns), "list_has_any(towns, $towns)"),
    ):
        if value:
            bound[name] = value
            found.append(condition)
    if filters.directions and facts in _WITH_DIRECTION:
        bound["directions"] = list(filters.directions)
        found.append("list_contains($directions, direction)")
    return found
