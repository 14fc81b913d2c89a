"""Where no timer is to be had, as in a container: this process waits."""

from collections.abc import Callable

from apscheduler.schedulers.blocking import BlockingScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]

from dashboard.export.delivery.recipients import read_delivery
from dashboard.export.schedule.plan import Plan

GRACE = 6 * 3600  # seconds: a start missed by less is made up for


def stay(plan: Plan, run: Callable[[], object]) -> None:
    """Runs what is due now, then every day at the plan's hour and at the alarm's, until stopped.

    The run itself knows which day is due, and does nothing twice.
    """
    scheduler = BlockingScheduler(timezone=plan.zone)
    hours = {(plan.at.hour, plan.at.minute), tuple(map(int, read_delivery().alarm_at.split(":")))}
    for hour, minute in sorted(hours):
        trigger = CronTrigger(hour=hour, minute=minute, timezone=plan.zone)
        scheduler.add_job(run, trigger, misfire_grace_time=GRACE, coalesce=True, max_instances=1)
    run()
    scheduler.start()
