"""R6: how much of the year's target is done."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.indicators.filters import Filters
from dashboard.indicators.frame import Values
from dashboard.indicators.indicator import Indicator
from dashboard.indicators.registry import definition
from dashboard.indicators.targets import Target, target

Done = Callable[[Indicator, Filters], Values]


def plan_rows(
    rows: Sequence[Mapping[str, str]],
    indicator: Indicator,
    filters: Filters,
    by: tuple[str, ...],
    on: date,
    done: Done,
) -> tuple[dict[str, Any], ...]:
    """The share of the target that was reached from 1 January to the end of the period, or to the day asked about.

    `rows` are those of the reference table `targets`. Split by `indicator`, each indicator that has one; else the one
    that the definition names. A target is for the whole: of a part of the sectors, partners, towns, directions or
    stages there is no share.
    """
    last = min(filters.end or on, on)
    is_part = any((filters.sectors, filters.partners, filters.towns, filters.directions, filters.stages))
    assert indicator.of
    asked = dict.fromkeys(row["indicator"] for row in rows) if by else [indicator.of]
    found = []
    for name in asked:
        known = None if is_part else _target(rows, name, last.year)
        if known or not by:
            key = {"indicator": name} if by else {}
            found.append({**key, **_row(known, filters.within(date(last.year, 1, 1), last), on, done)})
    return tuple(found)


def _target(rows: Sequence[Mapping[str, str]], name: str, year: int) -> Target | None:
    try:
        return target(rows, name, year)
    except KeyError:  # a target of an indicator that there is not
        return None


def _row(known: Target | None, year: Filters, on: date, done: Done) -> dict[str, Any]:
    if known is None:
        return {"value": None, "numerator": None, "denominator": None, "is_example": False}
    reached = done(definition(known.indicator, on), year)
    value = None if reached.total is None else reached.total / known.value
    return {
        "value": value,
        "numerator": reached.total,
        "denominator": known.value,
        "is_example": known.is_example or reached.is_example,
    }
