"""How much of a year's target is due on a day, and how far what is done is ahead of it."""

import calendar
from datetime import date


def due_share(year: int, day: date) -> float:
    """The share of a year's target that is due at the end of a day: months elapsed / 12, one in progress by its days.

    30 September is 0.75; before the year 0, after it 1.
    """
    if day.year != year:
        return float(day.year > year)
    return (day.month - 1 + day.day / calendar.monthrange(year, day.month)[1]) / 12


def ahead(done: float, due: float) -> float:
    """R6: how many percentage points a share of the target is ahead of the share that is due; behind is negative."""
    return round((done - due) * 100, 6)
