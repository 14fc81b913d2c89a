"""The rows that horizontal charts share: names on the left, first on top, rows never thicker than a bar should be."""

from typing import Any

from dashboard.charts.fit import LINE, fitted
from dashboard.charts.theme import Look

BESIDE = "\u00a0\u00a0"  # keeps a value off the end of its bar
THICKEST = 3  # a row's height, in multiples of the text size


def row_span(count: int, look: Look, plot_height: float) -> float:
    """How many rows the height is divided into; few rows leave the rest empty, below them."""
    return max(count, 1, plot_height / (THICKEST * look.size))


def row_axis(names: list[str], look: Look, plot_height: float, name_width: float) -> dict[str, Any]:
    span = row_span(len(names), look, plot_height)
    lines = max(1, min(2, int(plot_height / span / (LINE * look.size))))
    return {
        "tickvals": list(range(len(names))),
        "ticktext": [fitted(name, name_width, lines) for name in names],
        "tickfont": {"size": look.size, "color": look.ink},
        "range": [span - 0.5, -0.5],
    }


def name_margin(look: Look, name_width: float) -> float:
    return name_width * look.size + 6
