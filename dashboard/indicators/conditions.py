"""What the reader chose → SQL conditions on a relation of facts; every value is bound, never pasted."""

from typing import Any

from dashboard.indicators.filters import Filters

# What must lie in the period: what is known only to the month or year must lie wholly inside.
FIRST, LAST = "day", "case precision when 'day' then day else last_day end"
# Facts that have what a filter asks for; others are not narrowed by it.
WITH_DIRECTION = ("visits", "first_meetings", "partner_meetings", "talent")
# Matters and batches by their present stage; stages by the one that was reached.
WITH_STAGE = ("stages", "stage_steps", "matters", "batches")


# Dimension → under which name what is chosen of it is bound, and the condition.
_CHOICES = {
    "sector": ("sectors", "list_has_any(sectors, $sectors)"),
    "partner": ("partners", "list_has_any(partners, $partners)"),
    "town": ("towns", "list_has_any(towns, $towns)"),
    "direction": ("directions", "list_contains($directions, direction)"),
    "stage": ("stages", "list_contains($stages, stage)"),
}
_NARROWED = {"direction": WITH_DIRECTION, "stage": WITH_STAGE}


def choices(facts: str, filters: Filters) -> dict[str, tuple[str, ...]]:
    """The names that are chosen of each dimension, as far as they narrow these facts."""
    return {
        dimension: names
        for dimension, names in filters.chosen.items()
        if dimension not in _NARROWED or facts in _NARROWED[dimension]
    }


def conditions(facts: str, filters: Filters, bound: dict[str, Any], *, published: bool = False) -> list[str]:
    """The conditions, whose values are added to `bound`."""
    found = ["true"]
    # A published figure belongs to its as-at day.
    first = "last_day" if published else FIRST
    for name, day, condition in (
        ("start", filters.start, f"{first} >= $start"),
        ("end", filters.end, f"{LAST} <= $end"),
    ):
        if day:
            bound[name] = day
            found.append(condition)
    for dimension, names in choices(facts, filters).items():
        name, condition = _CHOICES[dimension]
        bound[name] = list(names)
        found.append(condition)
    return found
