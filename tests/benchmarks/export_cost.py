"""What the weekly export costs: ten pages with PDF and PPTX, against loading and shooting the pages alone.

`python -m tests.benchmarks.export_cost` leaves the table in results/export_cost.md.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from dashboard.export.shooting.browser import new_context, open_browser
from dashboard.export.shooting.readiness import wait
from dashboard.export.shooting.server import own_server
from dashboard.export.shots.shots import shots
from etl import clock
from etl.places import SAMPLES
from tests.benchmarks.page_cost import machine
from tests.pages.warehouses import make_warehouse

RESULTS = Path(__file__).with_name("results") / "export_cost.md"
GOAL, GOAL_MB = 2.0, 1_000
MORE = '\n[[shot]]\nname = "{name}"\npage = "{page}"\ntown = ["{town}"]\n'
TEN = (("visits-nanlang", "visits"), ("intents-nanlang", "intents"), ("talent-nanlang", "talent"))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        data = make_warehouse(Path(folder), sorted(SAMPLES.glob("*.xlsx")))
        os.environ["COOPERATION_DATA"] = str(data)
        own = Path(shots.__code__.co_filename).with_name("shots.toml").read_text(encoding="utf-8")
        towns = "".join(MORE.format(name=name, page=page, town="南朗街道") for name, page in TEN)
        (data / "shots.toml").write_text(own + towns, encoding="utf-8")
        alone = load_and_shoot(data)
        export, peak = whole_export(data)
    text = table(alone, export, peak)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)
    return 0 if export <= GOAL * alone and peak <= GOAL_MB else 1


def load_and_shoot(data: Path) -> float:
    """Seconds to start server and browser, open each page and take its picture."""
    begin = time.perf_counter()
    day = clock.today().isoformat()
    with (
        own_server(data) as base,
        open_browser(base) as browser,
        new_context(browser, 1920, 1080, 2, "zh-Hans") as context,
    ):
        for shot in shots():
            tab = context.new_page()
            tab.goto(base + shot.path("zh-Hans", day), wait_until="commit")
            wait(tab)
            tab.screenshot(full_page=True)
            tab.close()
    return time.perf_counter() - begin


def whole_export(data: Path) -> tuple[float, float]:
    """Seconds of the command, and the most MB that it, its server and its browser held together."""
    shutil.rmtree(data / "exports", ignore_errors=True)
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard.export", "--format", "png,pdf,pptx"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    most = [0.0]

    def watch() -> None:
        while process.poll() is None:
            most[0] = max(most[0], proportional_mb(process.pid))
            # To look costs the kernel some 50 ms, which the export would wait for.
            time.sleep(1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    assert process.wait() == 0, "the export was refused"
    seconds = time.perf_counter() - begin
    watcher.join()
    return seconds, most[0]


def proportional_mb(first: int) -> float:
    """Memory of a process and all that it started; what several share is counted once (Linux's Pss).

    By descent and not by session: Chromium begins a session of its own.
    """
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    family = {first}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    total = 0
    for process in family:
        with suppress(OSError, StopIteration, IndexError):
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000


def table(alone: float, export: float, peak: float) -> str:
    return (
        f"# The weekly export\n\n{machine()}\n\n"
        "Ten pages at 1920×1080, scale 2, from the sample workbooks; server and browser started in both.\n\n"
        "| what | seconds | ratio | goal |\n|---|--:|--:|--:|\n"
        f"| pages loaded and shot one after the other, nothing else | {alone:.1f} | 1 | |\n"
        f"| the export with PDF and PPTX | {export:.1f} | {export / alone:.2f} | {GOAL:g} |\n\n"
        f"Most memory of command, server and browser together: {peak:.0f} MB (goal: under {GOAL_MB} MB).\n"
    )


if __name__ == "__main__":
    sys.exit(main())
