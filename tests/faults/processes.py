"""The processes of a run, found by a mark in their environment and by who started them (Linux)."""

import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MARK = "FAULT_RUN"
_PROC = Path("/proc")


@dataclass(frozen=True)
class Process:
    """A process: ids are used again, so the moment of its start belongs to it."""

    pid: int
    started: int

    @property
    def words(self) -> list[str]:
        """The command with its arguments; empty when it is gone."""
        try:
            return (_PROC / str(self.pid) / "cmdline").read_bytes().decode(errors="replace").rstrip("\0").split("\0")
        except OSError:
            return []

    @property
    def is_alive(self) -> bool:
        """Whether it runs: a dead one that nobody has asked for does not."""
        fields = _fields(self.pid)
        return bool(fields) and fields[0] != "Z" and int(fields[19]) == self.started

    @property
    def is_browser(self) -> bool:
        """The browser's main process; those that it starts for its work have a type."""
        words = self.words
        return bool(words) and "chrom" in Path(words[0]).name and not any(w.startswith("--type=") for w in words)

    @property
    def is_browser_part(self) -> bool:
        """Any process of the browser."""
        words = self.words
        return bool(words) and "chrom" in Path(words[0].split(" ")[0]).name

    def send(self, number: signal.Signals) -> None:
        """Sends a signal; nothing happens when it is gone."""
        with suppress(ProcessLookupError):
            if self.is_alive:
                os.kill(self.pid, number)


def _fields(pid: int) -> list[str]:
    try:
        return (_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def of_run(mark: str, root: int | None) -> set[Process]:
    """All living processes that carry the run's mark or descend from `root`, or from one that carries it."""
    parents: dict[int, list[int]] = {}
    found: set[int] = set()
    begun: dict[int, int] = {}
    for folder in _PROC.glob("[0-9]*"):
        pid = int(folder.name)
        fields = _fields(pid)
        if not fields or fields[0] == "Z":
            continue
        begun[pid] = int(fields[19])
        parents.setdefault(int(fields[1]), []).append(pid)
        with suppress(OSError):
            if f"{MARK}={mark}\0".encode() in (folder / "environ").read_bytes() + b"\0":
                found.add(pid)
    waiting = [*found, *([root] if root else [])]
    while waiting:
        pid = waiting.pop()
        if pid in begun:
            found.add(pid)
        waiting.extend(child for child in parents.get(pid, ()) if child not in found)
    return {Process(pid, begun[pid]) for pid in found}
