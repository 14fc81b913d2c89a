"""A named person has looked: at the first export of a schedule, and at the first after a change of what is sent."""

import hashlib
from pathlib import Path

import orjson

from dashboard.export.delivery.recipients import Delivery
from dashboard.export.shots import shots
from etl import clock
from etl.places import reference_file

FILE = ".approvals.jsonl"


def kind_of(delivery: Delivery) -> str:
    """What an approval holds for: these recipients, this list of shots, these definitions."""
    said = repr([(one.name, one.kind, one.address, one.language) for one in delivery.recipients])
    digest = hashlib.sha256(said.encode() + repr(shots()).encode())
    digest.update(reference_file("indicators.toml").read_bytes())
    return digest.hexdigest()


def approve(exports: Path, delivery: Delivery, by: str) -> None:
    """Notes that `by` has looked at the preview."""
    exports.mkdir(parents=True, exist_ok=True)
    with (exports / FILE).open("ab") as file:
        file.write(orjson.dumps({"at": clock.now(), "by": by, "kind": kind_of(delivery)}) + b"\n")


def approved_by(exports: Path, delivery: Delivery) -> str:
    """Who approved what is sent now; empty when nobody has."""
    if not (exports / FILE).is_file():
        return ""
    wanted = kind_of(delivery)
    lines = [orjson.loads(line) for line in (exports / FILE).read_bytes().splitlines() if line]
    return next((str(line["by"]) for line in reversed(lines) if line["kind"] == wanted), "")
