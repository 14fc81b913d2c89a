"""Who has a week's export, and who may have it: one line before each sending, one after.

A sending that began and has no end may have arrived: it is not repeated by itself, a person decides.
"""

import os
from contextlib import suppress
from pathlib import Path

import orjson

from etl import clock

FOLDER = ".receipts"
BEGUN, SENT, FAILED = "begun", "sent", "failed"


class MayHaveArrived(Exception):
    """A sending broke off after it had begun: nobody knows whether the other side has it."""


class Receipts:
    """The receipts of one export: `edition` is the digest of its manifest, so that a new one is sent anew."""

    def __init__(self, exports: Path, week: str, edition: str) -> None:
        self._path = exports / FOLDER / f"{week}.jsonl"
        self._edition = edition

    def state(self, recipient: str, part: str = "") -> str:
        """begun, sent or failed; empty when nothing was tried. `part`: what comes after the letter itself."""
        return next((line["state"] for line in reversed(self.lines(recipient, part))), "")

    def lines(self, recipient: str, part: str = "") -> list[dict[str, str]]:
        """A recipient's receipts of this edition, oldest first."""
        wanted = {"edition": self._edition, "to": recipient, "part": part}
        return [line for line in self._read() if wanted.items() <= line.items()]

    def _read(self) -> list[dict[str, str]]:
        if not self._path.is_file():
            return []
        found = []
        for line in self._path.read_bytes().splitlines():
            # A line that was cut off says nothing: what it was about had not begun, or stays in doubt.
            with suppress(orjson.JSONDecodeError):
                found.append(orjson.loads(line))
        return found

    def note(self, recipient: str, state: str, said: str = "", part: str = "") -> None:
        """Writes a line, on the disk before this returns."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        who = {"edition": self._edition, "to": recipient, "part": part}
        line = {**who, "at": clock.now(), "state": state, "said": said}
        with self._path.open("ab") as file:
            # On a line of its own, also behind one that was cut off.
            file.write((b"\n" if file.tell() else b"") + orjson.dumps(line))
            file.flush()
            os.fsync(file.fileno())
