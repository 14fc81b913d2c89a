"""From a click on a filter to the last change on the screen: the overview against the same charts in plain Dash.

`make bench` runs it and leaves the table in results/filter_drawn.md. Both servers run side by side and take turns, in
one Chromium, with animations off on both sides (a reader who asked for less motion), so that drawing alone is timed.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.page_cost import chromium, machine, wait_until_idle
from tests.benchmarks.servers import start_dash, start_dashboard
from tests.benchmarks.viewer import figures, reader

RESULTS = Path(__file__).with_name("results") / "filter_drawn.md"
GOAL = 1.3
# Two years of the samples in which every chart of the overview has something to show.
YEARS = ("2023", "2024")
QUIET = 500  # milliseconds without a change: drawn
CLICK = """async ([selector, quiet]) => {
    const target = document.querySelector(selector), start = performance.now();
    let last = start;
    const watch = new MutationObserver(() => { last = performance.now(); });
    watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    target.click();
    while (performance.now() - last < quiet || last === start) {
        if (performance.now() - start > 20000) throw new Error('nothing was drawn');
        await new Promise(done => setTimeout(done, 10));
    }
    watch.disconnect();
    return last - start;
}"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.filter_drawn", description=__doc__)
    parser.add_argument("--rounds", type=int, default=12, help="clicks on each side (default: 12)")
    options = parser.parse_args()
    times: dict[str, list[float]] = defaultdict(list)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = start_dashboard(folder / "data")
        stack.callback(ours.stop)
        with reader(ours.host) as stream:
            drawn = {year: figures(stream, f"from={year}-01-01&to={year}-12-31") for year in YEARS}
        count = min(len(found) for found in drawn.values())
        (folder / "figures.json").write_text(json.dumps({year: found[:count] for year, found in drawn.items()}))
        theirs = start_dash(folder / "figures.json", folder)
        stack.callback(theirs.stop)
        wait_until_idle(ours)
        playwright = stack.enter_context(sync_playwright())
        browser = stack.enter_context(playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"]))
        context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN", reduced_motion="reduce")
        our_page, their_page = context.new_page(), context.new_page()
        our_page.goto(f"http://{ours.host}/?from={YEARS[0]}-01-01&to={YEARS[0]}-12-31")
        our_page.wait_for_selector(".st-key-page-ready", state="attached")
        our_page.click(".zs-opener")
        their_page.goto(f"http://{theirs.host}/")
        their_page.wait_for_selector(".main-svg")
        for turn in range(options.rounds + 2):
            year = YEARS[(turn + 1) % 2]
            our_time = _click(our_page, f".zs-drawer [data-key^='period-{year}']")
            their_time = _click(their_page, f"#period label:nth-child({YEARS.index(year) + 1}) input")
            if turn >= 2:  # the first click on each side makes what the later ones find made
                times["overview"].append(our_time)
                times["Dash"].append(their_time)
    table = _report(times, count)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(table, encoding="utf-8")
    print(table)
    return 0


def _click(page: Page, selector: str) -> float:
    page.bring_to_front()
    page.wait_for_selector(selector, state="attached")
    return float(page.evaluate(CLICK, [selector, QUIET]))


def _report(times: dict[str, list[float]], charts: int) -> str:
    ours, theirs = median(times["overview"]), median(times["Dash"])
    return "\n".join(
        [
            "# From a click on a filter to the last change on the screen",
            "",
            f"{len(times['Dash'])} clicks on each side in turns (medians), no animation; {charts} charts,",
            "beside which the overview also changes its cards, its heading and its address.",
            machine(),
            "",
            "| | overview | the same charts in Dash | ratio | goal |",
            "|---|---:|---:|---:|---:|",
            f"| click → drawn (ms) | {ours:,.0f} | {theirs:,.0f} | {ours / theirs:.2f} | ≤ {GOAL} |",
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
