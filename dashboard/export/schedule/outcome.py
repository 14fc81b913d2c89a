"""How the week that is due stands: out and with everybody, still awaited, or late."""

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from dashboard.export.delivery.deliver import edition_of, has_all
from dashboard.export.delivery.receipts import Receipts
from dashboard.export.delivery.recipients import Delivery
from dashboard.export.kept.folder import MANIFEST
from dashboard.export.kept.week import Week
from dashboard.export.schedule.plan import Plan

OUT, AWAITED, LATE, NONE = "out", "awaited", "late", "none"  # none: no week has been due since the plan was made
RUNS = "due"  # under this name the receipts of a week say how each start by the clock ended


@dataclass(frozen=True)
class Outcome:
    """`missing` are the names of those who have not got the week; `is_made` says whether there is one to send."""

    week: Week
    state: str
    is_made: bool
    missing: tuple[str, ...]


def outcome(plan: Plan, delivery: Delivery, exports: Path, now: datetime) -> Outcome:
    """How the last week that was due by a moment stands."""
    week = plan.last_due(now)
    folder = exports / week.name
    is_made = (folder / MANIFEST).is_file()
    missing = tuple(one.name for one in delivery.recipients)
    if is_made:
        receipts = Receipts(exports, week.name, edition_of(folder))
        missing = tuple(one.name for one in delivery.recipients if not has_all(one, folder, receipts))
    state = AWAITED
    if is_made and not missing:
        state = OUT
    elif not plan.is_ours(week):
        state = NONE
    elif is_late(plan, delivery, week, now):
        state = LATE
    return Outcome(week, state, is_made, missing)


def is_late(plan: Plan, delivery: Delivery, week: Week, now: datetime) -> bool:
    """Whether the hour has passed by which the week must be out, on the day on which it is due."""
    return plan.moment_of(week, time.fromisoformat(delivery.alarm_at)) <= now


def runs(exports: Path, week: Week) -> Receipts:
    """How each start by the clock ended for a week."""
    return Receipts(exports, week.name, RUNS)
