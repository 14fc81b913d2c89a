"""When a week's export is due: a weekday and an hour, and before a holiday the last working day."""

import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dashboard.export.kept.week import Week, week_of
from dashboard.export.schedule.holidays import is_holiday
from etl.errors import ReferenceBroken
from etl.messages import message
from etl.places import data_folder

FILE = "schedule.toml"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PLACES = ("mainland", "hongkong")
_AT = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Plan:
    """`weekday` 0 is Monday; `places` are those whose holidays count; weeks before `since` were nobody's to export."""

    weekday: int
    at: time
    zone: str
    places: tuple[str, ...] = PLACES
    since: datetime | None = field(default=None, compare=False)

    def is_ours(self, week: Week) -> bool:
        """Whether the plan was in place when the week was due."""
        return self.since is None or self.moment_of(week) >= self.since

    def day_of(self, week: Week) -> date:
        """The day of a week on which its export is due; the planned one when the whole week before it is off."""
        planned = date.fromisocalendar(week.year, week.number, self.weekday + 1)
        days = [planned - timedelta(days=step) for step in range(self.weekday + 1)]
        return next((day for day in days if self._is_working(day)), planned)

    def moment_of(self, week: Week, at: time | None = None) -> datetime:
        """When a week's export is due, or another hour of the day on which it is."""
        return datetime.combine(self.day_of(week), at or self.at, ZoneInfo(self.zone))

    def last_due(self, now: datetime) -> Week:
        """The last week that is due by a moment."""
        week = week_of(now.astimezone(ZoneInfo(self.zone)).date())
        return week if self.moment_of(week) <= now else week.moved(-1)

    def next_due(self, now: datetime) -> Week:
        """The first week that is due after a moment."""
        return self.last_due(now).moved(1)

    def days_off(self, first: date, days: int) -> list[tuple[date, str]]:
        """The weekdays from `first` on that are holidays, with the place in which they are."""
        found = [first + timedelta(days=step) for step in range(days)]
        return [(day, place) for day in found if day.weekday() < 5 for place in self.places if is_holiday(day, place)]

    def _is_working(self, day: date) -> bool:
        # Somebody who plans for a Saturday means it.
        is_weekend = day.weekday() > 4 and day.weekday() != self.weekday
        return not is_weekend and not any(is_holiday(day, place) for place in self.places)


def parse_plan(at: str, zone: str, places: tuple[str, ...] = PLACES) -> Plan:
    """`Fri 17:00` and `Asia/Hong_Kong` → the plan. Raises `ValueError`."""
    found = _AT.fullmatch(at)
    if not found or not set(places) <= set(PLACES):
        raise ValueError(at)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(zone) from error
    return Plan(DAYS.index(found[1]), time(int(found[2]), int(found[3])), zone, places)


def written(plan: Plan) -> str:
    """The plan as its file holds it."""
    at = f"{DAYS[plan.weekday]} {plan.at:%H:%M}"
    places = ", ".join(f'"{place}"' for place in plan.places)
    since = f"since = {plan.since.isoformat(timespec='seconds')}\n" if plan.since else ""
    return f'at = "{at}"\nzone = "{plan.zone}"\nholidays = [{places}]\n{since}'


def read_plan() -> Plan | None:
    """The plan that holds; None when the export runs only when it is asked for. Raises `ReferenceBroken`."""
    path = data_folder() / FILE
    if not path.is_file():
        return None
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
        plan = parse_plan(stated["at"], stated["zone"], tuple(stated.get("holidays", PLACES)))
        return replace(plan, since=_moment(stated.get("since")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReferenceBroken(message("schedule_unreadable", seen=str(error)[:80])) from error


def _moment(stated: object) -> datetime | None:
    if stated is not None and not (isinstance(stated, datetime) and stated.tzinfo):
        raise ValueError(f"since = {stated}")
    return stated
