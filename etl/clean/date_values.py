"""What a date says, and what its surroundings say for it."""

import calendar
from dataclasses import dataclass
from datetime import date

EARLIEST_YEAR = 1990
# Which part of a short date is the year, the month, the day.
ORDERS = {"ymd": (0, 1, 2), "dmy": (2, 1, 0), "mdy": (2, 0, 1)}


@dataclass(frozen=True)
class Dates:
    """`precision` is `day`, `month` (also for some months or a part of one) or `year`."""

    start: date
    end: date
    precision: str


@dataclass(frozen=True)
class Around:
    """What a date's surroundings say: the year and month where it leaves them out, the orders its column allows,
    and what to add to years of two or three digits (1911 where a title counts years of the Republic)."""

    year: int | None = None
    month: int | None = None
    orders: frozenset[str] = frozenset(ORDERS)
    era: int = 0


NOTHING_AROUND = Around()


def one_day(when: date) -> Dates:
    """A day from its morning to its evening."""
    return Dates(when, when, "day")


def of_parts(year: int, month: int | None = None, day: int | None = None) -> Dates | str:
    """A year, a month or a day; `bad_date` for one that is in no calendar."""
    try:
        if month is None:
            return Dates(date(year, 1, 1), date(year, 12, 31), "year")
        if day is None:
            return Dates(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")
        return one_day(date(year, month, day))
    except (ValueError, calendar.IllegalMonthError):
        return "bad_date"


def of_months(year: int, first: int, last: int) -> Dates | str:
    """Some months of a year."""
    start, end = of_parts(year, first), of_parts(year, last)
    if isinstance(start, str) or isinstance(end, str):
        return "bad_date"
    return Dates(start.start, end.end, "month")


def only_month(first: date | None, last: date | None = None) -> str | None:
    """`2024-10` for what lies in one month, whose rate then applies; None for a year, a quarter, several months."""
    if first is None or (last is not None and (last.year, last.month) != (first.year, first.month)):
        return None
    return f"{first:%Y-%m}"
