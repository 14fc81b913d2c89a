"""Dates with English months: 31 Oct 2024, October 31st, 2024, 30 Oct - 1 Nov 2024. A month is `@10@` here."""

import re
from datetime import date, timedelta

from etl.clean.date_range import LONGEST_OVER_NEW_YEAR
from etl.clean.date_values import Around, Dates, of_parts

_M, _D, _Y = r"@(?P<m>\d+)@", r"(?P<d>\d{1,2})", r"(?P<y>\d{4})"
_SIDE = [
    re.compile(pattern + "$")
    for pattern in (
        rf"{_D}[ .-]*{_M}[ .,-]*{_Y}", rf"{_M}[ .-]*{_D}[ ,]+{_Y}", rf"{_Y}[ ,-]*{_M}[ -]*{_D}", rf"{_D}[ ,]+{_Y}",
        rf"{_M}[ .,-]*{_Y}", rf"{_Y}[ -]*{_M}", rf"{_D}[ .-]*{_M}", rf"{_M}[ .]*{_D}", rf"{_M}\.?", _D,
    )
]  # fmt: skip
# Excel writes 31-Oct-24; the 12-Oct-24 of other programs is in 2012.
_SHORT_YEAR = re.compile(rf"(\d{{1,2}})-{_M}-(\d{{2}})$")
_MONTH_AND_TWO_DIGITS = re.compile(rf"{_M}[-']+\d{{2}}$")
_Side = tuple[int | None, int | None, int | None]


def read_english(text: str, today: date, around: Around) -> Dates | str:
    """The dates of a text in signs with an English month, or a problem code."""
    if match := _SHORT_YEAR.match(text):
        return _short_year(match, today)
    if _MONTH_AND_TWO_DIGITS.match(text):
        return "date_undetermined"
    if whole := _side(text):
        year, month, day = whole
        if month is None:
            return "bad_date"
        found = of_parts(year or around.year or 0, month, day)
        return found if year or around.year else "date_undetermined"
    ways = set()
    for dash in re.finditer("[-~]", text):
        first, last = _side(text[: dash.start()].strip()), _side(text[dash.end() :].strip())
        if first and last:
            ways.add(_range(first, last, around))
    return ways.pop() if len(ways) == 1 else "bad_date"


def _side(text: str) -> _Side | None:
    for pattern in _SIDE:
        if match := pattern.match(text):
            found = match.groupdict()
            year, month, day = (int(found[part]) if found.get(part) else None for part in "ymd")
            return year, month, day
    return None


def _short_year(match: re.Match[str], today: date) -> Dates | str:
    first, month, last = int(match[1]), int(match["m"]), int(match[3])
    ways = {of_parts(2000 + last, month, first), of_parts(2000 + first, month, last)}
    days = [way for way in ways if isinstance(way, Dates) and way.start.year <= today.year + 1]
    return days[0] if len(days) == 1 else "date_undetermined" if days else "bad_date"


def _range(first: _Side, last: _Side, around: Around) -> Dates | str:
    """Year and month stand behind the last day: 30-31 October 2024; or behind the first: October 30-31, 2024."""
    year, month = last[0] or first[0] or around.year, last[1] or first[1]
    if year is None or month is None:
        return "date_undetermined"
    start = of_parts(first[0] or year, first[1] or month, first[2])
    end = of_parts(year, month, last[2])
    if isinstance(start, str) or isinstance(end, str) or start.precision != end.precision:
        return "bad_date"
    if start.start > end.end and first[0] is None and last[0] is not None and start.start.month > end.end.month:
        earlier = of_parts(year - 1, first[1] or month, first[2])
        limit: timedelta = LONGEST_OVER_NEW_YEAR[start.precision]
        if isinstance(earlier, Dates) and end.end - earlier.start <= limit:
            start = earlier
    return Dates(start.start, end.end, start.precision)
