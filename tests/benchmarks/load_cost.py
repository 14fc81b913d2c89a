"""What a large workbook costs from file to published version, against what its reader alone and a usual script need.

`make bench` runs it and leaves the table in results/load_cost.md. Every route is a process of its own, all take turns;
CPU seconds are those of the process and all it started, memory is that of its largest process.
"""

import argparse
import os
import platform
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

RESULTS = Path(__file__).with_name("results") / "load_cost.md"
MAKE = """
import sys
from pathlib import Path
from tests.benchmarks.large_workbook import make_large_workbook
make_large_workbook(Path(sys.argv[1]), int(sys.argv[2]))
"""
CALAMINE = """
import sys
from python_calamine import CalamineWorkbook
CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
"""
DIRECTORY = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).infolist()"
# The script that an analyst writes: pandas with openpyxl, each date, amount and body where it stands.
USUAL = """
import re, sys
import duckdb, pandas
from rapidfuzz import fuzz, process
from tests.benchmarks.large_workbook import spellings
frame = pandas.read_excel(sys.argv[1], header=1, engine="openpyxl")
known = spellings()
def day(value):
    found = re.findall(r"\\d+", value) if isinstance(value, str) else None
    return pandas.Timestamp(*map(int, found)) if found else pandas.Timestamp(value)
def amount(value):
    if not isinstance(value, str):
        return value * 10_000.0
    number = float(re.search(r"[\\d.]+", value)[0])
    return number * (1e8 if "亿" in value else 1e4)
def bodies(value):
    return [process.extractOne(part, known, scorer=fuzz.WRatio)[0] for part in value.split("、")]
frame["签约日期"] = frame["签约日期"].map(day)
frame["金额"] = frame["金额"].map(amount)
frame["合作机构"] = frame["合作机构"].map(bodies)
duckdb.connect(sys.argv[2]).execute("create table matters as select * from frame")
"""
# Of the usual script only so many rows are measured, and the rest is reckoned: it takes minutes.
USUAL_SHARE = 10
MEGABYTE = 1_000_000


def main() -> int:
    """Measures, prints and keeps the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load_cost", description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large, small = folder / "large.xlsx", folder / "small.xlsx"
        # Made in processes of their own: a process that starts others lends them its peak of memory.
        _run(("-c", MAKE, large, options.rows), folder)
        _run(("-c", MAKE, small, options.rows // USUAL_SHARE), folder)
        with zipfile.ZipFile(large) as archive:
            sheet_bytes = archive.getinfo("xl/worksheets/sheet1.xml").file_size
        found: dict[str, list[tuple[float, float]]] = {}

        def measure(route: str, *command: object, data: str = "data") -> None:
            found.setdefault(route, []).append(_run(command, folder / data))

        for turn in range(options.rounds):
            data = f"data{turn}"
            measure("calamine", "-c", CALAMINE, large)
            measure("ours", "-m", "etl", "load", large, data=data)
            measure("again", "-m", "etl", "load", large, data=data)
            measure("directory", "-c", DIRECTORY, large)
            if turn == 0:
                measure("usual", "-c", USUAL, small, folder / "usual.duckdb")
        table = _report(found, options.rows, sheet_bytes)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(table, encoding="utf-8")
    print(table)
    return 0


def _run(command: Sequence[object], data: Path) -> tuple[float, float]:
    """(CPU seconds, megabytes of the largest process)."""
    environment = {**os.environ, "COOPERATION_DATA": str(data), "LANG": "en_US.UTF-8"}
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, *map(str, command)],
        environment,
        file_actions=[(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)],
    )
    _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{command}: status {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / MEGABYTE


def _report(found: dict[str, list[tuple[float, float]]], rows: int, sheet_bytes: int) -> str:
    cpu = {route: median(seconds for seconds, _ in turns) for route, turns in found.items()}
    memory = {route: max(megabytes for _, megabytes in turns) for route, turns in found.items()}
    usual, unpacked = cpu["usual"] * USUAL_SHARE, sheet_bytes / MEGABYTE
    versions = ", ".join(f"{name} {version(name)}" for name in ("python-calamine", "duckdb", "pandas", "openpyxl"))
    lines = [
        f"| {text} | {cpu[route]:.2f} | {cpu[route] / cpu['calamine']:.2f} | {memory[route]:.0f} |"
        for route, text in (
            ("calamine", "python-calamine alone, all cells as Python values"),
            ("ours", "`python -m etl load`, file to published version"),
            ("again", "the same workbook again"),
            ("directory", "Python reading the archive's directory"),
        )
    ]
    reckoned = f"pandas + openpyxl + fuzzy matching a row, reckoned from {rows // USUAL_SHARE:,} rows"
    goals = [
        f"| {text} | {goal} | {figure:.1f} |"
        for text, goal, figure in (
            ("CPU against calamine alone", "≤ 2", cpu["ours"] / cpu["calamine"]),
            ("CPU of the usual script against ours", "≥ 10", usual / cpu["ours"]),
            ("memory against the unpacked sheet", "≤ 4", memory["ours"] / unpacked),
        )
    ]
    return "\n".join(
        [
            "# What a large workbook costs",
            "",
            f"{rows:,} rows × 15 columns, made up; the sheet is {unpacked:.0f} MB unpacked.",
            f"Medians of {len(found['ours'])} rounds, routes in turns.",
            f"Python {platform.python_version()}, {versions}, {os.cpu_count()} cores, {date.today()}.",
            "CPU seconds of all processes of a route; the figures of one run compare with each other.",
            "",
            "| | CPU s | × calamine | MB |",
            "|---|---:|---:|---:|",
            *lines,
            f"| {reckoned} | {usual:.0f} | {usual / cpu['calamine']:.0f} | |",
            "",
            "| goal | | reached |",
            "|---|---:|---:|",
            *goals,
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
