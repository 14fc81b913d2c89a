"""What a page costs: server CPU for an open and a filter change, and the time to the drawn page, against a hello page.

`make bench` runs it and leaves the table in results/page_cost.md. The servers take turns, round by round, so that
whatever else the machine does meets them all.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright
from websockets.sync.client import ClientConnection

from dashboard.filter_choices import FIRST_YEAR
from dashboard.warm_up import LOOK_EVERY
from etl.reference import read_table
from tests.benchmarks.servers import Server, start_dashboard, start_hello, start_plain_hello
from tests.benchmarks.viewer import draw, reader

RESULTS = Path(__file__).with_name("results") / "page_cost.md"
# What still runs when the last message is out (sessions closing, Streamlit's file watcher) belongs to the page.
SETTLE = 0.15
GOALS = {"open": 2.0, "year": 4.0, "sector": 4.0, "filter": 4.0, "filter back": 4.0}
# Idle: so many times two seconds in which the server takes less than so many seconds of CPU.
QUIET_SPELLS, IDLE = 4, 0.03
DRAWN = """() => document.querySelector('.st-key-page-ready')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart], .zs-chart')].every(
        chart => chart.querySelector('.main-svg'))"""

Figures = dict[str, dict[str, list[float]]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.page_cost", description=__doc__)
    parser.add_argument("--rounds", type=int, default=6, help="how often each server has its turn (default: 6)")
    parser.add_argument("--times", type=int, default=5, help="opens and filter changes in one turn (default: 5)")
    options = parser.parse_args()
    figures: Figures = defaultdict(lambda: defaultdict(list))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        playwright = stack.enter_context(sync_playwright())
        browser = stack.enter_context(playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"]))
        measure_start(browser, folder, figures)
        servers = [start(new_folder(folder)) for start in (start_dashboard, start_hello, start_plain_hello)]
        for server in servers:
            stack.callback(server.stop)
        for server in servers:
            wait_until_idle(server)
            measure_named(server, figures[server.name])
        periods = new_periods()
        for _ in range(options.rounds):
            for server in servers:
                measure_cpu(server, figures[server.name], periods, options.times)
            for server in servers:
                figures[server.name]["browser"].append(1000 * seconds_to_drawn(browser, server.host))
    table = report(figures, options.rounds, options.times)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(table, encoding="utf-8")
    print(table)
    return 0


def chromium() -> str | None:
    """The system's browser; None lets Playwright take its own."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def new_folder(parent: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=parent))


def new_periods() -> Iterator[str]:
    """Addresses with a period that was not asked for before, so that no answer can be remembered."""
    first = date(2015, 1, 1)
    for days in range(10_000):
        begin = first + timedelta(days=days)
        yield f"from={begin}&to={begin + timedelta(days=2000)}"


def measure_start(browser: Browser, folder: Path, figures: Figures, rounds: int = 2) -> None:
    """From the command to the drawn page: what `make run` takes when everything is installed and nothing is loaded."""
    starts: list[Callable[[Path], Server]] = [start_dashboard, start_hello, start_plain_hello]
    for _ in range(rounds):
        for start in starts:
            data = new_folder(folder)
            for occasion in ("first start", "second start"):
                server = start(data)
                try:
                    drawn = seconds_to_drawn(browser, server.host)
                finally:
                    server.stop()
                figures[server.name][occasion].append(1000 * (server.start_seconds + drawn))


def measure_cpu(server: Server, figures: dict[str, list[float]], periods: Iterator[str], times: int) -> None:
    for _ in range(times):
        with cpu_milliseconds(server, figures["open"]), reader(server.host) as stream:
            draw_whole(server, stream)
    with reader(server.host) as stream:
        draw_whole(server, stream)
        for query in [next(periods) for _ in range(times)]:
            with cpu_milliseconds(server, figures["filter"]):
                draw_whole(server, stream, query)
            draw_whole(server, stream)
            with cpu_milliseconds(server, figures["filter back"]):
                draw_whole(server, stream, query)


def wait_until_idle(server: Server) -> None:
    """Until the server has prepared what it prepares after its start."""
    time.sleep(LOOK_EVERY)
    quiet = 0
    while quiet < QUIET_SPELLS:
        cpu = server.cpu_seconds()
        time.sleep(2)
        quiet = quiet + 1 if server.cpu_seconds() - cpu < IDLE else 0


def measure_named(server: Server, figures: dict[str, list[float]]) -> None:
    """Each year and each sector that stands in the drawer of filters, before anybody has asked for it."""
    with reader(server.host) as stream:
        draw_whole(server, stream)
        for row in read_table("sectors"):
            with cpu_milliseconds(server, figures["sector"]):
                draw_whole(server, stream, urlencode({"sector": row["sector"]}))
        for year in range(FIRST_YEAR, date.today().year + 1):
            with cpu_milliseconds(server, figures["year"]):
                draw_whole(server, stream, f"from={year}-01-01&to={year}-12-31")


def draw_whole(server: Server, stream: ClientConnection, query: str = "") -> None:
    if not draw(stream, query).is_ready:
        raise RuntimeError(f"{server.name} did not draw its page at /?{query}: {''.join(server.said)}")


@contextmanager
def cpu_milliseconds(server: Server, figures: list[float]) -> Iterator[None]:
    begin = server.cpu_seconds()
    yield
    time.sleep(SETTLE)
    figures.append(1000 * (server.cpu_seconds() - begin))


def seconds_to_drawn(browser: Browser, host: str) -> float:
    """From asking for the overview in a browser with nothing in its cache to its last chart."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
    try:
        page = context.new_page()
        begin = time.perf_counter()
        page.goto(f"http://{host}/")
        page.wait_for_function(DRAWN, timeout=60_000, polling="raf")
        return time.perf_counter() - begin
    finally:
        context.close()


def report(figures: Figures, rounds: int, times: int) -> str:
    """The medians as a Markdown table, with the ratio of the overview to the hello page under the same settings."""
    rows = {
        "open": "server CPU, one open (ms)",
        "year": "server CPU, filter change, a year in the drawer that nobody asked for before (ms)",
        "sector": "server CPU, filter change, a sector in the drawer that nobody asked for before (ms)",
        "filter": "server CPU, filter change, any period that nobody asked for before (ms)",
        "filter back": "server CPU, filter change, one asked for before (ms)",
        "browser": "Chromium, empty cache: asked for → all charts drawn (ms)",
        "first start": "command typed → drawn, nothing loaded yet (ms)",
        "second start": "command typed → drawn, the start after that (ms)",
    }
    names = list(figures)
    lines = [
        "# What a page costs",
        "",
        f"Medians of {rounds} rounds with {times} opens and filter changes each (starts: 2), servers in turns.",
        machine(),
        "The figures of one run compare with each other; those of two machines, or of a busy and a quiet hour, do not.",
        "",
        f"| | {' | '.join(names)} | overview ÷ hello | goal |",
        f"|---|{'---:|' * (len(names) + 2)}",
    ]
    for key, words in rows.items():
        values = [median(figures[name][key]) for name in names]
        goal = f"≤ {GOALS[key]:g}" if key in GOALS else ""
        cells = [f"{value:,.1f}" if value < 100 else f"{value:,.0f}" for value in values]
        lines.append(f"| {words} | {' | '.join(cells)} | {values[0] / values[1]:.2f} | {goal} |")
    return "\n".join(lines) + "\n"


def machine() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "plotly", "duckdb"))
    return f"Python {platform.python_version()}, {versions}, {os.cpu_count()} cores, {date.today()}."


if __name__ == "__main__":
    sys.exit(main())
