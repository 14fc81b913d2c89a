"""A week by its ISO name, 2026-W47: Monday to Sunday, spoken of as it stood on its Friday or, if earlier, today."""

import re
from argparse import ArgumentTypeError
from dataclasses import dataclass
from datetime import date, timedelta

from etl import clock

_NAME = re.compile(r"(\d{4})-W(\d{2})")
FRIDAY = 5


@dataclass(frozen=True)
class Week:
    """An ISO week."""

    year: int
    number: int

    @property
    def name(self) -> str:
        return f"{self.year}-W{self.number:02}"

    @property
    def friday(self) -> date:
        return date.fromisocalendar(self.year, self.number, FRIDAY)

    def moved(self, weeks: int) -> "Week":
        """The week so many weeks later."""
        return week_of(self.friday + timedelta(days=7 * weeks))

    def day(self, today: date) -> date:
        """The day as of which the week is told: its last, or today while it lasts."""
        return min(self.friday + timedelta(days=2), today)


def week_of(day: date) -> Week:
    """The week that a day lies in."""
    year, number, _ = day.isocalendar()
    return Week(year, number)


def parse_week(text: str) -> Week:
    """`2026-W47` → the week. Raises `ValueError` when there is no such week."""
    found = _NAME.fullmatch(text)
    if not found:
        raise ValueError(text)
    week = Week(int(found[1]), int(found[2]))
    week.friday  # noqa: B018 raises for a week that the year does not have
    return week


def begun_week(text: str) -> Week:
    """A week on the command line; one that has not begun is none. Raises `ArgumentTypeError`."""
    try:
        week = parse_week(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text}: 2026-W47") from error
    if (week.year, week.number) > clock.today().isocalendar()[:2]:
        raise ArgumentTypeError(f"{text} has not begun")
    return week
