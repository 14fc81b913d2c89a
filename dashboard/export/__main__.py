"""`python -m dashboard.export`: the week's pictures, PDF, PPTX and XLSX, complete and right or not at all.

Besides: `shot`, `compare`, `deliver`, `approve`, `schedule` and what a schedule starts, `due`.
"""

import argparse
import sys
from datetime import datetime
from getpass import getuser
from pathlib import Path

import orjson

from dashboard.export.kept.folder import exports_folder
from dashboard.export.kept.week import Week, begun_week, parse_week, week_of
from dashboard.export.make import make_week
from dashboard.export.shots.shot import FORMATS
from dashboard.text import LANGUAGES
from etl import clock
from etl.errors import CooperationError
from etl.messages import message, reader_language

DONE, FAILED = 0, 1
SINGLE_FORMATS = ("png", "pdf")


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
    parser.add_argument("--week", type=begun_week, default=week_of(clock.today()), help="2026-W47 (default: this week)")
    parser.add_argument("--out", type=Path, help="the folder in which the week's folder appears")
    parser.add_argument("--format", type=_formats, default=list(FORMATS), help="png,pdf,pptx,xlsx (default: all)")
    parser.add_argument("--language", type=_languages, help=f"{','.join(LANGUAGES)} (default: those of the list)")
    parser.add_argument("--url", help="a server that runs already (default: one of its own)")
    parser.add_argument("--by", default=getuser(), help="who asked for it")
    chosen = parser.parse_args(arguments)
    exports = (chosen.out or exports_folder()).resolve()
    asked: list[str] = chosen.language or []
    made = make_week(
        chosen.week, exports, formats=chosen.format, languages=asked, url=chosen.url, by=chosen.by, progress=say
    )
    print(made)
    return DONE


# Each of these imports what it alone needs: what makes the week stays small beside server and browser.
def _shot(arguments: list[str]) -> int:
    from dashboard.export.shots.shots import shot_list
    from dashboard.export.single import make_single

    parser = _parser("shot", "one shot of the list by itself, of what holds now")
    parser.add_argument("name")
    parser.add_argument("out", type=Path, help=f"where to: a file that ends in {' or '.join(SINGLE_FORMATS)}")
    parser.add_argument("--language", type=language_named, default=LANGUAGES[0])
    chosen = parser.parse_args(arguments)
    shot = next((shot for shot in shot_list().shots if shot.name == chosen.name), None)
    if shot is None:
        raise CooperationError(message("unknown_shot", seen=chosen.name))
    if chosen.out.suffix.lstrip(".") not in SINGLE_FORMATS:
        parser.error(f"{chosen.out.name}: {', '.join(SINGLE_FORMATS)}")
    say(f"{shot.name} ({chosen.language})")
    make_single(shot, chosen.language, chosen.out.resolve())
    print(chosen.out)
    return DONE


def _compare(arguments: list[str]) -> int:
    from dashboard.export.compare import compared

    parser = _parser("compare", "two weeks number by number, with what caused each difference")
    parser.add_argument("weeks", nargs=2, type=lambda text: parse_week(text).name, metavar="WEEK")
    parser.add_argument("--language", type=language_named, default=reader_language())
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    told = compared(exports_folder().resolve(), (chosen.weeks[0], chosen.weeks[1]), chosen.language)
    if chosen.json:
        sys.stdout.buffer.write(orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE))
        return DONE
    print(f"{told['one']} → {told['other']}")
    for row in told["rows"]:
        name = " · ".join(filter(None, (row["name"], row["chosen"])))
        change = f"{row['before_words']} → {row['now_words']} ({row['change_words']})"
        print(f"{name}: {change} {row['cause_words']}".rstrip())
    return DONE


def _deliver(arguments: list[str]) -> int:
    from dashboard.export.delivery.command import run_deliver

    return run_deliver(_parser("deliver", "send a week to everybody in delivery.toml who has not got it"), arguments)


def _approve(arguments: list[str]) -> int:
    from dashboard.export.delivery.command import run_approve

    return run_approve(_parser("approve", "note that somebody has looked at what is sent from now on"), arguments)


def _schedule(arguments: list[str]) -> int:
    from dashboard.export.schedule.command import run_schedule

    description = "show, put in place or remove the timer that starts the export"
    return run_schedule(_parser("schedule", description), arguments)


def _due(arguments: list[str]) -> int:
    from dashboard.export.schedule.due import run_due
    from dashboard.export.schedule.plan import read_plan

    _parser("due", "what the timer starts: the week that is due, unless everybody has it").parse_args(arguments)
    plan, exports = read_plan(), exports_folder()
    if plan is None:
        raise CooperationError(message("no_schedule"))

    def make(week: Week, languages: list[str]) -> Path:
        return make_week(week, exports, formats=FORMATS, languages=languages, url=None, by="schedule", progress=say)

    return run_due(plan, exports, datetime.now(clock.OFFICE), make, say)


_COMMANDS = {
    "": _make,
    "shot": _shot,
    "compare": _compare,
    "deliver": _deliver,
    "approve": _approve,
    "schedule": _schedule,
    "due": _due,
}


def _parser(command: str, description: str) -> argparse.ArgumentParser:
    program = f"python -m dashboard.export {command}".rstrip()
    return argparse.ArgumentParser(prog=program, description=description, allow_abbrev=False)


def _formats(text: str) -> list[str]:
    named = list(dict.fromkeys(text.split(",")))
    if not set(named) <= set(FORMATS):
        raise argparse.ArgumentTypeError(f"{text}: one or more of {','.join(FORMATS)}")
    return named


def _languages(text: str) -> list[str]:
    return list(dict.fromkeys(language_named(name) for name in text.split(",")))


def language_named(text: str) -> str:
    """A language of the pages. Raises `ValueError` for another one."""
    if text not in LANGUAGES:
        raise ValueError(text)
    return text


if __name__ == "__main__":
    sys.exit(main())
