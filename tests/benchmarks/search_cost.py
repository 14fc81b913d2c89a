"""What a search costs: the answer and the index, on few and on many rows, against `ilike` over the same rows.

`python -m tests.benchmarks.search_cost` leaves the table in results/search_cost.md. The rows are visits whose topics
all differ, 30 characters each: the most that an index of so many rows can hold.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from dashboard import warehouse
from dashboard.search.find import find_in
from dashboard.search.index import build
from dashboard.search.kinds import KINDS
from dashboard.search.query import parse
from etl.places import SAMPLES
from etl.reference import read_table
from tests.benchmarks.page_cost import machine
from tests.pages.warehouses import make_warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

RESULTS = Path(__file__).with_name("results") / "search_cost.md"
GOAL = 200
MOST = 5
QUERIES = (
    "生产力促进局", "生產力", "scjj", "shengchanli", "xianggangshengchanlicujinju", "zs", "中", "hkpc", "潮玩 第1999期",
    "nothingofthekind", "没有这样的事情", "a" * 10_000,
)  # fmt: skip
# The visits of a version, made up: the facts that indicators read, and the texts that people search.
FACTS = """
    create or replace table ready.visits as
    select 'T' || id as id, date '2016-01-01' + (id % 3600)::integer as day, day as last_day, 'day' as precision,
        [partner] as partners
    from (select unnest(range(len($partners))) as id, unnest($partners) as partner)
"""
TEXTS = """
    create or replace table visits as
    select 'T' || id as visit_id, topic, null::varchar as lead, null::varchar[] as partners,
        null::varchar[] as partners_written
    from (select unnest(range(len($topics))) as id, unnest($topics) as topic)
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.search_cost", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[2_000, 200_000], help="(default: 2000 200000)")
    parser.add_argument("--rounds", type=int, default=9, help="how often each query is asked (default: 9)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COOPERATION_DATA"] = str(make_warehouse(Path(folder), [SAMPLES / "visits_2023_2026.xlsx"]))
        with warehouse.cursor(warehouse.current().name) as connection:
            connection.execute("drop view visits")
            columns = [measured(connection, rows, options.rounds) for rows in options.rows]
    table = report(options.rows, columns, options.rounds)
    RESULTS.write_text(table, encoding="utf-8")
    print(table)
    slowest = max(own for queries, _ in columns for own, _ in queries.values())
    return 0 if slowest < GOAL else 1


Measured = tuple[dict[str, tuple[float, float]], dict[str, float]]


def measured(connection: "Connection", rows: int, rounds: int) -> Measured:
    """Query → milliseconds of the search, of `ilike`; and what the index takes."""
    make_up(connection, rows)
    before = memory(connection)
    built = seconds(lambda: build(connection))
    kinds = tuple(kind.name for kind in KINDS)
    found: dict[str, tuple[float, float]] = {}
    for typed in QUERIES:
        own, theirs = partial(find_in, connection, parse(typed), kinds, MOST), partial(ilike, connection, typed)
        own()
        found[typed] = milliseconds(own, rounds), milliseconds(theirs, rounds)
    return found, {"index, built (ms)": 1000 * built, "index, memory (MB)": (memory(connection) - before) / 1e6}


def memory(connection: "Connection") -> float:
    """Bytes that the database holds in memory."""
    return float(connection.execute("select sum(memory_usage_bytes) from duckdb_memory()").fetchall()[0][0])


def make_up(connection: "Connection", rows: int, seed: int = 5) -> None:
    """Replaces the version's visits in memory by so many made-up ones."""
    choose = random.Random(seed).choice
    partners, sectors, towns = (
        [row[key] for row in read_table(table)]
        for table, key in (("partners", "partner"), ("sectors", "sector"), ("towns", "town"))
    )
    bodies = [choose(partners) for _ in range(rows)]
    topics = [f"{choose(partners)}到{choose(towns)}考察{choose(sectors)}项目第{number}期" for number in range(rows)]
    connection.execute(FACTS, {"partners": bodies})
    connection.execute(TEXTS, {"topics": topics})


def ilike(connection: "Connection", typed: str) -> None:
    """The usual way, over the same rows: no initials, one script, no order, no names."""
    connection.execute("select topic from visits where topic ilike ? limit 5", [f"%{typed}%"]).fetchall()
    connection.execute("select count(*) from visits where topic ilike ?", [f"%{typed}%"]).fetchall()


def milliseconds(act: Callable[[], object], rounds: int) -> float:
    """The median of what it takes."""
    return 1000 * median(seconds(act) for _ in range(rounds))


def seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def report(rows: list[int], columns: list[Measured], rounds: int) -> str:
    """A Markdown table."""
    counts = " | ".join(f"{count:,} rows (ms) | ilike (ms) | ratio" for count in rows)
    lines = [
        "# What a search costs",
        "",
        f"Medians of {rounds}; goal: below {GOAL} ms. Every row has a text of its own. Ratio: search ÷ ilike.",
        machine(),
        "",
        f"| query | {counts} |",
        "|---|" + "---:|---:|---:|" * len(rows),
    ]
    for typed in QUERIES:
        cells = [column[0][typed] for column in columns]
        written = typed if len(typed) < 40 else f"{typed[:10]}… ({len(typed):,} characters)"
        lines.append(
            f"| {written} | "
            + " | ".join(f"{own:.1f} | {their:.1f} | {own / their:.2f}" for own, their in cells)
            + " |"
        )
    for what in columns[0][1]:
        lines.append(f"| {what} | " + " | ".join(f"{column[1][what]:,.0f} | |" for column in columns) + " |")
    queries = [
        f"{column[1]['index, built (ms)'] / max(own for own, _ in column[0].values()):.0f}" for column in columns
    ]
    lines.append("| index, built ÷ the slowest query | " + " | ".join(f"{count} | |" for count in queries) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
