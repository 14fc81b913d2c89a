"""When the export runs by itself and how the last week stands, in the reader's words."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.export.delivery.recipients import Delivery
from dashboard.export.kept.folder import exports_folder
from dashboard.export.schedule.alarm import reason
from dashboard.export.schedule.outcome import AWAITED, LATE, NONE, OUT, RUNS, outcome, runs
from dashboard.export.schedule.plan import Plan
from dashboard.stewardship.row_words import moment
from dashboard.text import t
from dashboard.text.format import day
from etl import clock

AHEAD = 70  # days of holidays that are shown
_STATES = {OUT: "delivery.out", AWAITED: "delivery.awaited", LATE: "delivery.late", NONE: "delivery.none_due"}
_PLACES = {"mainland": "delivery.mainland", "hongkong": "delivery.hongkong"}


def plan_told(plan: Plan, language: str) -> dict[str, Any]:
    """When, whose holidays count, the next day, and the days off until after it."""
    now = datetime.now(clock.OFFICE)
    week = plan.next_due(now)
    due = plan.moment_of(week)
    planned = date.fromisocalendar(week.year, week.number, plan.weekday + 1)
    off = plan.days_off(now.astimezone(ZoneInfo(plan.zone)).date(), AHEAD)
    separator = t("phrase.separator", language)
    return {
        "at": f"{t('date.weekdays', language).split()[plan.weekday]} {plan.at:%H:%M}",
        "zone": plan.zone,
        "places": separator.join(t(_PLACES[place], language) for place in plan.places),
        "next": f"{week.name} · {day(due.date(), language)} {due:%H:%M}",
        "moved": t("delivery.moved", language, day=day(planned, language)) if due.date() != planned else "",
        "off": [f"{day(one, language)} {t(_PLACES[place], language)}" for one, place in off],
    }


def outcome_told(plan: Plan, delivery: Delivery, language: str) -> dict[str, str]:
    """How the week that was due last stands, why, and how the last start by the clock ended."""
    found = outcome(plan, delivery, exports_folder(), datetime.now(clock.OFFICE))
    lines = runs(exports_folder(), found.week).lines(RUNS)
    last = lines[-1] if lines else None
    return {
        "week": found.week.name,
        "state": found.state,
        "words": t(_STATES[found.state], language),
        "why": reason(found, language) if found.state == LATE else "",
        "run_at": moment(last["at"], language) if last else "",
        "run_said": last["said"] if last else "",
    }
