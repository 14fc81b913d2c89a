"""One named row of values over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.pick import Picks


@dataclass(frozen=True)
class Series:
    name: str
    color: str
    values: Sequence[float | None]
    picks: Picks = ()
