"""Buckets of time: which fit a period, and all of them from first to last, so that a gap is drawn as a gap."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dashboard.indicators.filters import Filters, months_later

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
# Days up to which a unit gives no more columns than can be read.
_LONGEST = (("month", 430), ("quarter", 1500))


def fitting_unit(start: date | None, end: date | None) -> str:
    """`month`, `quarter` or `year`, by the length of the period; `year` for an open one."""
    if start and end:
        for unit, days in _LONGEST:
            if (end - start).days <= days:
                return unit
    return "year"


def bucket_of(day: date, unit: str) -> str:
    """The key that a day falls into: 2024-05, 2024-Q2, 2024."""
    if unit == "month":
        return f"{day.year:04}-{day.month:02}"
    return f"{day.year:04}-Q{(day.month - 1) // 3 + 1}" if unit == "quarter" else f"{day.year:04}"


def buckets(start: date, end: date, unit: str) -> list[str]:
    """All keys from the first day's to the last day's."""
    found = []
    months = _MONTHS[unit]
    day = date(start.year, start.month - (start.month - 1) % months, 1)
    while day <= end:
        found.append(bucket_of(day, unit))
        day = months_later(day, months)
    return found


def axis(rows: Sequence[dict[str, Any]], unit: str, filters: Filters, today: date) -> list[str]:
    """The buckets of a chart over time: those of the period, or from the first that has a value to today's."""
    keys = sorted(row[unit] for row in rows if row[unit])
    if not keys:
        return []
    start = filters.start or _first_day(keys[0])
    end = filters.end or max(today, _first_day(keys[-1]))
    return buckets(start, min(end, max(today, start)) if filters.end else end, unit)


def _first_day(key: str) -> date:
    if "Q" in key:
        return date(int(key[:4]), 3 * int(key[-1]) - 2, 1)
    return date(int(key[:4]), int(key[5:7] or 1), 1)


def presets(today: date) -> dict[str, tuple[date, date]]:
    """The periods that can be chosen by name."""
    monday = today - timedelta(days=today.weekday())
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    year_end = date(today.year, 12, 31)
    return {
        "this_week": (monday, monday + timedelta(days=6)),
        "this_month": (today.replace(day=1), months_later(today.replace(day=1), 1) - timedelta(days=1)),
        "this_quarter": (quarter, months_later(quarter, 3) - timedelta(days=1)),
        "this_year": (date(today.year, 1, 1), year_end),
        "last_year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        "last_12_months": (months_later(today, -12) + timedelta(days=1), today),
    }
