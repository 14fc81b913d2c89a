"""A named person has looked: at the first export of a schedule, and at the first after a change of what is sent."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import orjson

from dashboard.export.delivery.recipients import Delivery
from dashboard.export.shots.shots import shot_list
from etl import clock
from etl.places import reference_file

FILE = ".approvals.jsonl"


@dataclass(frozen=True)
class Approval:
    """Who has looked at what is sent, and when."""

    by: str
    at: str


def kind_of(delivery: Delivery) -> str:
    """What an approval holds for: these recipients, this list of shots, these definitions."""
    told = shot_list()
    said = [(one.name, one.kind, one.address, one.language) for one in delivery.recipients]
    digest = hashlib.sha256(repr((said, told.shots, told.languages, delivery.dashboard)).encode())
    digest.update(reference_file("indicators.toml").read_bytes())
    return digest.hexdigest()


def approve(exports: Path, delivery: Delivery, by: str) -> None:
    """Notes that `by` has looked at the preview."""
    exports.mkdir(parents=True, exist_ok=True)
    with (exports / FILE).open("ab") as file:
        file.write(orjson.dumps({"at": clock.now(), "by": by, "kind": kind_of(delivery)}) + b"\n")


def approval(exports: Path, delivery: Delivery) -> Approval | None:
    """The last approval of what is sent now; None when nobody has given one."""
    if not (exports / FILE).is_file():
        return None
    wanted = kind_of(delivery)
    lines = [orjson.loads(line) for line in (exports / FILE).read_bytes().splitlines() if line]
    found = next((line for line in reversed(lines) if line["kind"] == wanted), None)
    return Approval(str(found["by"]), str(found["at"])) if found else None
