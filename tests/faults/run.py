"""One run of the export with one fault: the real command in a process of its own, watched, then judged."""

import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from etl.places import ROOT
from tests.faults.office import Office, environment
from tests.faults.processes import MARK, Process, of_run
from tests.faults.watching import Watcher, tree

FORMATS = ("png", "png", "png", "png", "png,pdf", "png,pdf,pptx,xlsx")
# Beyond this a run has hung, which is a fault by itself.
LONGEST = 400.0
# Seconds in which what was started by an export that has ended may end; a browser that stands still is given thirty.
TO_END = 45.0
PROGRESS = re.compile(r"[a-z0-9-]+ \((zh-Hans|zh-Hant|en)\)")


@dataclass
class Outcome:
    """What came of a run."""

    fault: str
    number: int
    seed: int
    how: str
    seconds: float
    result: str  # done, refused, killed
    sentence: str = ""
    wrong: list[str] = field(default_factory=list)  # what a reader could see
    leftovers: list[str] = field(default_factory=list)  # hidden folders, processes
    broken: list[str] = field(default_factory=list)  # no sentence, a traceback, a hanging, another exit status

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


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


def perform(name: str, fault: Fault, number: int, seed: int, office: Office, place: Path) -> Outcome:
    """Makes one run and judges it; the folder is removed unless something was wrong."""
    folder = place / f"{name}-{number}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run = Run(name, number, seed, office, folder)
    with run.after:
        shutil.copytree(office.data, run.data)
        shutil.copytree(office.good, run.out)
        strike = fault(run)
        before = tree(run.week) if run.week.is_dir() else {}
        begin = time.perf_counter()
        with Watcher(run.week) as watcher:
            run.process = run.start()
            striking = threading.Thread(target=_caught(run, strike), daemon=True)
            striking.start()
            threading.Thread(target=_note_processes, args=(run,), daemon=True).start()
            try:
                printed, said = run.process.communicate(timeout=LONGEST)
            except subprocess.TimeoutExpired:
                run.broken.append(f"it hung for {LONGEST:g} s")
                run.process.kill()
                printed, said = run.process.communicate()
            seconds = time.perf_counter() - begin
            striking.join(LONGEST)
            strays = _strays(run)
        outcome = _judged(run, watcher, before, printed, said, strays, seconds)
    if not (outcome.wrong or outcome.leftovers or outcome.broken):
        shutil.rmtree(folder, ignore_errors=True)
    return outcome


def _caught(run: Run, strike: Callable[[], None] | None) -> Callable[[], None]:
    def strikes() -> None:
        try:
            if strike:
                strike()
        except Exception as error:
            run.broken.append(f"the fault could not be set off: {error!r}")

    return strikes


def _note_processes(run: Run) -> None:
    """Who began while the run lasted: a browser's parts say nothing of whom they belong to once it is gone."""
    while run.process.poll() is None:
        run.processes()
        time.sleep(0.5)


def _strays(run: Run) -> list[str]:
    """Processes of the run that are alive long after it; they are ended then."""
    end = time.monotonic() + TO_END
    while (alive := run.processes()) and time.monotonic() < end:
        time.sleep(0.1)
    for process in alive:
        process.send(9)  # type: ignore[arg-type]
    return [f"process {' '.join(process.words)[:60]}" for process in alive]


def _judged(
    run: Run, watcher: Watcher, before: dict[str, str], printed: str, said: str, strays: list[str], seconds: float
) -> Outcome:
    status = run.process.returncode
    lines = [line for line in said.splitlines() if line.strip() and not PROGRESS.fullmatch(line)]
    result = {0: "done", 1: "refused"}.get(status, "killed" if run.is_killed else f"exit status {status}")
    outcome = Outcome(run.fault, run.number, run.seed, run.how, seconds, result, broken=run.broken, leftovers=strays)
    outcome.wrong = run.wrong + watcher.wrong
    if status == 0:
        outcome.broken += [f"it did what it should and said: {line}" for line in lines[:3]]
        made = Path(printed.strip())
        if made != run.week and not (run.may_be_another_week and made.parent == run.out):
            outcome.broken.append(f"it printed {printed.strip()[:100]!r}")
        elif made != run.week:
            # By the clock at its start another week: whole, and this one as it was.
            with Watcher(made) as other:
                other.look()
            outcome.wrong += other.wrong + (["the week has changed"] if tree(run.week) != before else [])
    elif status == 1:
        outcome.sentence = lines[-1] if lines else ""
        if len(lines) != 1 or "Traceback" in said:
            outcome.broken.append(f"{len(lines)} lines instead of one sentence: {' / '.join(lines[-4:])[:600]}")
    elif not run.is_killed:
        outcome.broken.append(f"exit status {status}: {' / '.join(lines[-4:])[:600]}")
    if run.week.is_dir():
        if status == 1 and not run.others_write and tree(run.week) != before:
            outcome.wrong.append("it was refused and the week has changed")
        outcome.wrong += run.office.faults(run.week, may_be_later=run.may_be_later)
    elif status == 0:
        outcome.wrong.append("there is no week")
    if status not in (0, 1):
        outcome.broken += _put_right(run)
    hidden = [*run.out.glob(".making-*"), *run.out.glob(".before-*"), *(run.out / ".frozen").glob(".*")]
    outcome.leftovers += [path.relative_to(run.out).as_posix() for path in hidden]
    return outcome


def _put_right(run: Run) -> list[str]:
    """The next export, to which no fault happens, after one that was killed."""
    after = run.start()
    _, said = after.communicate()
    if after.returncode:
        return [f"the next export: exit status {after.returncode}: {said[-300:]}"]
    return run.office.faults(run.week, may_be_later=run.may_be_later)
