"""A run made: set up, started, watched, struck, judged."""

import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.judging import Outcome, judged
from tests.faults.office import Office
from tests.faults.run import Fault, Run
from tests.faults.watching import Watcher, tree

# Beyond this a run has hung, which is a fault by itself.
LONGEST = 400.0
# Seconds in which what was started by an export that has ended may end; a browser that stands still is given thirty.
TO_END = 45.0


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
        outcome = judged(run, watcher, before, printed, said, strays, seconds)
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
