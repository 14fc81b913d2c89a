"""What the sample workbooks become, as CSV files: `python -m tests.renew_expected` writes `tests/expected/` anew.

Look at the difference in git before it is kept: every changed cell is a changed number or a changed row.
"""

import csv
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.values import values
from etl.draft import connect
from etl.pipeline import load_samples
from etl.warehouse import open_warehouse

EXPECTED = Path(__file__).resolve().parent / "expected"
TABLES = {"visits": "visit_id", "intents": "intent_id", "talent_flows": "talent_flow_id"}
PERIODS = {"all": Filters(), "2024": Filters(date(2024, 1, 1), date(2024, 12, 31))}
ASKED = date(2026, 11, 22)  # what is due and what is stalled depends on the day
PARTS = ("value", "numerator", "denominator", "known", "cases", "is_example")


def samples_as_csv() -> dict[str, list[list[str]]]:
    """File name → heading and rows, from a warehouse that holds the samples and nothing else."""
    load_samples()
    current = open_warehouse().current()
    assert current
    found = {}
    with connect(current, read_only=True) as connection:
        for table, key in TABLES.items():
            cursor = connection.execute(f"select * from {table} order by workbook, sheet, row_number, {key}")
            heading = [column[0] for column in cursor.description or []]
            found[table] = [heading, *([_written(cell) for cell in row] for row in cursor.fetchall())]
        numbers = [["indicator", "period", *PARTS]]
        for name, indicator in INDICATORS.items():
            for period, filters in PERIODS.items():
                (row,) = values(connection, indicator, filters, on=ASKED).rows
                numbers.append([name, period, *(_written(row.get(part)) for part in PARTS)])
        found["indicators"] = numbers
    return found


def expected_csv(name: str) -> list[list[str]]:
    """One of the files that are kept."""
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _written(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(map(str, value))
    return "" if value is None else str(value)


def main() -> None:
    """Writes the files."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COOPERATION_DATA"] = folder
        for name, rows in samples_as_csv().items():
            with (EXPECTED / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
