"""`schedule`: the plan and the timer shown, put in place and removed, or waited for."""

import argparse
import subprocess
import sys

from dashboard.export.schedule import timer
from dashboard.export.schedule.plan import PLACES, parse_plan, read_plan, written
from dashboard.export.schedule.stay import stay
from etl.messages import message


def run_schedule(parser: argparse.ArgumentParser, arguments: list[str]) -> int:
    """Does what is asked; 1 when there was nothing to remove."""
    parser.add_argument("action", nargs="?", choices=("list", "remove"), help="without one, the plan is put in place")
    parser.add_argument("--at", help='"Fri 17:00"')
    parser.add_argument("--zone", default="Asia/Hong_Kong")
    parser.add_argument("--holidays", default=",".join(PLACES), help="whose holidays count: mainland,hongkong")
    parser.add_argument("--stay", action="store_true", help="wait in this process instead of the system's timer")
    chosen = parser.parse_args(arguments)
    if chosen.action == "remove":
        return 0 if timer.remove() else 1
    if chosen.action == "list" or not (chosen.at or chosen.stay):
        _list()
        return 0
    try:
        places = tuple(filter(None, chosen.holidays.split(",")))
        plan = parse_plan(chosen.at, chosen.zone, places) if chosen.at else read_plan()
    except ValueError as error:
        parser.error(f"{error}: --at 'Fri 17:00' --zone Asia/Hong_Kong --holidays mainland,hongkong")
    if plan is None:
        parser.error("--at")
    if chosen.stay:
        timer.keep(plan)
        # In a process of its own each time: a browser and a server are not left behind.
        stay(plan, lambda: subprocess.run([sys.executable, "-m", "dashboard.export", "due"], check=False))
        return 0
    print(timer.install(plan))
    return 0


def _list() -> None:
    """The plan as it is kept, and what the system itself says of the timer."""
    plan = read_plan()
    print(written(plan).rstrip() if plan else message("no_schedule"))
    try:
        print(f"\n{timer.state()}")
    except timer.NoTimer as error:
        print(error, file=sys.stderr)
