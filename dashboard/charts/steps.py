"""Bins whole numbers into a few steps of growing width, from the largest number shown."""

from bisect import bisect_right
from math import ceil, floor, log10
from typing import Any

from dashboard.charts.theme import number


def lower_edges(maximum: float, count: int) -> list[int]:
    """Where each step above zero begins; fewer than `count` steps when the maximum is small."""
    top = ceil(maximum)
    if top <= 0:
        return []
    edges = [1]
    for step in range(1, count):
        # Counts are skewed: even steps would leave most cells in the lowest.
        edge = 1 + round(top * (step / count) ** 1.5)
        edges.append(max(edges[-1] + 1, _rounded(edge)))
    return [edge for edge in edges if edge <= top]


def step_of(value: float | None, edges: list[int]) -> int:
    """0 for nothing, else the number of the step; the smallest fraction is still in the first."""
    if value is None or value <= 0:
        return 0
    return max(1, bisect_right(edges, value))


def step_labels(edges: list[int], maximum: float) -> list[str]:
    """The zero and each step in figures: 0, 1–3, 4–7."""
    lasts = [edge - 1 for edge in edges[1:]] + [ceil(maximum)]
    spans = zip(edges, lasts, strict=False)
    return ["0"] + [number(first) if first == last else f"{number(first)}–{number(last)}" for first, last in spans]


def _rounded(edge: int) -> int:
    """Two leading digits: 1,544 becomes 1,500."""
    unit = int(10 ** max(0, floor(log10(edge)) - 1))
    return round(edge / unit) * unit


def stepped(colors: list[str]) -> dict[str, Any]:
    """What a heat map needs to draw step numbers in these colours, without transitions."""
    share = 1 / len(colors)
    scale = [[round((i + end) * share, 6), color] for i, color in enumerate(colors) for end in (0, 1)]
    return {"colorscale": scale, "zmin": -0.5, "zmax": len(colors) - 0.5, "showscale": False}
