"""What came of a run: what readers could see, what was said, what was left."""

import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.run import Run
from tests.faults.watching import Watcher, tree

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


def judged(
    run: Run, watcher: Watcher, before: dict[str, str], printed: str, said: str, strays: list[str], seconds: float
) -> Outcome:
    """Judges a run that has ended: `before` is the week as it was, `printed` and `said` are what the command wrote."""
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
