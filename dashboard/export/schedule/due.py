"""What a start by the clock does: the week that is due, made and sent once; what was missed is caught up once."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dashboard.export.delivery.deliver import DeliveryBusy, deliver
from dashboard.export.delivery.owner import tell_owner
from dashboard.export.delivery.receipts import FAILED as NOT_OUT
from dashboard.export.delivery.receipts import SENT
from dashboard.export.delivery.recipients import Delivery, read_delivery
from dashboard.export.kept.folder import MANIFEST, ExportBusy
from dashboard.export.kept.week import Week
from dashboard.export.schedule.outcome import RUNS, is_late, runs
from dashboard.export.schedule.plan import Plan
from dashboard.export.shots.shots import shot_list
from dashboard.text import LANGUAGES, t
from etl.errors import CooperationError

Make = Callable[[Week, list[str]], Path]
DONE, FAILED = 0, 1
ALARM = "alarm"


def run_due(plan: Plan, exports: Path, now: datetime, make: Make, say: Callable[[str], None]) -> int:
    """Makes and sends the week that is due, unless it is there and everybody has it.

    Only the last week that is due: of several that were missed, the last tells of all. Leaders get nothing when it
    fails; the owner hears it, at once and, past the alarm's hour, as an alarm.
    """
    week = plan.last_due(now)
    if not plan.is_ours(week):
        return DONE
    delivery = read_delivery()
    try:
        folder = exports / week.name
        if not (folder / MANIFEST).is_file():
            folder = make(week, _languages(delivery))
        result = deliver(folder, exports, delivery)
    except (ExportBusy, DeliveryBusy) as error:
        say(str(error))  # whoever is at it tells the owner how it ended
        return FAILED
    except CooperationError as error:
        problems = [str(error)]
    else:
        problems = [f"{name}: {said}" for name, said in result.failed]
        problems += [t("export.unsure", _language(delivery), name=name) for name in result.unsure]
    runs(exports, week).note(RUNS, NOT_OUT if problems else SENT, "\n".join(problems))
    for problem in problems:
        say(problem)
    if problems:
        _tell(plan, delivery, exports, week, now, problems, say)
    return FAILED if problems else DONE


def _tell(
    plan: Plan,
    delivery: Delivery,
    exports: Path,
    week: Week,
    now: datetime,
    problems: list[str],
    say: Callable[[str], None],
) -> None:
    """Once for each reason; past the alarm's hour once for the week."""
    is_alarm = is_late(plan, delivery, week, now)
    title = t("export.alarm" if is_alarm else "export.refused", _language(delivery), week=week.name)
    about = ALARM if is_alarm else hashlib.sha256("\n".join(problems).encode()).hexdigest()[:16]
    if failed := tell_owner(delivery, exports, week.name, about, title, *problems):
        say(failed)


def _languages(delivery: Delivery) -> list[str]:
    """The languages of the list of shots, then those that somebody else reads."""
    listed = shot_list().languages
    wanted = {one.language for one in delivery.recipients}
    return [*listed, *(language for language in LANGUAGES if language in wanted and language not in listed)]


def _language(delivery: Delivery) -> str:
    return delivery.owner.language if delivery.owner else LANGUAGES[0]
