"""What the reader chose → SQL conditions on a relation of facts; every value is bound, never pasted."""

from typing import Any

from dashboard.indicators.filters import Filters

# What must lie in the period: what is known only to the month or year must lie wholly inside.
FIRST, LAST = "day", "case precision when 'day' then day else last_day end"
# Facts that have what a filter asks for; others are not narrowed by it.
WITH_DIRECTION = ("visits", "first_meetings", "partner_meetings", "talent")
# Matters and batches by their present stage; stages by the one that was reached.
WITH_STAGE = ("stages", "stage_steps", "matters", "batches")


def conditions(facts: str, filters: Filters, bound: dict[str, Any], *, published: bool = False) -> list[str]:
    """The conditions, whose values are added to `bound`."""
    found = ["true"]
    # A published figure belongs to its as-at day.
    first = "last_day" if published else FIRST
    for name, value, condition in (
        ("start", filters.start, f"{first} >= $start"),
        ("end", filters.end, f"{LAST} <= $end"),
        ("sectors", list(filters.sectors), "list_has_any(sectors, $sectors)"),
        ("partners", list(filters.partners), "list_has_any(partners, $partners)"),
        ("towns", list(filters.towns), "list_has_any(towns, $towns)"),
    ):
        if value:
            bound[name] = value
            found.append(condition)
    for name, values, column, narrowed in (
        ("directions", filters.directions, "direction", WITH_DIRECTION),
        ("stages", filters.stages, "stage", WITH_STAGE),
    ):
        if values and facts in narrowed:
            bound[name] = list(values)
            found.append(f"list_contains(${name}, {column})")
    return found
