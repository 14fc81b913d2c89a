"""`python -m dashboard.export`: the week's pictures, PDF, PPTX and XLSX, complete and right or not at all.

Besides: `deliver`, `approve`, `schedule` and what a schedule starts, `due`.
"""

import argparse
import subprocess
import sys
from datetime import datetime
from getpass import getuser
from pathlib import Path

from dashboard.export.delivery.approval import approve
from dashboard.export.delivery.deliver import deliver
from dashboard.export.delivery.recipients import read_delivery
from dashboard.export.folder import exports_folder
from dashboard.export.make import FORMATS, make_week
from dashboard.export.schedule import timer
from dashboard.export.schedule.due import run_due
from dashboard.export.schedule.plan import PLACES, Plan, parse_plan, read_plan, written
from dashboard.export.schedule.stay import stay
from dashboard.export.shots import language_named
from dashboard.export.week import Week, parse_week, week_of
from dashboard.text import LANGUAGES
from etl import audit, clock
from etl.errors import CooperationError
from etl.messages import message

DONE, FAILED = 0, 1


def main(arguments: list[str] | None = None) -> int:
    """Does what is asked; 0 done, 1 it could not be done, 2 wrong arguments."""
    given = sys.argv[1:] if arguments is None else arguments
    command = given[0] if given and given[0] in _COMMANDS else ""
    try:
        return _COMMANDS[command](given[1:] if command else given)
    except CooperationError as error:
        say(str(error))
        return FAILED
    except KeyboardInterrupt:
        return FAILED


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _make(arguments: list[str]) -> int:
    parser = _parser("", "make the week's export")
    parser.add_argument("--week", type=_week, default=week_of(clock.today()), help="2026-W47 (default: this week)")
    parser.add_argument("--out", type=Path, help="the folder in which the week's folder appears")
    parser.add_argument("--format", type=_formats, default=list(FORMATS), help="png,pdf,pptx,xlsx (default: all)")
    parser.add_argument("--language", type=_languages, default=[LANGUAGES[0]], help=",".join(LANGUAGES))
    parser.add_argument("--url", help="a server that runs already (default: one of its own)")
    chosen = parser.parse_args(arguments)
    exports = (chosen.out or exports_folder()).resolve()
    formats, languages = chosen.format, chosen.language
    print(
        make_week(
            chosen.week, exports, formats=formats, languages=languages, url=chosen.url, by=getuser(), progress=say
        )
    )
    return DONE


def _deliver(arguments: list[str]) -> int:
    parser = _parser("deliver", "send a week to everybody in delivery.toml who has not got it")
    parser.add_argument("--week", type=_week, default=week_of(clock.today()))
    chosen = parser.parse_args(arguments)
    exports = exports_folder()
    result = deliver(exports / chosen.week.name, exports, read_delivery())
    audit.record("export", getuser(), chosen.week.name, sent=list(result.sent))
    for name in result.sent:
        print(name)
    for name, said in result.failed:
        say(f"{name}: {said}")
    for name in result.unsure:
        say(message("delivery_unsure", seen=name))
    return FAILED if result.failed or result.unsure else DONE


def _approve(arguments: list[str]) -> int:
    parser = _parser("approve", "note that somebody has looked at what is sent from now on")
    parser.add_argument("--by", required=True)
    by = parser.parse_args(arguments).by
    approve(exports_folder(), read_delivery(), by)
    audit.record("export", by, "approve")
    return DONE


def _schedule(arguments: list[str]) -> int:
    parser = _parser("schedule", "show, put in place or remove the timer that starts the export")
    parser.add_argument("action", nargs="?", choices=("list", "remove"), help="without one, the plan is put in place")
    parser.add_argument("--at", help='"Fri 17:00"')
    parser.add_argument("--zone", default="Asia/Hong_Kong")
    parser.add_argument("--holidays", default=",".join(PLACES), help="whose holidays count: mainland,hongkong")
    parser.add_argument("--stay", action="store_true", help="wait in this process instead of the system's timer")
    chosen = parser.parse_args(arguments)
    if chosen.action == "remove":
        return DONE if timer.remove() else FAILED
    if chosen.action == "list" or not (chosen.at or chosen.stay):
        plan = read_plan()
        print(written(plan).rstrip() if plan else message("no_schedule"))
        return DONE
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
        return DONE
    print(timer.install(plan))
    return DONE


def _due(arguments: list[str]) -> int:
    _parser("due", "what the timer starts: the week that is due, unless everybody has it").parse_args(arguments)
    plan = read_plan()
    if plan is None:
        raise CooperationError(message("no_schedule"))
    return _run_due(plan)


def _run_due(plan: Plan) -> int:
    exports = exports_folder()

    def make(week: Week, languages: list[str]) -> Path:
        return make_week(week, exports, formats=FORMATS, languages=languages, url=None, by="schedule", progress=say)

    return run_due(plan, exports, datetime.now(clock.OFFICE), make, say)


_COMMANDS = {"": _make, "deliver": _deliver, "approve": _approve, "schedule": _schedule, "due": _due}


def _parser(command: str, description: str) -> argparse.ArgumentParser:
    program = f"python -m dashboard.export {command}".rstrip()
    return argparse.ArgumentParser(prog=program, description=description, allow_abbrev=False)


def _week(text: str) -> Week:
    week = parse_week(text)
    if (week.year, week.number) > clock.today().isocalendar()[:2]:
        raise argparse.ArgumentTypeError(f"{text} has not begun")
    return week


def _formats(text: str) -> list[str]:
    named = list(dict.fromkeys(text.split(",")))
    if not set(named) <= set(FORMATS):
        raise argparse.ArgumentTypeError(f"{text}: one or more of {','.join(FORMATS)}")
    return named


def _languages(text: str) -> list[str]:
    return list(dict.fromkeys(language_named(name) for name in text.split(",")))


if __name__ == "__main__":
    sys.exit(main())
