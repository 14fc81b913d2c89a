"""Faults of what the numbers come from: a slow query, a new version published in mid-run."""

import subprocess
import sys
from collections.abc import Callable

from etl.places import ROOT
from tests.faults.of_the_browser import PRELOAD
from tests.faults.office import NEXT, environment
from tests.faults.run import Run


def slow_query(run: Run) -> None:
    """Queries are kept waiting: many a little, some for seconds, a few beyond the page's patience of four seconds."""
    (run.data / "patience.toml").write_text("page = 4\nserver = 20\nexport = 60\n", encoding="utf-8")
    chance, seconds = run.random.choice(((0.5, 0.02), (0.02, 1.0), (0.005, 12.0), (0.05, 8.0)))
    run.how = f"one in {1 / chance:g}, up to {seconds:g} s"
    run.environment |= {"PYTHONPATH": str(PRELOAD), "FAULT_QUERY": f"{run.seed} {chance} {seconds}"}


def new_version(run: Run) -> Callable[[], None]:
    """`python -m etl load` publishes a new version in mid-run; at a week's first export, or at a later one."""
    if run.random.random() < 0.7:
        run.begin_without_a_week()
        # Either, but one: otherwise the week is told from what was kept at its first export.
        run.may_be_later = True
        run.how = "first"

    def strike() -> None:
        run.wait_for_a_moment()
        done = subprocess.run(
            [sys.executable, "-m", "etl", "load", str(NEXT)],
            cwd=ROOT,
            env=environment(run.data),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            run.broken.append(f"the load: {done.stderr[-300:]}")

    return strike
