"""Python reads this first when its folder is on PYTHONPATH: charts that throw, and queries that are slow.

The program stays as it is. Of the file that draws charts the browser gets an edition in which drawing throws, and each
query of the real database is kept waiting.
"""

import os
import time
from pathlib import Path
from random import Random
from typing import Any

THROWS = {
    "before": "await library.react(",
    "after": "state.observer = new ResizeObserver(",
}
THROW = "if (Math.random() < {chance}) throw new Error('a fault set off in a chart'); "
HALF = "if (Math.random() < {chance}) {{ figure.data.pop(); setTimeout(() => {{ throw new Error('late'); }}); }} "


def make_charts_throw(when: str, chance: str) -> None:
    """`before` anything is drawn, `after` the chart stands, or `half`: a trace is lost and the error comes later."""
    read = Path.read_bytes

    def reading(path: Path) -> bytes:
        content = read(path)
        if path.name != "chart.js":
            return content
        place = THROWS["before"] if when == "half" else THROWS[when]
        fault = (HALF if when == "half" else THROW).format(chance=chance)
        text = content.decode()
        assert place in text, "chart.js has changed: the fault is set off elsewhere now"
        return text.replace(place, fault + place, 1).encode()

    Path.read_bytes = reading  # type: ignore[assignment, method-assign]


def make_queries_slow(seed: int, chance: float, seconds: float) -> None:
    """Each query is kept waiting with that chance, for up to so many seconds."""
    import duckdb

    random = Random(seed + os.getpid())
    connect = duckdb.connect

    class Slow:
        def __init__(self, connection: Any) -> None:
            self.connection = connection

        def __getattr__(self, name: str) -> Any:
            return getattr(self.connection, name)

        def __enter__(self) -> "Slow":
            self.connection.__enter__()
            return self

        def __exit__(self, *error: Any) -> None:
            self.connection.__exit__(*error)

        def cursor(self) -> "Slow":
            return Slow(self.connection.cursor())

        def execute(self, *arguments: Any, **named: Any) -> Any:
            if random.random() < chance:
                time.sleep(random.uniform(0, seconds))
            return self.connection.execute(*arguments, **named)

    duckdb.connect = lambda *arguments, **named: Slow(connect(*arguments, **named))  # type: ignore[assignment]


if "FAULT_CHART" in os.environ:
    make_charts_throw(*os.environ["FAULT_CHART"].split())
if "FAULT_QUERY" in os.environ:
    given = os.environ["FAULT_QUERY"].split()
    make_queries_slow(int(given[0]), float(given[1]), float(given[2]))
