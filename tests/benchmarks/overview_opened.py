"""From the address to the ready mark: the overview against a Streamlit page with as many charts that are empty.

`python -m tests.benchmarks.overview_opened` leaves the table in results/overview_opened.md. The servers take turns,
with a browser that has nothing in its cache and with one that was there before. Streamlit's page is complete when its
own mark stands and each of its charts has its drawing: on the overview the mark says that.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.page_cost import DRAWN, chromium, machine, new_folder, wait_until_idle
from tests.benchmarks.servers import start_dashboard, start_empty_charts
from tests.benchmarks.viewer import figures, reader

RESULTS = Path(__file__).with_name("results") / "overview_opened.md"
GOAL = 1.5
OCCASIONS = {"cold": "browser with an empty cache (ms)", "warm": "browser that was there before (ms)"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.overview_opened", description=__doc__)
    parser.add_argument("--rounds", type=int, default=8, help="opens of each page on each occasion (default: 8)")
    options = parser.parse_args()
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = start_dashboard(new_folder(folder))
        stack.callback(ours.stop)
        with reader(ours.host) as stream:
            count = len(figures(stream))
        theirs = start_empty_charts(new_folder(folder), count)
        stack.callback(theirs.stop)
        wait_until_idle(ours)
        playwright = stack.enter_context(sync_playwright())
        browser = stack.enter_context(playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"]))
        for turn in range(options.rounds + 1):
            for server in (ours, theirs):
                context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
                for occasion in OCCASIONS:
                    page = context.new_page()
                    taken = milliseconds_to_drawn(page, f"http://{server.host}/", count)
                    page.close()
                    if turn:  # the first makes what the later ones find made
                        times[server.name, occasion].append(taken)
                context.close()
    table = report({key: median(found) for key, found in times.items()}, count, options.rounds)
    RESULTS.write_text(table, encoding="utf-8")
    print(table)
    return 0


def milliseconds_to_drawn(page: Page, address: str, charts: int) -> float:
    """Until the mark stands and there are as many drawn charts as there are to be."""
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(
        f"() => document.querySelectorAll('.js-plotly-plot').length >= {charts} && ({DRAWN})()",
        timeout=60_000,
        polling="raf",
    )
    return 1000 * (time.perf_counter() - begin)


def report(figures: dict[tuple[str, str], float], charts: int, rounds: int) -> str:
    """The medians as a Markdown table."""
    lines = [
        "# From the address to the ready mark",
        "",
        f"Medians of {rounds} opens on each occasion, servers in turns; {charts} charts on each page, the overview's",
        "with what they show, beside cards, menu and filters, Streamlit's with nothing in them or beside them.",
        machine(),
        "",
        "| | overview | empty charts | ratio | goal |",
        "|---|---:|---:|---:|---:|",
    ]
    for occasion, words in OCCASIONS.items():
        ours, theirs = figures["overview", occasion], figures["empty charts", occasion]
        lines.append(f"| {words} | {ours:,.0f} | {theirs:,.0f} | {ours / theirs:.2f} | ≤ {GOAL} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
