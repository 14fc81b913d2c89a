"""The command `python -m etl audit verify`."""

import argparse

from etl import audit
from etl.commands.terminal import print_json, say
from etl.messages import message

DONE, FAILED = 0, 1


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command."""
    command = commands.add_parser("audit", help="the log of who did what")
    command.add_argument("what", choices=["verify"], help="verify: no entry is altered, missing or out of place")
    command.add_argument("--json", action="store_true")
    command.set_defaults(action=_verify)


def _verify(chosen: argparse.Namespace) -> int:
    damaged, count = audit.verify(), audit.count()
    for damage in damaged:
        say(damage["message"])
    if chosen.json:
        print_json({"ok": not damaged, "entries": count, "damaged": damaged})
    elif not damaged:
        say(message("audit_ok", count=count))
    return FAILED if damaged else DONE
