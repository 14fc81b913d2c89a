"""`deliver` and `approve`: a week brought to everybody, and the word of a person that it may be."""

import argparse
import sys
from getpass import getuser

from dashboard.export.delivery.approval import approve
from dashboard.export.delivery.deliver import deliver, edition_of, settle
from dashboard.export.delivery.recipients import read_delivery
from dashboard.export.kept.folder import exports_folder
from dashboard.export.kept.week import begun_week, week_of
from etl import audit, clock
from etl.messages import message


def run_deliver(parser: argparse.ArgumentParser, arguments: list[str]) -> int:
    """Sends a week; 1 when somebody did not get it."""
    parser.add_argument("--week", type=begun_week, default=week_of(clock.today()))
    parser.add_argument("--by", default=getuser(), help="who asked for it")
    parser.add_argument("--again", default="", metavar="NAME", help="send to somebody whose last sending was cut off")
    parser.add_argument("--arrived", default="", metavar="NAME", help="that sending did arrive: note it, send nothing")
    chosen = parser.parse_args(arguments)
    exports, delivery = exports_folder(), read_delivery()
    week = exports / chosen.week.name
    for name, has_it in ((chosen.again, False), (chosen.arrived, True)):
        if name and not settle(week, exports, delivery, name, has_it=has_it):
            parser.error(message("delivery_settled", seen=name))
    result = deliver(week, exports, delivery)
    settled = {kind: name for kind in ("again", "arrived") if (name := getattr(chosen, kind))}
    edition = edition_of(week)[:12]
    audit.record("export", chosen.by, chosen.week.name, sent=list(result.sent), edition=edition, **settled)
    for name in result.sent:
        print(name)
    for name, said in result.failed:
        print(f"{name}: {said}", file=sys.stderr)
    for name in result.unsure:
        print(message("delivery_unsure", seen=name), file=sys.stderr)
    return 1 if result.failed or result.unsure else 0


def run_approve(parser: argparse.ArgumentParser, arguments: list[str]) -> int:
    """Notes who has looked."""
    parser.add_argument("--by", required=True)
    by = parser.parse_args(arguments).by
    approve(exports_folder(), read_delivery(), by)
    audit.record("export", by, "approve")
    return 0
