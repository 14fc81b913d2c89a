"""How long a hostile workbook takes from the hand to its refusal: one after the other, as a person drops them.

`python -m tests.benchmarks.refusal_cost` leaves the table in results/refusal_cost.md.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks.page_cost import machine
from tests.security.hostile import KINDS
from tests.security.served import Served, furnish, serving
from tests.security.test_hostile_uploads import HARMLESS, QUOTA, new_draft, put, settled, withdraw

RESULTS = Path(__file__).with_name("results") / "refusal_cost.md"
GOAL = 0.5  # seconds, for nineteen of twenty
# Nobody drops the next one before the answer to the last has been read.
BETWEEN = 2.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.refusal_cost", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="workbooks of each kind (default: 3)")
    rounds = parser.parse_args().rounds
    kinds = [(name, make) for name, make in KINDS.items() if name not in HARMLESS]
    with tempfile.TemporaryDirectory() as folder, serving(furnish(Path(folder) / "data", QUOTA)) as server:
        contents = [(name, make(1000 + number)) for number in range(rounds) for name, make in kinds]
        # The page has been open for a moment.
        server.ask("/stewardship/drafts", "analyst")
        withdraw(server, new_draft(server))
        time.sleep(BETWEEN)
        single = [refused(server, name, content) for name, content in contents]
    table = report(single, rounds)
    RESULTS.write_text(table, encoding="utf-8")
    print(table)
    return 0


def refused(server: Served, name: str, content: bytes) -> float:
    """Seconds from the first byte sent until the refusal is there."""
    draft = new_draft(server)
    began = time.perf_counter()
    answer = put(server, draft, f"{name}.xlsx", content)
    if answer.status != 200 or json.loads(answer.text)["sha256"] not in settled(server, draft):
        raise RuntimeError(f"{name}: {answer.text}")
    seconds = time.perf_counter() - began
    withdraw(server, draft)
    time.sleep(BETWEEN)
    return seconds


def report(seconds: list[float], rounds: int) -> str:
    """A Markdown table."""
    return "\n".join(
        [
            "# How long the refusal of a hostile workbook takes",
            "",
            f"From the first byte sent to the answer seen; {len(seconds)} workbooks ({rounds} a kind), dropped singly.",
            machine(),
            "",
            "| | seconds | goal |",
            "|---|---:|---:|",
            f"| half of them within | {median(seconds):.2f} | |",
            f"| 95 of 100 within | {quantiles(seconds, n=20)[-1]:.2f} | ≤ {GOAL} |",
            f"| all within | {max(seconds):.2f} | |",
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
