"""What the reader chose: period, sectors, partners, towns, directions, stages, the day as of which."""

import calendar
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cached_property


@dataclass(frozen=True)
class Filters:
    """All conditions hold together; an empty tuple or None does not filter. Days are inclusive."""

    start: date | None = None
    end: date | None = None
    sectors: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    as_of: date | None = None
    stages: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        # Asked for hundreds of times a page: every number is remembered under its filters.
        return hash(tuple(getattr(self, field.name) for field in fields(self)))

    @cached_property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Dimension → the names that are chosen of it, of those of which any is."""
        names = {
            "sector": self.sectors,
            "partner": self.partners,
            "town": self.towns,
            "direction": self.directions,
            "stage": self.stages,
        }
        return {dimension: chosen for dimension, chosen in names.items() if chosen}

    def within(self, start: date | None, end: date | None) -> "Filters":
        """The same choice for another period."""
        return replace(self, start=start, end=end)

    @cached_property
    def of_any_day(self) -> "Filters":
        """The same choice without a period."""
        return self.within(None, None) if self.start or self.end else self

    @property
    def before(self) -> "Filters | None":
        """The period before, of the same length; None when the period is open."""
        if not self.start or not self.end:
            return None
        start, end = period_before(self.start, self.end)
        return self.within(start, end)

    @property
    def whole_year(self) -> int | None:
        """The year, when the period is one calendar year from its first day to its last."""
        if not self.start or (self.start, self.end) != (date(self.start.year, 1, 1), date(self.start.year, 12, 31)):
            return None
        return self.start.year


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the month's last day when it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def period_before(start: date, end: date) -> tuple[date, date]:
    """Whole months are moved by as many months (a year by a year), anything else by its days."""
    after = end + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if months > 0 and months_later(start, months) == after:
        return months_later(start, -months), start - timedelta(days=1)
    days = (after - start).days
    return start - timedelta(days=days), start - timedelta(days=1)
