"""The year's targets of the office, and the light that a share of one has on a day."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.indicators.registry import INDICATORS
from etl.definitions import definitions

LIGHTS = ("on_track", "watch", "behind")


@dataclass(frozen=True)
class Target:
    """What an indicator should reach in a calendar year; `is_example` marks a made-up one."""

    indicator: str
    year: int
    value: float
    unit: str
    owner: str
    source: str
    note: str
    is_example: bool


def target(rows: Sequence[Mapping[str, str]], indicator: str, year: int) -> Target | None:
    """The indicator's target for the year among the rows of the reference table `targets`.

    None when there is none: also when its unit is not the indicator's, or what stands there is no number above 0.
    Of several the last row counts, as the one that was written last.
    """
    for row in reversed(rows):
        if (row["indicator"], row["year"]) == (indicator, str(year)) and row["unit"] == INDICATORS[indicator].unit:
            value = _number(row["target"])
            if value is None:
                return None
            return Target(
                indicator,
                year,
                value,
                row["unit"],
                row["owner"],
                row["source"],
                row["note"],
                row["is_example"] == "yes",
            )
    return None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value > 0 else None


def light(done: float | None, due: float | None) -> str:
    """The light of a share of the target that is done, when another share is due: `on_track`, `watch` or `behind`.

    "" where either is not known. How far behind is still to be watched is data: `lights` in `indicators.toml`.
    """
    if done is None or due is None:
        return ""
    # Shares are quotients: what is written as equal is equal.
    behind = round(due - done, 9)
    limits = definitions()["lights"]
    if behind <= limits["on_track"]:
        return "on_track"
    return "watch" if behind <= limits["watch"] else "behind"
