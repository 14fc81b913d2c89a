"""When a week's export is due: a weekday and an hour, and before a holiday the last working day."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dashboard.export.schedule.holidays import is_holiday
from dashboard.export.week import Week, week_of
from etl.errors import ReferenceBroken
from etl.messages import message
from etl.places import data_folder

FILE = "schedule.toml"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PLACES = ("mainland", "hongkong")
_AT = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Plan:
    """`weekday` 0 is Monday; `places` are those whose holidays count."""

    weekday: int
    at: time
    zone: str
    places: tuple[str, ...] = PLACES

    def day_of(self, week: Week) -> date:
        """The day of a week on which its export is due; the planned one when the whole week before it is off."""
        planned = date.fromisocalendar(week.year, week.number, self.weekday + 1)
        days = [planned - timedelta(days=step) for step in range(self.weekday + 1)]
        return next((day for day in days if self._is_working(day)), planned)

    def last_due(self, now: datetime) -> Week:
        """The last week that is due by a moment."""
        here = now.astimezone(ZoneInfo(self.zone))
        week = week_of(here.date())
        if datetime.combine(self.day_of(week), self.at, ZoneInfo(self.zone)) <= here:
            return week
        return week_of(here.date() - timedelta(days=7))

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
    return f'at = "{at}"\nzone = "{plan.zone}"\nholidays = [{places}]\n'


def read_plan() -> Plan | None:
    """The plan that holds; None when the export runs only when it is asked for. Raises `ReferenceBroken`."""
    path = data_folder() / FILE
    if not path.is_file():
        return None
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
        return parse_plan(stated["at"], stated["zone"], tuple(stated.get("holidays", PLACES)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReferenceBroken(message("schedule_unreadable", seen=str(error)[:80])) from error
