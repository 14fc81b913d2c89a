"""Two ends of a range, or the days of a list → first and last day."""

import re
from datetime import date, timedelta

from etl.clean.date_part import Before, Part, read_part
from etl.clean.date_values import Around, Dates

# A range written without a second year that ends before it starts goes into January, where it is as short as this.
LONGEST_OVER_NEW_YEAR = {"day": timedelta(days=31), "month": timedelta(days=190)}
_COARSENESS = {"day": 0, "month": 1, "year": 2}
# 2024.10.28/29 and 10月28日/29日 are lists; 2024/10/28 is a day.
_SLASH_LIST = re.compile(r"\d{4}[.-]\d{1,2}[.-]\d{1,2}/|[YMD].*/")
# 2024.10 stored as a number comes back as 2024.1.
_CUT_SHORT = re.compile(r"\d{4}\.1$")
_LAST_UNIT = re.compile(r"\d{1,2}([MD])$")


def read_span(text: str, today: date, around: Around) -> Dates | str:
    """The dates of a text in signs, or a problem code."""
    if "/" in text and _SLASH_LIST.match(text):
        text = text.replace("/", "+")
    before = Before(around.year, around.month)
    if "+" not in text and "," not in text and not ("D" in text[:-1] and re.search(r"D\d", text)):
        found = _range(text, before, today, around)
        return found[0] if isinstance(found, tuple) else found
    return _list(re.split(r"[+,]|(?<=D)(?=\d)", text), before, today, around)


def _list(items: list[str], before: Before, today: date, around: Around) -> Dates | str:
    """The days of a list as one range. Days that do not follow each other are `several_dates`."""
    unit = _LAST_UNIT.search(items[-1])
    dates: Dates | None = None
    for item in items:
        # 28、29日: the unit stands behind the last one only.
        found = _range(f"{item}{unit[1]}" if unit and item[-1:].isdigit() else item, before, today, around)
        if isinstance(found, str):
            return found
        one, part = found
        if dates and (one.precision != dates.precision or one.start != dates.end + timedelta(days=1)):
            return "several_dates"
        dates = Dates(dates.start if dates else one.start, one.end, one.precision)
        before = Before(part.year, part.month, part.day)
    return dates or "bad_date"


def _range(text: str, before: Before, today: date, around: Around) -> tuple[Dates, Part] | str:
    first, rest = _split(text)
    if not rest:
        if _CUT_SHORT.match(first):
            return "date_undetermined"
        start = read_part(first, before, today, around)
        return start if isinstance(start, str) else (start.dates, start)
    if first[-1:].isdigit() and (unit := _LAST_UNIT.match(rest)):
        first += unit[1]  # 10月30-31日, 7-8月
    start = read_part(first, before, today, around)
    if isinstance(start, str):
        return start
    end = read_part(rest, Before(start.year, start.month, start.day), today, around)
    if isinstance(end, str):
        return end
    if end.dates.end < start.dates.start and end.took_year and end.month and start.month and end.month < start.month:
        return _over_new_year(start, end, rest, today, around)
    return _from_to(start.dates, end.dates), end


def _over_new_year(start: Part, end: Part, rest: str, today: date, around: Around) -> tuple[Dates, Part] | str:
    """12月30日-1月2日 ends in the next year. Which year a title means by it nobody can say."""
    precision = "day" if start.day and end.day else "month"
    later = read_part(rest, Before(start.year + 1, start.month, start.day), today, around)
    if isinstance(later, str) or later.dates.end - start.dates.start > LONGEST_OVER_NEW_YEAR[precision]:
        return "end_before_start"
    return "date_undetermined" if start.took_year else (_from_to(start.dates, later.dates), later)


def _from_to(first: Dates, last: Dates) -> Dates:
    return Dates(first.start, last.end, max(first.precision, last.precision, key=_COARSENESS.__getitem__))


def _split(text: str) -> tuple[str, str]:
    if "~" in text:
        first, _, rest = text.partition("~")
        return first, rest.lstrip("~")
    if "-" in text and re.search("[YMDQHT./]", text) and not re.fullmatch(r"\d{4}-[QH]\d", text):
        first, _, rest = text.partition("-")
        return first, rest
    return text, ""
