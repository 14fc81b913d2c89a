"""Dates as offices write them → first day, last day and how exactly that is known."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from etl.clean.text import folded, visible
from etl.read.sheet import Value

EARLIEST_YEAR = 1990
_STRONG = re.compile(r"[至到~〜—–]+")
_WEEKDAY = re.compile(r"[(（](?:周|星期|礼拜).[)）]")
# Looked for while spaces are still there: 2024-10-31 9:30 without them would read as 3 October.
_TIME = re.compile(r"(?:(?<=[日号])|(?<=\d)T|\s)\s*(?:上午|下午)?\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?\s*$")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
# 日 and 月 may be written at the end of a range only: 2024年10月30-31日, 2023年7-8月.
_FULL = re.compile(r"(\d{4})年(?:(\d{1,2})(?:月(?:(\d{1,2})[日号]?)?)?)?$")
_POINTED = re.compile(r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?$")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_YEAR = re.compile(r"(\d{4})$")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:月|[./-])(\d{1,2})[日号]?$")
_DAY = re.compile(r"(\d{1,2})[日号]$")
_BARE_DAY = re.compile(r"(\d{1,2})$")
_MONTH = re.compile(r"(\d{1,2})月$")


@dataclass(frozen=True)
class Dates:
    """`precision` is `day`, `month` or `year`; with the latter two the days are the first and last of it."""

    start: date
    end: date
    precision: str


def read_dates(value: Value, today: date) -> Dates | str:
    """The dates, or a problem code. Years before 1990 or after next year are `date_out_of_range`."""
    found = _read(value)
    if isinstance(found, Dates) and not EARLIEST_YEAR <= found.start.year <= found.end.year <= today.year + 1:
        return "date_out_of_range"
    return found


def _read(value: Value) -> Dates | str:
    if isinstance(value, datetime):
        return Dates(value.date(), value.date(), "day")
    if isinstance(value, date):
        return Dates(value, value, "day")
    if isinstance(value, bool) or value is None:
        return "bad_date"
    if isinstance(value, int | float):
        return _number(value)
    text = _WEEKDAY.sub("", folded(_TIME.sub("", visible(value)))).rstrip("。.,，")
    if "年" in text:
        text = text.translate(_DIGITS)
    first, rest = _split(text)
    start = _part(first, None)
    if isinstance(start, str):
        return start
    end = _part(rest, start) if rest else start
    if isinstance(end, str):
        return end
    return _dates(start, end)


def _number(value: float) -> Dates | str:
    if value != int(value) and not 20_000 < value < 80_000:
        return "bad_date"
    if 1900 <= value <= 2200:
        return _dates((int(value), None, None), (int(value), None, None))
    if 19_000_101 <= value <= 22_001_231:
        return _read(str(int(value)))
    if 20_000 < value < 80_000:  # Excel's day number, the cell having lost its date format
        day = date(1899, 12, 30) + timedelta(days=int(value))
        return Dates(day, day, "day")
    return "bad_date"


def _split(text: str) -> tuple[str, str]:
    if match := _STRONG.search(text):
        return text[: match.start()], text[match.end() :]
    if "-" in text and re.search(r"[年月日./]", text):
        first, _, rest = text.partition("-")
        return first, rest
    return text, ""


_Part = tuple[int, int | None, int | None]


def _part(text: str, before: _Part | None) -> _Part | str:
    """(year, month, day) of one end; the second end takes from the first what it leaves out."""
    for pattern in (_FULL, _POINTED, _PACKED, _YEAR):
        if match := pattern.match(text):
            year, month, day = (*(int(part) if part else None for part in match.groups()), None, None)[:3]
            return year or 0, month, day
    if match := _MONTH_DAY.match(text):
        return (before[0], int(match[1]), int(match[2])) if before else "date_undetermined"
    if (match := _DAY.match(text)) or (before and before[2] and (match := _BARE_DAY.match(text))):
        return (before[0], before[1], int(match[1])) if before and before[1] else "date_undetermined"
    if match := _MONTH.match(text):
        return (before[0], int(match[1]), None) if before else "date_undetermined"
    return "bad_date"


def _dates(start: _Part, end: _Part) -> Dates | str:
    precision = "year" if start[1] is None else "month" if start[2] is None else "day"
    try:
        first = date(start[0], start[1] or 1, start[2] or 1)
        last_month = end[1] or 12
        last = date(end[0], last_month, end[2] or calendar.monthrange(end[0], last_month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return "bad_date"
    return Dates(first, last, precision) if first <= last else "end_before_start"
