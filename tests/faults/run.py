"""One run of the export as the faults see it: what they may set before it, and when they strike."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from etl.places import ROOT
from tests.faults.office import Office, environment
from tests.faults.processes import MARK, Process, of_run

FORMATS = ("png", "png", "png", "png", "png,pdf", "png,pdf,pptx,xlsx")


@dataclass
class Run:
    """A run as the faults see it: what they may set before it, and when they strike."""

    fault: str
    number: int
    seed: int
    office: Office
    folder: Path
    random: Random = field(init=False)
    data: Path = field(init=False)
    out: Path = field(init=False)
    mark: str = field(init=False)
    arguments: list[str] = field(init=False)
    environment: dict[str, str] = field(init=False)
    may_be_later: bool = False  # whether the week may be told from the version that is published in mid-run
    is_killed: bool = False  # the fault kills the export itself
    others_write: bool = False  # another export works on the same folder
    may_be_another_week: bool = False  # the clock says which
    how: str = ""
    after: ExitStack = field(default_factory=ExitStack)
    wrong: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    known: set[Process] = field(default_factory=set)
    process: "subprocess.Popen[str]" = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.data, self.out = self.folder / "data", self.folder / "out"
        self.mark = f"{self.fault}-{self.number}-{self.seed}"
        self.arguments = ["--out", str(self.out), "--format", self.random.choice(FORMATS)]
        self.environment = environment(self.data) | {MARK: self.mark}

    @property
    def week(self) -> Path:
        return self.out / self.office.week

    def begin_without_a_week(self) -> None:
        """As at a week's first export: nothing is there yet, nothing is frozen."""
        shutil.rmtree(self.out)
        self.out.mkdir()

    def wait(self, seconds: float) -> bool:
        """Waits, at most until the export has ended; whether it still runs."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            time.sleep(0.01)
        return self.process.poll() is None

    def wait_for_a_moment(self) -> bool:
        """Waits for a random moment of the run, any from its first to its last; whether it still runs."""
        moment = self.random.uniform(0, self.office.seconds)
        self.how = f"{self.how} after {moment:.1f} s".strip()
        return self.wait(moment)

    def processes(self) -> set[Process]:
        """Those that live now, and those known from before that still do."""
        is_there = self.process.poll() is None
        self.known |= of_run(self.mark, self.process.pid if is_there else None)
        self.known = {process for process in self.known if process.is_alive}
        return set(self.known)

    def start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "dashboard.export", *self.arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )


Fault = Callable[[Run], Callable[[], None] | None]
