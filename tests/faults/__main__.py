"""`python -m tests.faults`: the fault campaign against the weekly export; `make faults` makes a hundred runs of each.

Nothing is played: each run is `python -m dashboard.export` in a process of its own, with its browser and its server,
on Linux and as root, because it mounts small disks and cuts connections. It leaves results/faults.md.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random, SystemRandom
from statistics import median

import orjson

from tests.faults import of_the_browser, of_the_machine, of_the_warehouse
from tests.faults.judging import Outcome
from tests.faults.office import Office
from tests.faults.performing import perform
from tests.faults.run import Fault

RESULTS = Path(__file__).parent.parent / "benchmarks" / "results" / "faults.md"
AT_ONCE = 2
FAULTS: dict[str, Fault] = {
    "browser_killed": of_the_browser.browser_killed,
    "chart_throws": of_the_browser.chart_throws,
    "slow_query": of_the_warehouse.slow_query,
    "no_font": of_the_browser.no_font,
    "disk_full": of_the_machine.disk_full,
    "websocket_lost": of_the_browser.websocket_lost,
    "new_version": of_the_warehouse.new_version,
    "two_at_once": of_the_machine.two_at_once,
    "clock_set_back": of_the_machine.clock_set_back,
    "export_killed": of_the_machine.export_killed,
    "browser_stands_still": of_the_browser.browser_stands_still,
}


def main(arguments: list[str] | None = None) -> int:
    """Runs the campaign; 0 when nothing was wrong in any run."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--runs", type=int, default=100, help="of each fault (default: 100)")
    parser.add_argument("--fault", nargs="+", choices=FAULTS, default=list(FAULTS), metavar="NAME")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--record", type=Path, help="a file that keeps the runs, so that a campaign is made in parts")
    parser.add_argument("--again", action="store_true", help="forget what the record holds of the faults named")
    parser.add_argument("--minutes", type=float, default=10**6, help="after which no run is begun any more")
    chosen = parser.parse_args(arguments)
    print(f"seed {chosen.seed}", flush=True)
    end = time.monotonic() + chosen.minutes * 60
    known = [one for one in _read(chosen.record) if not (chosen.again and one.fault in chosen.fault)]
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as folder:
        made = campaign(Path(folder), chosen.fault, chosen.runs, chosen.seed, chosen.record, known, end)
    text = table([*known, *made])
    RESULTS.write_text(text, encoding="utf-8")
    print(text)
    return 1 if any(one.wrong or one.leftovers or one.broken for one in made) else 0


def campaign(
    folder: Path, names: Iterable[str], runs: int, seed: int, record: Path | None, known: list[Outcome], end: float
) -> list[Outcome]:
    """All runs that are not known, two at a time; each is printed, and kept in `record`."""
    counts = Counter(one.fault for one in known)
    # In turns, so that a campaign that is stopped has made equally many of each.
    wanted = [(name, number) for number in range(runs) for name in names if number >= counts[name]]
    if not wanted:
        return []
    offices = [Office(folder / "one", ("visits",)), Office(folder / "two", ("visits", "intents"))]
    for office in offices:
        office.open()
        print(f"an export of {', '.join(office.pages)} takes {office.seconds:.1f} s", flush=True)
    _write(record, known)
    made: list[Outcome] = []

    def run(name: str, number: int) -> None:
        if time.monotonic() > end:
            return
        own = Random(f"{seed} {name} {number}").randrange(10**9)
        # Two pages in one run of eight.
        outcome = perform(name, FAULTS[name], number, own, offices[number % 8 == 7], folder / "runs")
        made.append(outcome)
        _write(record, [outcome], "ab")
        print(_line(outcome), flush=True)

    with ThreadPoolExecutor(AT_ONCE) as workers:
        for done in [workers.submit(run, name, number) for name, number in wanted]:
            done.result()
    return made


def _line(one: Outcome) -> str:
    said = [f"{one.fault} {one.number} (seed {one.seed}): {one.how}: {one.result} in {one.seconds:.1f} s"]
    said += [one.sentence] if one.sentence else []
    said += [f"WRONG: {text}" for text in one.wrong] + [f"LEFT: {text}" for text in one.leftovers]
    return "\n    ".join(said + [f"BROKEN: {text}" for text in one.broken])


def _read(record: Path | None) -> list[Outcome]:
    if record is None or not record.is_file():
        return []
    return [Outcome(**orjson.loads(line)) for line in record.read_bytes().splitlines()]


def _write(record: Path | None, outcomes: Iterable[Outcome], mode: str = "wb") -> None:
    if record is not None:
        with record.open(mode) as file:
            file.writelines(orjson.dumps(one.as_data()) + b"\n" for one in outcomes)


def table(outcomes: list[Outcome]) -> str:
    """The results as Markdown; only what was really run."""
    lines = [
        "| fault | runs | export done, right | refused with a sentence | export itself killed "
        "| wrong or partial folder visible | leftovers | no proper end | median s |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name in FAULTS:
        runs = [one for one in outcomes if one.fault == name]
        if runs:
            results = Counter(one.result for one in runs)
            counts = [len(runs), results["done"], results["refused"], results["killed"]]
            counts += [
                sum(map(bool, (getattr(one, kind) for one in runs))) for kind in ("wrong", "leftovers", "broken")
            ]
            seconds = median(one.seconds for one in runs)
            lines.append(f"| {name.replace('_', ' ')} | {' | '.join(map(str, counts))} | {seconds:.1f} |")
    told = [f"- **{name.replace('_', ' ')}**: {(fault.__doc__ or '').strip()}" for name, fault in FAULTS.items()]
    return "\n".join(
        [
            "# The fault campaign against the weekly export\n",
            f"`make faults`; {os.cpu_count()} cores, two runs at a time, {date.today()}.\n",
            "Each run is the real command with its own server and browser, over a week that was exported before (most",
            "of the new versions: a week's first export). A watcher looks at the week's folder two hundred times a",
            "second as a reader does: whenever it is there, it must hold a whole manifest and each file as that says.",
            "At the end it must be, byte for byte, what it was before, or an export of which each value is what",
            "`dashboard.values` says of one version and each picture is that of an export without a fault. Leftovers",
            "are hidden folders, and processes alive 45 s later. No proper end: a traceback, more or less than one",
            "sentence, a hanging run.\n",
            *lines,
            "",
            *told,
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
