"""One end of a date in signs: a day, a month, a year or a part of a year, and what it takes from the end before."""

import re
from dataclasses import dataclass
from datetime import date

from etl.clean.date_values import Around, Dates, of_months, of_parts

_FULL = re.compile(r"(\d{2,4})Y(?:(\d{1,2})(?:M(?:(\d{1,2})D?)?)?)?$")
_POINTED = re.compile(r"(\d{2,4})([./-])(\d{1,2})(?:[./-](\d{1,2}))?[MD]?$")
_PACKED = re.compile(r"(\d{3,4})(\d{2})(\d{2})$")
_PACKED_MONTH = re.compile(r"((?:19|20)(\d{2}))(0[1-9]|1[0-2])$")
_YEAR = re.compile(r"(\d{4}|\d{3})$")
_MONTH_DAY = re.compile(r"(\d{1,2})([M./-])(\d{1,2})D?$")
_DAY = re.compile(r"(\d{1,2})D$")
_BARE_DAY = re.compile(r"(\d{1,2})$")
_MONTH = re.compile(r"(\d{1,2})M$")
_NEXT = re.compile(r"N(.+)$")
# 2024Y1Q, 2024Q1, Q12024; the same for halves
_YEAR_PART = re.compile(r"(?:(\d{2,4})Y?[-/]?)?(?:Q([1-4])|([1-4])Q|H([12])|([12])h)$")
_PART_YEAR = re.compile(r"(?:Q([1-4])|([1-4])Q|H([12])|([12])h)[,/-]?(\d{4})Y?$")
_TENTH = re.compile(r"(?:(\d{2,4})Y)?(?:(\d{1,2})M)?T([123])$")
_VAGUE = re.compile(r"[\dYMDQHT./~+-]*U[\dYMDQHTU./~+-]*$")


@dataclass(frozen=True)
class Before:
    """Year, month and day that stand before, in the cell or around it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True)
class Part:
    """What one end says, and what it hands on. `took_year`: it gave none itself."""

    dates: Dates
    year: int
    month: int | None
    day: int | None
    took_year: bool = False


def read_part(text: str, before: Before, today: date, around: Around) -> Part | str:
    """One end of a date in signs, or a problem code."""
    if (match := _FULL.match(text)) or (match := _pointed(text, around)) or (match := _packed(text, around)):
        year = _year(match[1], today, around)
        numbers = [int(part) if part else None for part in match.groups()[1:] if part not in (".", "/", "-")]
        month, day = (*numbers, None, None)[:2]
        return _part(year, month, day)
    if match := _PACKED_MONTH.match(text):
        # 200508 may be the 8th of May 2020.
        if 1 <= int(match[2]) <= 12:
            return "date_undetermined"
        return _part(int(match[1]), int(match[3]), None)
    if match := _YEAR.match(text):
        return _part(_year(match[1], today, around), None, None)
    if match := _MONTH_DAY.match(text):
        # 5/6 alone may be either; 10.31 and 10月31日 are written month first, and so is the end of a range.
        if before.year is None or (before.day is None and match[2] in "/-" and int(match[3]) <= 12):
            return "date_undetermined"
        return _part(before.year, int(match[1]), int(match[3]), took_year=True)
    if (match := _DAY.match(text)) or (before.day and (match := _BARE_DAY.match(text))):
        if not before.year or not before.month:
            return "date_undetermined"
        return _part(before.year, before.month, int(match[1]), took_year=True)
    if match := _MONTH.match(text):
        return _part(before.year, int(match[1]), None, took_year=True) if before.year else "date_undetermined"
    if match := _NEXT.match(text):
        later = Before(before.year + 1) if before.year else Before()
        found = read_part(match[1], later, today, around)
        return found if isinstance(found, str) or found.took_year else "bad_date"
    if _VAGUE.match(text):
        return "date_undetermined"
    return _part_of_year(text, before, today, around)


def _pointed(text: str, around: Around) -> re.Match[str] | None:
    """2024.10.31; 113.10.31 where years of the Republic are counted."""
    match = _POINTED.match(text)
    return match if match and (len(match[1]) == 4 or (around.era and (len(match[1]) == 3 or match[4]))) else None


def _packed(text: str, around: Around) -> re.Match[str] | None:
    match = _PACKED.match(text)
    return match if match and (len(match[1]) == 4 or around.era) else None


def _year(written: str, today: date, around: Around) -> int:
    """24年 is 2024 and 98年 is 1998; where years of the Republic are counted 113 is 2024. 113 alone is no year."""
    year = int(written)
    if len(written) == 4:
        return year
    if around.era or len(written) == 3:
        return year + around.era
    return 2000 + year if 2000 + year <= today.year + 1 else 1900 + year


def _part(year: int, month: int | None, day: int | None, *, took_year: bool = False) -> Part | str:
    if 100 <= year < 1000:
        return "bad_date"
    dates = of_parts(year, month, day)
    return dates if isinstance(dates, str) else Part(dates, year, month, day, took_year)


def _part_of_year(text: str, before: Before, today: date, around: Around) -> Part | str:
    """上半年, 第一季度, 10月上旬, with the year from the cell or from before it."""
    if match := _TENTH.match(text):
        year = _year(match[1], today, around) if match[1] else before.year
        month = int(match[2]) if match[2] else before.month if not match[1] else None
        if year is None or month is None:
            return "date_undetermined"
        whole = of_parts(year, month)
        if isinstance(whole, str):
            return whole
        first, last = {"1": (1, 10), "2": (11, 20), "3": (21, whole.end.day)}[match[3]]
        tenth = Dates(whole.start.replace(day=first), whole.start.replace(day=last), "month")
        return Part(tenth, year, month, None, not match[1])
    if match := _PART_YEAR.match(text):
        written, parts = match[5], match.groups()[:4]
    elif match := _YEAR_PART.match(text):
        written, parts = match[1], match.groups()[1:]
    else:
        return "bad_date"
    year = _year(written, today, around) if written else before.year
    if year is None:
        return "date_undetermined"
    quarter, half = parts[0] or parts[1], parts[2] or parts[3]
    length = 3 if quarter else 6
    last = int(quarter or half or 0) * length
    found = "bad_date" if 100 <= year < 1000 else of_months(year, last - length + 1, last)
    return found if isinstance(found, str) else Part(found, year, last, None, not written)
