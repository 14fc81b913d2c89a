"""The commands `python -m etl …`; one thin function each, others in `etl/commands/`."""

import argparse
import gc
import getpass
import sys
from pathlib import Path
from typing import Any

from etl.commands import audit as audit_commands
from etl.commands import load as load_commands
from etl.commands import review as review_commands
from etl.commands.terminal import load_line, print_json, say
from etl.draft import connect
from etl.errors import CooperationError, WorkbookRefused
from etl.known import known_decisions
from etl.messages import LANGUAGES, message, reader_language
from etl.source import sources
from etl.verify import verify
from etl.warehouse import open_warehouse

DONE, FAILED, REFUSED = 0, 1, 3


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit status; argparse leaves with 2 for wrong arguments."""
    parser = argparse.ArgumentParser(prog="python -m etl", description="Workbooks into the warehouse.")
    commands = parser.add_subparsers(required=True)
    load_commands.add_to(commands, _somebody())
    command = commands.add_parser("loads", help="the loads, newest first")
    command.add_argument("--json", action="store_true")
    command.set_defaults(action=_loads)
    command = commands.add_parser("undo", help="take a load back")
    command.add_argument("load", type=int)
    command.add_argument("--by", default=_somebody())
    command.set_defaults(action=_undo)
    command = commands.add_parser("redo", help="end an undo, as if it had not been")
    command.add_argument("load", type=int)
    command.add_argument("--by", default=_somebody())
    command.set_defaults(action=_redo)
    review_commands.add_to(commands, _somebody())
    command = commands.add_parser("verify", help="check versions, rows and received workbooks")
    command.add_argument("--json", action="store_true")
    command.set_defaults(action=_verify)
    audit_commands.add_to(commands)
    command = commands.add_parser("template", help="an empty workbook to fill in")
    command.add_argument("table", choices=list(sources()))
    command.add_argument("out", type=Path)
    command.add_argument("--language", choices=LANGUAGES, default=reader_language())
    command.set_defaults(action=_template)
    command = commands.add_parser("repair", help="your own workbook with every problem marked in it")
    command.add_argument("workbook", type=Path)
    command.add_argument("out", type=Path)
    command.add_argument("--language", choices=LANGUAGES, default=reader_language())
    command.set_defaults(action=_repair)
    chosen = parser.parse_args(arguments)
    try:
        status: int = chosen.action(chosen)
        return status
    except CooperationError as error:
        say(str(error))
        return FAILED


def _somebody() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def _loads(chosen: argparse.Namespace) -> int:
    current = open_warehouse().current()
    loads = []
    if current:
        with connect(current, read_only=True) as connection:
            cursor = connection.execute("select * from loads order by load_id desc")
            names = [column[0] for column in cursor.description or []]
            loads = [_load_json(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    if chosen.json:
        print_json(loads)
    elif not loads:
        say(message("no_loads"))
    for load in [] if chosen.json else loads:
        print(load_line(load))
    return DONE


def _load_json(load: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": load["load_id"],
        "at": load["loaded_at"],
        "by": load["loaded_by"],
        "workbook": load["workbook"],
        "sha256": load["sha256"],
        "rows": {name: load[name] for name in ("added", "changed", "unchanged", "rejected")},
        "state": "undone" if load["undone_at"] else "active",
        "series": load["series"] or load["load_id"],
    }


def _undo(chosen: argparse.Namespace) -> int:
    version = open_warehouse().undo(chosen.load, chosen.by)
    say(message("undo_done", load=chosen.load, version=version))
    return DONE


def _redo(chosen: argparse.Namespace) -> int:
    version = open_warehouse().redo(chosen.load, chosen.by)
    say(message("redo_done", load=chosen.load, version=version))
    return DONE


def _verify(chosen: argparse.Namespace) -> int:
    report = verify(open_warehouse())
    for damage in report["damaged"]:
        say(damage["message"])
    if chosen.json:
        print_json(report)
    elif report["ok"]:
        say(message("verify_ok", version=report["version"] or "—", digest=report["digest"]))
    return DONE if report["ok"] else FAILED


def _template(chosen: argparse.Namespace) -> int:
    from etl.write.template import make_template  # imports openpyxl, which no other command needs

    make_template(chosen.table, chosen.out, chosen.language)
    say(message("template_done", seen=chosen.out))
    return DONE


def _repair(chosen: argparse.Namespace) -> int:
    from etl.write.repair import repair

    try:
        done = repair(chosen.workbook, chosen.out, chosen.language, known_decisions())
    except WorkbookRefused as refusal:
        say(f"{chosen.workbook.name}: {refusal.message}")
        return REFUSED
    for remark in done.remarks():
        say(remark)
    say(message("repair_done", problems=done.problems, seen=chosen.out))
    return DONE


if __name__ == "__main__":
    # A command soon ends; looking for cycles among millions of cells costs more than it frees.
    gc.disable()
    sys.exit(main())
