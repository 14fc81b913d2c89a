"""The commands about what people decide: `python -m etl reviews | decide | decisions | revoke`."""

import argparse
from typing import Any

from etl.commands.terminal import print_json, say
from etl.draft import connect
from etl.history.reviews import reviews
from etl.history.verdicts import WrongVerdict, decision_of
from etl.messages import message
from etl.warehouse import open_warehouse

DONE, WRONG = 0, 2


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", somebody: str) -> None:
    """Adds the commands; `somebody` is who decides when nobody is named."""
    command = commands.add_parser("reviews", help="what waits for a person to decide")
    command.add_argument("--json", action="store_true")
    command.set_defaults(action=_reviews)
    command = commands.add_parser("decide", help="decide one of them")
    command.add_argument("reference", help="as reviews shows it: gone:visits:V1, name:partners:NAME, …")
    command.add_argument("verdict", help="remove, keep, same, distinct, is:NAME, merge:NAME, is:TABLE.COLUMN")
    command.add_argument("--by", default=somebody)
    command.add_argument("--reason")
    command.set_defaults(action=_decide)
    command = commands.add_parser("decisions", help="what was decided, newest first")
    command.add_argument("--json", action="store_true")
    command.set_defaults(action=_decisions)
    command = commands.add_parser("revoke", help="take a decision back")
    command.add_argument("decision", type=int)
    command.add_argument("--by", default=somebody)
    command.set_defaults(action=_revoke)


def _reviews(chosen: argparse.Namespace) -> int:
    current = open_warehouse().current()
    waiting: list[dict[str, Any]] = []
    if current:
        with connect(current, read_only=True) as connection:
            waiting = reviews(connection)
    if chosen.json:
        print_json(waiting)
        return DONE
    if not waiting:
        say(message("no_reviews"))
    for item in waiting:
        print(f"{item['reference']}  {item['message']}")
    return DONE


def _decide(chosen: argparse.Namespace) -> int:
    warehouse = open_warehouse()
    current = warehouse.current()
    if current is None:
        say(message("unknown_reference", seen=chosen.reference))
        return 1
    try:
        with connect(current, read_only=True) as connection:
            made = decision_of(connection, chosen.reference, chosen.verdict)
    except WrongVerdict as error:
        say(str(error))
        return WRONG
    decision, version = warehouse.decide(
        made.kind, made.table_name, made.subject, made.object, chosen.by, chosen.reason
    )
    say(message("decide_done", decision=decision, version=version))
    return DONE


def _decisions(chosen: argparse.Namespace) -> int:
    found = [_decision_json(decision) for decision in open_warehouse().decisions()]
    if chosen.json:
        print_json(found)
    elif not found:
        say(message("no_decisions"))
    for one in [] if chosen.json else found:
        about = f"{one['table']}:{one['subject']}" + (f" → {one['object']}" if one["object"] else "")
        print(
            "  ".join((f"{one['id']:>4}", one["at"], one["by"], one["kind"], about, one["reason"] or "—", one["state"]))
        )
    return DONE


def _decision_json(decision: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": decision["decision_id"],
        "at": decision["decided_at"],
        "by": decision["decided_by"],
        "kind": decision["kind"],
        "table": decision["table_name"],
        "subject": decision["subject"],
        "object": decision["object"],
        "reason": decision["reason"],
        "state": "revoked" if decision["undone_at"] else "active",
    }


def _revoke(chosen: argparse.Namespace) -> int:
    version = open_warehouse().revoke(chosen.decision, chosen.by)
    say(message("revoke_done", decision=chosen.decision, version=version))
    return DONE
