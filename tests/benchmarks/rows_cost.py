"""What a filter change costs the server with few and with many rows: half visits, half stages of matters.

`python -m tests.benchmarks.rows_cost` leaves the table in results/rows_cost.md. The servers take turns.
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from etl.reference import read_table
from tests.benchmarks.large_visits import make_large_visits
from tests.benchmarks.large_workbook import make_large_workbook
from tests.benchmarks.page_cost import cpu_milliseconds, draw_whole, machine, wait_until_idle
from tests.benchmarks.servers import start_dashboard
from tests.benchmarks.viewer import reader
from tests.pages.warehouses import make_warehouse

RESULTS = Path(__file__).with_name("results") / "rows_cost.md"
GOAL = 1.3
ROWS = (2_000, 200_000)
KINDS = {
    "year": "a year in the drawer that nobody asked for before (ms)",
    "back": "a period asked for before (ms)",
    "sector": "a sector in the drawer that nobody asked for before (ms)",
    "new": "any period that nobody asked for before (ms)",
    "both": "a sector and a period that nobody asked for together before (ms)",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rows_cost", description=__doc__)
    parser.add_argument("--rounds", type=int, default=8, help="filter changes of each kind (default: 8)")
    options = parser.parse_args()
    figures: dict[tuple[int, str], list[float]] = defaultdict(list)
    sectors = [row["sector"] for row in read_table("sectors")]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = {rows: start_dashboard(large_warehouse(folder / str(rows), rows)) for rows in ROWS}
        for server in servers.values():
            stack.callback(server.stop)
        for server in servers.values():
            wait_until_idle(server)
        streams = {rows: stack.enter_context(reader(server.host)) for rows, server in servers.items()}
        for rows, server in servers.items():
            draw_whole(server, streams[rows])
        for turn, query in zip(range(options.rounds), new_periods(), strict=False):
            year = date.today().year - turn
            sector = urlencode({"sector": sectors[turn]})
            asked_for = {
                "year": f"from={year}-01-01&to={year}-12-31",
                "sector": sector,
                "new": query,
                "back": query,
                "both": f"{sector}&{query}",
            }
            for rows, server in servers.items():
                for kind, asked in asked_for.items():
                    draw_whole(server, streams[rows])
                    with cpu_milliseconds(server, figures[rows, kind]):
                        draw_whole(server, streams[rows], asked)
    table = report({key: median(found) for key, found in figures.items()}, options.rounds)
    RESULTS.write_text(table, encoding="utf-8")
    print(table)
    return 0


def large_warehouse(data: Path, rows: int) -> Path:
    """A data folder of so many rows, loaded as an office would load them."""
    data.mkdir(parents=True)
    make_large_visits(data / "visits.xlsx", rows // 2)
    make_large_workbook(data / "intents.xlsx", rows // 2)
    return make_warehouse(data / "kept", [data / "visits.xlsx", data / "intents.xlsx"])


def new_periods() -> Iterator[str]:
    """Periods of some three years that the made-up rows fill."""
    for days in range(1000):
        begin = date(2020, 1, 2) + timedelta(days=days)
        yield f"from={begin}&to={begin + timedelta(days=1000)}"


def report(figures: dict[tuple[int, str], float], rounds: int) -> str:
    """A Markdown table."""
    few, many = ROWS
    lines = [
        "# What a filter change costs with few and with many rows",
        "",
        f"Server CPU, medians of {rounds} changes on the overview.",
        machine(),
        "",
        f"| filter change to | {few:,} rows | {many:,} rows | ratio | goal |",
        "|---|---:|---:|---:|---:|",
    ]
    for kind, words in KINDS.items():
        small, large = figures[few, kind], figures[many, kind]
        lines.append(f"| {words} | {small:,.1f} | {large:,.1f} | {large / small:.2f} | ≤ {GOAL} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
