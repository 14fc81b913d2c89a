"""Dates as offices write them → first day, last day and how exactly that is known."""

import re
from datetime import date, datetime, timedelta

from etl.clean.date_english import read_english
from etl.clean.date_order import SHORT, orders_of, short_date
from etl.clean.date_range import read_span
from etl.clean.date_signs import ERA, era_of, in_signs, year_of_republic
from etl.clean.date_values import EARLIEST_YEAR, NOTHING_AROUND, Around, Dates, of_parts, one_day, only_month
from etl.read.sheet import Value

__all__ = [
    "EARLIEST_YEAR", "NOTHING_AROUND", "Around", "Dates", "era_of", "only_month", "orders_of", "read_dates",
    "year_of_republic",
]  # fmt: skip
LONGEST = 100
# Excel's day numbers of 1954 to 2119
_DAY_NUMBERS = range(20_000, 80_000)
_NUMBER = re.compile(r"\d{5}(?:\.\d+)?$")


def read_dates(value: Value, today: date, around: Around = NOTHING_AROUND) -> Dates | str:
    """The dates, or a problem code: `bad_date` for what is none, `date_undetermined` where it may be several,
    `several_dates` for days apart, `end_before_start`, and `date_out_of_range` before 1990 or after next year."""
    found = _read(value, today, around)
    if not isinstance(found, Dates):
        return found
    years = (found.start.year, found.end.year)
    if min(years) < EARLIEST_YEAR or max(years) > today.year + 1:
        return "date_out_of_range"
    return found if found.start <= found.end else "end_before_start"


def _read(value: Value, today: date, around: Around) -> Dates | str:
    if isinstance(value, datetime):
        return one_day(value.date())
    if isinstance(value, date):
        return one_day(value)
    if isinstance(value, bool) or value is None:
        return "bad_date"
    if isinstance(value, int | float):
        return _number(value, around)
    if len(value) > LONGEST or "@" in value:  # the sign of an English month
        return "bad_date"
    text = in_signs(value)
    if "@" in text:
        return read_english(text, today, around)
    if _NUMBER.match(text):
        return _number(float(text), around)
    if "R" in text:
        # 民国113年 counts from 1912 wherever it stands, and so does the other end of its range.
        text, around = text.replace("R", ""), Around(around.year, around.month, around.orders, ERA)
    if not around.era and (match := SHORT.match(text)):
        return short_date(match, today, around)
    return read_span(text, today, around)


def _number(value: float, around: Around) -> Dates | str:
    """A cell that lost its date format: a year, a day as 20241031 or 1131031, or Excel's number of the day."""
    whole = int(value) if abs(value) < 10**9 else 0
    if whole in _DAY_NUMBERS:
        return one_day(date(1899, 12, 30) + timedelta(days=whole))
    if value != whole:
        return "bad_date"
    if 1900 <= whole <= 2200:
        return of_parts(whole)
    if 19_000_101 <= whole <= 22_001_231:
        return of_parts(whole // 10_000, whole // 100 % 100, whole % 100)
    if around.era and 100 <= whole <= 200:
        return of_parts(whole + around.era)
    if around.era and 790_101 <= whole <= 2_001_231:
        return of_parts(whole // 10_000 + around.era, whole // 100 % 100, whole % 100)
    return "bad_date"
