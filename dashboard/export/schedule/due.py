"""What a start by the clock does: the week that is due, made and sent once; what was missed is caught up once."""

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from dashboard.export.delivery.deliver import deliver, tell_owner
from dashboard.export.delivery.recipients import Delivery, read_delivery
from dashboard.export.folder import MANIFEST
from dashboard.export.schedule.plan import Plan
from dashboard.export.week import Week
from dashboard.text import LANGUAGES, t
from etl.errors import CooperationError

Make = Callable[[Week, list[str]], Path]
DONE, FAILED = 0, 1


def run_due(plan: Plan, exports: Path, now: datetime, make: Make, say: Callable[[str], None]) -> int:
    """Makes and sends the week that is due, unless it is there and everybody has it.

    Only the last week that is due: of several that were missed, the last tells of all. Leaders get nothing when it
    fails; the owner hears it, at once and, past the alarm's hour, as an alarm.
    """
    week = plan.last_due(now)
    delivery = read_delivery()
    try:
        folder = exports / week.name
        if not (folder / MANIFEST).is_file():
            folder = make(week, _languages(delivery))
        result = deliver(folder, exports, delivery)
    except CooperationError as error:
        say(str(error))
        _tell(plan, delivery, week, now, str(error), say)
        return FAILED
    problems = [f"{name}: {said}" for name, said in result.failed]
    problems += [t("export.unsure", _language(delivery), name=name) for name in result.unsure]
    for problem in problems:
        say(problem)
    if problems:
        _tell(plan, delivery, week, now, "\n".join(problems), say)
    return FAILED if problems else DONE


def _tell(plan: Plan, delivery: Delivery, week: Week, now: datetime, said: str, say: Callable[[str], None]) -> None:
    language = _language(delivery)
    here = now.astimezone(ZoneInfo(plan.zone))
    hour, minute = map(int, delivery.alarm_at.split(":"))
    is_late = here.date() > plan.day_of(week) or here.timetz().replace(tzinfo=None) >= time(hour, minute)
    title = t("export.alarm" if is_late else "export.refused", language, week=week.name)
    if failed := tell_owner(delivery, title, said):
        say(failed)


def _languages(delivery: Delivery) -> list[str]:
    """The languages that somebody reads, the first of all languages first."""
    wanted = {one.language for one in delivery.recipients} or {LANGUAGES[0]}
    return [language for language in LANGUAGES if language in wanted]


def _language(delivery: Delivery) -> str:
    return delivery.owner.language if delivery.owner else LANGUAGES[0]
