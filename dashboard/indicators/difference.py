"""What changed since a day: an indicator's difference, split by cause into parts that sum to it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.indicators.changed_rows import CAUSES
from dashboard.indicators.counted_states import CountedStates, Rows
from dashboard.indicators.facts import DERIVED
from dashboard.indicators.filters import Filters
from dashboard.indicators.frame import Values
from dashboard.indicators.indicator import Indicator
from dashboard.indicators.standing import Standings
from etl import clock

ELAPSED = "elapsed"


@dataclass(frozen=True)
class Part:
    """What one cause adds to the value or takes from it, and the (table, id) of the rows that do it.

    The cause is one of `CAUSES`, or `ELAPSED`: what became due, or grew old, only because days went by.
    """

    cause: str
    value: float
    rows: Rows


@dataclass(frozen=True)
class Difference:
    """`now` less `before`, where what is not known counts as 0; `parts` has each cause once and sums to it.

    For a rate the values are shares and the parts differences of shares.
    """

    indicator: str
    since: date
    before: float | None
    now: float | None
    parts: tuple[Part, ...]

    @property
    def total(self) -> float:
        """By how much the value is more now; negative when it is less."""
        return _more(self.before, self.now)

    @property
    def rows(self) -> Rows:
        """All rows behind the difference, each once."""
        return tuple(dict.fromkeys(row for part in self.parts for row in part.rows))

    def part(self, cause: str) -> Part:
        """The part of a cause."""
        return next(part for part in self.parts if part.cause == cause)


def last_friday(day: date) -> date:
    """The Friday of the week before the day's, weeks beginning on Monday: what a report of this week compares with."""
    return day - timedelta(days=day.weekday() + 3)


def difference(
    standings: Standings, indicator: Indicator, filters: Filters, since: date, now: Values, before: Indicator
) -> Difference | None:
    """The indicator's difference between the end of `since` and `filters.as_of` (None: now), under the same filters.

    `now` are its values at the end, which are shown beside it; `before` is the definition that held on the day.
    The causes are applied one after the other, so that the parts sum for every measure: days that went by; new rows;
    rows of which a later load says something else; loads undone; rows that a person took out or put back; and what is
    held to be the same name, or counted by the definition.
    None when nothing was loaded by that day: then there is nothing to compare with.
    """
    with standings.lock:
        way = standings.way(since, filters.as_of)
        if not way.loads:
            return None
        today = filters.as_of or clock.today()
        states = CountedStates(standings, way, before, replace(filters, as_of=None), today)
        totals = [*states.totals(now if before == indicator else None)[:-1], now.total]
        first = states.total(way.states[0], since) if _depends_on_day(before) else totals[0]
        parts = [Part(ELAPSED, _more(first, totals[0]), ())]
        for number, cause in enumerate(CAUSES):
            parts.append(Part(cause, _more(totals[number], totals[number + 1]), states.rows(number)))
        return Difference(indicator.id, since, first, now.total, tuple(parts))


def _more(old: float | None, new: float | None) -> float:
    return (new or 0) - (old or 0)


def _depends_on_day(indicator: Indicator) -> bool:
    is_timed = any(one.test == "until" for one in (*indicator.where, *indicator.numerator))
    return is_timed or indicator.measure == "plan" or indicator.amount in DERIVED
