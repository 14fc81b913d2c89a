"""The legend over a stacked chart, in the order of the stack, in as many lines as the width needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.fit import LINE, ems
from dashboard.charts.theme import Look, plain


@dataclass(frozen=True)
class Legend:
    annotations: list[dict[str, Any]]
    shapes: list[dict[str, Any]]
    height: float


def legend(entries: Sequence[tuple[str, str]], look: Look, *, left: float, room: float) -> Legend:
    """Name and colour in; one line starts where the plot does, more lines at the left edge of the figure.

    Not Plotly's own legend: that wraps within the plot, not the figure, and on a phone takes a line a name.
    """
    line, swatch = round(look.small * LINE) + 3, look.small - 1
    places, lines, start = _places(entries, room - left, look), 1, 0.0
    if places and places[-1][1]:
        places, start = _places(entries, room, look), -left
        lines = places[-1][1] + 1
    annotations, shapes = [], []
    for (name, color), (x, row) in zip(entries, places, strict=True):
        foot = 5 + line * (lines - 1 - row)
        shapes.append(
            {
                "type": "rect", "xref": "paper", "xsizemode": "pixel", "xanchor": 0, "yref": "paper",
                "ysizemode": "pixel", "yanchor": 1, "x0": start + x, "x1": start + x + swatch,
                "y0": foot + 3, "y1": foot + 3 + swatch, "fillcolor": color, "line": {"width": 0},
            }
        )  # fmt: skip
        annotations.append(
            {
                "x": 0, "xref": "paper", "xanchor": "left", "xshift": start + x + swatch + 4, "y": 1, "yref": "paper",
                "yanchor": "bottom", "yshift": foot, "text": plain(name), "showarrow": False, "borderpad": 0,
                "font": {"size": look.small, "color": look.ink},
            }
        )  # fmt: skip
    return Legend(annotations, shapes, line * lines + 8 if entries else 0)


def _places(entries: Sequence[tuple[str, str]], room: float, look: Look) -> list[tuple[float, int]]:
    """How far right each entry starts, in pixels, and in which line."""
    places: list[tuple[float, int]] = []
    x, row = 0.0, 0
    for name, _ in entries:
        width = round((ems(name) + 1) * look.small + 4)
        if x and x + width > room:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += width + look.small
    return places
