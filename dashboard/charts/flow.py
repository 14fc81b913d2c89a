"""Where things come from and go to, as bands between named blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.theme import Look, number, plain, styled


@dataclass(frozen=True)
class Node:
    name: str
    color: str


@dataclass(frozen=True)
class Link:
    source: int
    target: int
    value: float
    color: str


def flow(nodes: Sequence[Node], links: Sequence[Link], look: Look, *, height: int) -> go.Figure:
    """Sources and targets are positions in `nodes`; links without a value are left out."""
    names = [plain(node.name) for node in nodes]
    drawn = [link for link in links if link.value > 0]
    figure = go.Figure()
    if drawn:
        figure.add_sankey(
            arrangement="fixed",
            textfont={"size": look.size, "color": look.ink},
            node={
                "label": names,
                "color": [node.color for node in nodes],
                "pad": look.size,
                "thickness": look.size,
                "line": {"width": 0},
                "customdata": [number(_through(place, drawn)) for place in range(len(nodes))],
                "hovertemplate": "%{label} %{customdata}<extra></extra>",
            },
            link={
                "source": [link.source for link in drawn],
                "target": [link.target for link in drawn],
                "value": [link.value for link in drawn],
                "color": [link.color for link in drawn],
                "customdata": [number(link.value) for link in drawn],
                "hovertemplate": "%{source.label} → %{target.label} %{customdata}<extra></extra>",
            },
        )
    figure.update_layout(xaxis={"visible": False}, yaxis={"visible": False})
    return styled(figure, look, height, (0, 0, 4, 4))


def _through(place: int, links: Sequence[Link]) -> float:
    """What goes in or comes out, whichever is more: the block's height."""
    into = sum(link.value for link in links if link.target == place)
    out = sum(link.value for link in links if link.source == place)
    return max(into, out)
