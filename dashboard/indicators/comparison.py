"""With which earlier days a choice of days is compared: the period before it, the same days of the year before."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dashboard.indicators.filters import Filters, months_later, period_before

BEFORE, YEAR, THIS_YEAR = "before", "year", "this_year"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Comparison:
    """`now` against `then`; `kind` says in which way the days of `then` are earlier."""

    kind: str
    now: Filters
    then: Filters


# The same for every figure of a page, and as the same objects: their hashes are kept.
@lru_cache(maxsize=1000)
def comparisons(filters: Filters, today: date) -> tuple[Comparison, ...]:
    """The comparisons that fit the period, most telling first; of a period that is not over, its days up to `today`.

    A year, over or not, is compared with the year before; without a period this year is.
    """
    start, end = filters.start, filters.end
    if not start:
        if end:
            return ()
        start, end, kind = date(today.year, 1, 1), today, THIS_YEAR
    else:
        kind = YEAR
    whole_end = end or today
    last = today if start <= today < whole_end else whole_end
    now = filters.within(start, last)
    found = [Comparison(kind, now, filters.within(_year_ago(start), _year_ago(last + _DAY) - _DAY))]
    is_year = start.month == start.day == 1 and (whole_end == date(start.year, 12, 31) or whole_end == today)
    if end and kind == YEAR and not is_year:
        before = Comparison(BEFORE, now, filters.within(*_before(start, whole_end, last)))
        if before.then != found[0].then:
            found.insert(0, before)
    return tuple(found)


@lru_cache(maxsize=1000)
def year_of(filters: Filters, today: date) -> tuple[int, Filters] | None:
    """The calendar year whose target the choice can be held against, and its days up to `today`.

    This year when no period is chosen; None for any other period than a year, or a part of what the target is for.
    """
    if filters.sectors or filters.partners or filters.towns or filters.directions or filters.stages:
        return None
    first = date(today.year, 1, 1)
    if (filters.start, filters.end) in ((None, None), (first, today)):
        return today.year, filters.within(first, today)
    year = filters.whole_year
    if not year or year > today.year:
        return None
    return year, filters.within(filters.start, min(date(year, 12, 31), today))


def _year_ago(day: date) -> date:
    return months_later(day, -12)


def _before(start: date, end: date, last: date) -> tuple[date, date]:
    """The period before; of one that is not over, as many of its days."""
    first, until = period_before(start, end)
    if last == end:
        return first, until
    months = (start.year - first.year) * 12 + start.month - first.month
    if months and months_later(start, -months) == first:
        return first, min(until, months_later(last + _DAY, -months) - _DAY)
    return first, first + (last - start)
