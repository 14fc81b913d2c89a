"""The names over a heat map: columns upright or turned, and their families above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.fit import LINE, fitted, widest
from dashboard.charts.theme import Look, plain, visible

LEAST_ROW = 1.17  # in multiples of the small text, whose numbers then still fit: 14 pixels


@dataclass(frozen=True)
class HeatColumn:
    name: str
    family: str
    family_name: str


def family_texts(columns: Sequence[HeatColumn], cell: float, look: Look) -> list[tuple[int, int, str]]:
    """First and last column of each family and its name, in up to three lines of the family's width."""
    starts = [i for i, column in enumerate(columns) if not i or column.family != columns[i - 1].family]
    ends = [*(start - 1 for start in starts[1:]), len(columns) - 1]
    return [
        # The gap beside a family belongs to its name, hence 1.4 columns and not 1.
        (start, end, fitted(columns[start].family_name, (end - start + 1.4) * cell / look.small, 3))
        for start, end in zip(starts, ends, strict=True)
    ]


def text_height(texts: Sequence[str], look: Look) -> float:
    lines = max((text.count("<br>") + 1 for text in texts), default=0)
    return lines * LINE * look.small + (6 if lines else 0)


def column_texts(names: Sequence[str], look: Look, upright: bool, room: float) -> tuple[list[str], float]:
    """The names as they are set, and the height they need; `room` is the most there is."""
    if upright:
        most = max(1, int(room / (LINE * look.small)))
        cut = [name if len(name) <= most else name[: most - 1] + "…" for name in map(visible, names)]
        tallest = max((len(name) for name in cut), default=0)
        return ["<br>".join(plain(c) for c in name) for name in cut], tallest * LINE * look.small + 6
    ems = min(max(4, (room - 8) / look.small), widest(names) + 0.3)
    return [fitted(name, ems) for name in names], ems * look.small + 8


def heads(texts: Sequence[str], places: Sequence[float], look: Look, upright: bool) -> list[dict[str, Any]]:
    """Anchored to the paper, since Plotly drops an annotation that stands outside its axis."""
    return [
        {
            "x": place, "y": 1, "yref": "paper", "text": text, "textangle": 0 if upright else -90,
            "xanchor": "center", "yanchor": "bottom", "yshift": 2, "showarrow": False, "borderpad": 0,
            "font": {"size": look.small, "color": look.ink},
        }
        for text, place in zip(texts, places, strict=True)
    ]  # fmt: skip


def family_heads(
    families: Sequence[tuple[int, int, str]], places: Sequence[float], shift: float, cell: float, look: Look
) -> list[dict[str, Any]]:
    """Over the middle of the family; a last one that is wider than its columns ends with them."""
    heads = []
    for start, end, text in families:
        wider = widest(text.split("<br>")) * look.small > (end - start + 1) * cell
        at_edge = wider and end == len(places) - 1
        heads.append(
            {
                "x": places[end] + 0.5 if at_edge else (places[start] + places[end]) / 2,
                "xanchor": "right" if at_edge else "center",
                "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": shift, "text": text,
                "showarrow": False, "borderpad": 0, "font": {"size": look.small, "color": look.muted},
            }
        )  # fmt: skip
    return heads
