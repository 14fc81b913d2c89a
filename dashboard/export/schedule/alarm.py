"""The alarm of a running server: the week is not out by the hour set, perhaps because no timer ever started."""

import logging
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

from dashboard.export.delivery.owner import is_owner_told, tell_owner
from dashboard.export.delivery.recipients import read_delivery
from dashboard.export.kept.folder import exports_folder
from dashboard.export.schedule.due import ALARM
from dashboard.export.schedule.outcome import LATE, Outcome, outcome
from dashboard.export.schedule.plan import read_plan
from dashboard.text import LANGUAGES, t
from etl import clock
from etl.errors import CooperationError

log = logging.getLogger(__name__)
LOOK_EVERY = 60.0  # seconds
AFTER_FAILURE = 1800.0  # seconds until somebody who could not be told is told again


class Alarm:
    """Looks, for as long as the server runs, whether the export is late, and tells the owner once a week."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins to look, in a thread that does not keep the server from ending."""
        self._stopped.clear()
        self._thread = threading.Thread(target=self._run, name="export-alarm", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends it."""
        self._stopped.set()
        if self._thread:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        wait = LOOK_EVERY
        while not self._stopped.wait(wait):
            wait = LOOK_EVERY
            try:
                if said := look(exports_folder(), datetime.now(clock.OFFICE)):
                    log.warning("The owner of the export could not be told that it is late: %s", said)
                    wait = AFTER_FAILURE
            except (CooperationError, OSError) as error:
                log.warning("Whether the export is late cannot be seen: %s", error)
                wait = AFTER_FAILURE


def look(exports: Path, now: datetime) -> str:
    """Tells the owner when the week that is due is late and nobody has said so; why that failed, or nothing."""
    plan = read_plan()
    if plan is None:
        return ""
    delivery = read_delivery()
    found = outcome(plan, delivery, exports, now)
    if found.state != LATE or is_owner_told(delivery, exports, found.week.name, ALARM):
        return ""
    language = delivery.owner.language if delivery.owner else LANGUAGES[0]
    title = t("export.alarm", language, week=found.week.name)
    return tell_owner(delivery, exports, found.week.name, ALARM, title, reason(found, language))


def reason(found: Outcome, language: str) -> str:
    """Why a week is not out, in a sentence."""
    if not found.is_made:
        return t("export.late_not_made", language, week=found.week.name)
    names = t("phrase.separator", language).join(found.missing)
    return t("export.late_not_sent", language, week=found.week.name, names=names)


def standing() -> dict[str, Any] | None:
    """{"week", "state": out | awaited | late} of the export that is due, for a monitor; None without a schedule."""
    plan = read_plan()
    if plan is None:
        return None
    found = outcome(plan, read_delivery(), exports_folder(), datetime.now(clock.OFFICE))
    return {"week": found.week.name, "state": found.state}
