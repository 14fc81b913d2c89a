"""Which points of a timeline get a label, and where on the line they stand when empty years are cut."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

APART = 150  # pixels between two labelled points
CLEARANCE = 10  # pixels between two labels


@dataclass(frozen=True)
class Spot:
    """A labelled point: its index and where its label is anchored."""

    index: int
    anchor: str


def years_of(days: Iterable[date]) -> list[int]:
    return sorted({day.year for day in days})


def place_of(day: date, years: Sequence[int]) -> float:
    """Whole numbers are the starts of the years that are kept."""
    start, end = date(day.year, 1, 1), date(day.year, 12, 31)
    return years.index(day.year) + (day - start).days / ((end - start).days + 1)


def cuts_of(years: Sequence[int]) -> list[tuple[int, int, int]]:
    """The place of each cut, with the first and last year that is missing there."""
    pairs = enumerate(pairwise(years), start=1)
    return [(place, before + 1, after - 1) for place, (before, after) in pairs if after - before > 1]


def spots_of(pixels: Sequence[float], widths: Sequence[float], width: float) -> list[Spot]:
    """The points of one lane to label, the newest (rightmost) first, each with room to the one before."""
    spots: list[Spot] = []
    next_point, next_left = float("inf"), float("inf")
    for index in sorted(range(len(pixels)), key=lambda i: -pixels[i]):
        anchor, left, right = _box(pixels[index], widths[index], width)
        if next_point - pixels[index] < APART or next_left - right < CLEARANCE:
            continue
        spots.append(Spot(index, anchor))
        next_point, next_left = pixels[index], left
    return spots


def _box(pixel: float, label: float, width: float) -> tuple[str, float, float]:
    """Centred, but kept within the chart at its ends."""
    if pixel < label / 2:
        return "left", pixel, pixel + label
    if pixel + label / 2 > width:
        return "right", pixel - label, pixel
    return "center", pixel - label / 2, pixel + label / 2
