"""Dates as offices write them → first day, last day and how exactly that is known."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from etl.clean.numerals import number_of, numerals
from etl.clean.text import folded, visible
from etl.read.sheet import Value

EARLIEST_YEAR = 1990
LONGEST = 100
_STRONG = re.compile(r"[至到~〜—–]+")
_WEEKDAY = re.compile(r"[(（]?(?:周|星期|礼拜)[一二三四五六日天1-7][)）]?")
# Looked for while spaces are still there: 2024-10-31 9:30 without them would read as 3 October.
_HOUR = (
    r"(?:上午|下午|中午|早上|晚上|傍晚)?\s*\d{1,2}"
    r"(?:[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?|[时時点點](?:\d{1,2}分|半)?)"
)
_TIME = re.compile(rf"(?:(?<=[日号號])|(?<=\d)T|\s)\s*{_HOUR}(?:\s*[-—–~至到]\s*{_HOUR})?(?![\d年月日号號./])Z?")
_PART_OF_DAY = re.compile(r"(?<=[日号])(?:上午|下午|中午|晚上|全天)$")
# 日 and 月 may be written at the end of a range only: 2024年10月30-31日, 2023年7-8月.
_FULL = re.compile(r"(\d{4}|\d{2})年(?:(\d{1,2})(?:月份?(?:(\d{1,2})[日号]?)?)?)?$")
_POINTED = re.compile(r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?$")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_YEAR = re.compile(r"(\d{4})(?:年度)?$")
_MONTH_DAY = re.compile(r"(\d{1,2})(月|[./-])(\d{1,2})[日号]?$")
_DAY = re.compile(r"(\d{1,2})[日号]$")
_BARE_DAY = re.compile(r"(\d{1,2})$")
_MONTH = re.compile(r"(\d{1,2})月份?$")
_HALF = re.compile(r"(?:(\d{4})年?)?(上|下)半年$")
_QUARTER = re.compile(r"(?:(\d{4})年?)?(?:第?([1-4])季度?|q([1-4]))$")
_TENTH = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月份?)?(上|中|下)旬$")
_REPUBLIC = re.compile(r"(?:中华)?民国(\d{2,3})(?=[年./-])")
# Two digits for the year, or the year at the end: which part is which, only the column can say.
_SHORT = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$")
_MAYBE_SHORT = re.compile(r"\s*\d{1,2}\s*[./\-．／－]\s*\d{1,2}\s*[./\-．／－].{0,20}$")
_ORDERS = {"ymd": (0, 1, 2), "dmy": (2, 1, 0), "mdy": (2, 0, 1)}


@dataclass(frozen=True)
class Dates:
    """`precision` is `day`, `month` (also for some months or a part of one) or `year`."""

    start: date
    end: date
    precision: str


@dataclass(frozen=True)
class Around:
    """What a date's surroundings say: the year and month where it leaves them out, the orders its column allows."""

    year: int | None = None
    month: int | None = None
    orders: frozenset[str] = frozenset(_ORDERS)


NOTHING_AROUND = Around()


def read_dates(value: Value, today: date, around: Around = NOTHING_AROUND) -> Dates | str:
    """The dates, or a problem code. Years before 1990 or after next year are `date_out_of_range`."""
    found = _read(value, today, around)
    if isinstance(found, Dates) and not EARLIEST_YEAR <= found.start.year <= found.end.year <= today.year + 1:
        return "date_out_of_range"
    return found


def orders_of(values: Iterable[Value], today: date) -> frozenset[str]:
    """The orders of day, month and year in which every short date of a column is a day: one is a proof."""
    orders = frozenset(_ORDERS)
    for value in {value for value in values if isinstance(value, str) and _MAYBE_SHORT.match(value)}:
        if match := _SHORT.match(_plain(value)):
            orders &= {order for order, _ in _days(match, today)}
    return orders


def _plain(value: str) -> str:
    text = _WEEKDAY.sub("", folded(_TIME.sub("", visible(value)))).rstrip("。.,，")
    return _REPUBLIC.sub(lambda found: str(int(found[1]) + 1911), _western(_PART_OF_DAY.sub("", text)))


@cache
def _numeral() -> re.Pattern[str]:
    """A numeral before what a date is counted in, or at the end of one half of a range."""
    return re.compile(rf"[{''.join(numerals().digits)}十]+(?=[年月日号季]|[-—–~至到]|$)")


def _western(text: str) -> str:
    if not re.search("[年月日号季]", text):
        return text

    def digits(match: re.Match[str]) -> str:
        number = number_of(match[0])
        return match[0] if number is None else str(number)

    return _numeral().sub(digits, text.replace("元月", "1月"))


def _read(value: Value, today: date, around: Around) -> Dates | str:
    if isinstance(value, datetime):
        return Dates(value.date(), value.date(), "day")
    if isinstance(value, date):
        return Dates(value, value, "day")
    if isinstance(value, bool) or value is None:
        return "bad_date"
    if isinstance(value, int | float):
        return _number(value)
    if len(value) > LONGEST:
        return "bad_date"
    text = _plain(value)
    if match := _SHORT.match(text):
        return _short(match, today, around)
    if found := _part_of_year(text, around):
        return found
    first, rest = _split(text)
    start = _part(first, (around.year, around.month, None), today)
    if isinstance(start, str):
        return start
    end = _part(rest, start, today) if rest else start
    if isinstance(end, str):
        return end
    return _dates(start, end)


def _number(value: float) -> Dates | str:
    if value != int(value) and not 20_000 < value < 80_000:
        return "bad_date"
    if 1900 <= value <= 2200:
        return _dates((int(value), None, None), (int(value), None, None))
    if 19_000_101 <= value <= 22_001_231:
        text = str(int(value))
        day = (int(text[:4]), int(text[4:6]), int(text[6:]))
        return _dates(day, day)
    if 20_000 < value < 80_000:  # Excel's day number, the cell having lost its date format
        excel = date(1899, 12, 30) + timedelta(days=int(value))
        return Dates(excel, excel, "day")
    return "bad_date"


def _days(match: re.Match[str], today: date) -> list[tuple[str, date]]:
    """(order, day) for each order in which 24-10-31 or 31/10/2024 is a day of our time."""
    parts = (match[1], match[3], match[4])
    found = []
    for order, (year, month, day) in _ORDERS.items():
        if len(parts[2]) == 4 and order == "ymd":
            continue
        written = parts[year]
        if len(written) not in (2, 4):
            continue
        try:
            when = date(int(written) + (2000 if len(written) == 2 else 0), int(parts[month]), int(parts[day]))
        except ValueError:
            continue
        if when.year <= today.year + 1:
            found.append((order, when))
    return found


def _short(match: re.Match[str], today: date, around: Around) -> Dates | str:
    days = _days(match, today)
    if not days:
        return "bad_date"
    # An order that no other cell of the column contradicts; a day that is the same in every order needs no proof.
    possible = {day for order, day in days if order in around.orders} or {day for _, day in days}
    if len(possible) > 1 or not around.orders:
        possible = {day for _, day in days}
    if len(possible) > 1:
        return "date_undetermined"
    (day,) = possible
    return Dates(day, day, "day")


def _part_of_year(text: str, around: Around) -> Dates | str | None:
    """上半年, 第一季度, 10月上旬, with the year from the cell or from around it."""
    for pattern in (_HALF, _QUARTER, _TENTH):
        if not (match := pattern.match(text)):
            continue
        year = int(match[1]) if match[1] else around.year
        if year is None:
            return "date_undetermined"
        if pattern is _HALF:
            first = 1 if match[2] == "上" else 7
            return _dates((year, first, None), (year, first + 5, None))
        if pattern is _QUARTER:
            first = int(match[2] or match[3]) * 3 - 2
            return _dates((year, first, None), (year, first + 2, None))
        month = int(match[2]) if match[2] else around.month
        if month is None:
            return "date_undetermined"
        days = {"上": (1, 10), "中": (11, 20), "下": (21, None)}[match[3]]
        found = _dates((year, month, days[0]), (year, month, days[1]))
        return Dates(found.start, found.end, "month") if isinstance(found, Dates) else found
    return None


def _split(text: str) -> tuple[str, str]:
    if match := _STRONG.search(text):
        return text[: match.start()], text[match.end() :]
    if "-" in text and re.search(r"[年月日./]", text):
        first, _, rest = text.partition("-")
        return first, rest
    return text, ""


_Part = tuple[int, int | None, int | None]


def _part(text: str, before: tuple[int | None, int | None, int | None], today: date) -> _Part | str:
    """(year, month, day) of one end; the second end takes from the first what it leaves out."""
    for pattern in (_FULL, _POINTED, _PACKED, _YEAR):
        if match := pattern.match(text):
            year, month, day = (*(int(part) if part else None for part in match.groups()), None, None)[:3]
            return _century(year or 0, match[1], today), month, day
    if match := _MONTH_DAY.match(text):
        # 5/6 alone may be either; 10.31 and 10月31日 are written month first, and so is the end of a range.
        if before[0] is None or (before[2] is None and match[2] in "/-" and int(match[3]) <= 12):
            return "date_undetermined"
        return before[0], int(match[1]), int(match[3])
    if (match := _DAY.match(text)) or (before[2] and (match := _BARE_DAY.match(text))):
        return (before[0], before[1], int(match[1])) if before[0] and before[1] else "date_undetermined"
    if match := _MONTH.match(text):
        return (before[0], int(match[1]), None) if before[0] else "date_undetermined"
    return "bad_date"


def _century(year: int, written: str, today: date) -> int:
    """24年 is 2024 and 98年 is 1998."""
    if len(written) == 4:
        return year
    return 2000 + year if 2000 + year <= today.year + 1 else 1900 + year


def _dates(start: _Part, end: _Part) -> Dates | str:
    precision = "year" if start[1] is None else "month" if start[2] is None else "day"
    try:
        first = date(start[0], start[1] or 1, start[2] or 1)
        last_month = end[1] or 12
        last = date(end[0], last_month, end[2] or calendar.monthrange(end[0], last_month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return "bad_date"
    return Dates(first, last, precision) if first <= last else "end_before_start"
