"""Who has a week's export, and who may have it: one line before each sending, one after.

A sending that began and has no end may have arrived: it is not repeated by itself, a person decides.
"""

import os
from pathlib import Path

import orjson

from etl import clock

FOLDER = ".receipts"
BEGUN, SENT, FAILED = "begun", "sent", "failed"


class Receipts:
    """The receipts of one export: `edition` is the digest of its manifest, so that a new one is sent anew."""

    def __init__(self, exports: Path, week: str, edition: str) -> None:
        self._path = exports / FOLDER / f"{week}.jsonl"
        self._edition = edition

    def state(self, recipient: str) -> str:
        """begun, sent or failed; empty when nothing was tried."""
        states = [line["state"] for line in self.lines() if line["to"] == recipient]
        return states[-1] if states else ""

    def lines(self) -> list[dict[str, str]]:
        """All receipts of this edition, oldest first."""
        if not self._path.is_file():
            return []
        found = [orjson.loads(line) for line in self._path.read_bytes().splitlines() if line.endswith(b"}")]
        return [line for line in found if line["edition"] == self._edition]

    def note(self, recipient: str, state: str, said: str = "") -> None:
        """Writes a line, on the disk before this returns."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = {"edition": self._edition, "at": clock.now(), "to": recipient, "state": state, "said": said}
        with self._path.open("ab") as file:
            file.write(orjson.dumps(line) + b"\n")
            file.flush()
            os.fsync(file.fileno())
