"""The made-up rows of the example workbook: people moving between Zhongshan and Hong Kong by month.

No such figures are published. These come from a fixed seed, so that every run gives the same ones.
"""

import csv
import random
from pathlib import Path

HERE = Path(__file__).resolve().parent / "example"
SEED = 20231101
FIRST = (2023, 11)
MONTHS = 36
STEP_AT = 8  # the eighth month after the first, July 2024: a level step, then slow growth
LARGEST = 30


def _read(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _month_as_written(year: int, month: int) -> str:
    """Until 2024 typed as text, from 2025 on as the date that a spreadsheet makes of it."""
    return f"{year}年{month}月" if year < 2025 else f"{year}-{month:02d}-01"


def rows() -> list[dict[str, str]]:
    chance = random.Random(SEED)  # only .random() is used: its sequence never changes
    seasons = {row["purpose"]: row for row in _read("seasons.csv")}
    streams = _read("streams.csv")
    made = []
    for index in range(MONTHS):
        year, month = FIRST[0] + (FIRST[1] - 1 + index) // 12, (FIRST[1] - 1 + index) % 12 + 1
        level = 1.0 if index < STEP_AT else 1.15 * 1.01 ** (index - STEP_AT)
        for stream in streams:
            season = float(seasons[stream["purpose"]][str(month)])
            happens, size = chance.random(), chance.random()
            if happens >= min(0.95, float(stream["chance"]) * season):
                continue
            persons = int(float(stream["base"]) * season * level * (0.6 + 0.8 * size) + 0.5)
            row = {key: stream[key] for key in ("direction", "purpose", "partner", "sector", "town")}
            row["month"] = _month_as_written(year, month)
            row["persons"] = str(min(LARGEST, max(1, persons)))
            made.append(row)
    return made
