"""Where things come from and go to, as bands between named blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.figure import Figure
from dashboard.charts.pick import Pick, carried
from dashboard.charts.theme import Look, plain, styled

BAND = 5  # the height of a band that is alone, in multiples of the text size


@dataclass(frozen=True)
class Node:
    name: str
    color: str
    pick: Pick | None = None


@dataclass(frozen=True)
class Link:
    source: int
    target: int
    value: float
    color: str
    pick: Pick | None = None


def flow(nodes: Sequence[Node], links: Sequence[Link], look: Look, *, height: int) -> Figure:
    """Sources and targets are positions in `nodes`; links without a value are left out."""
    names = [plain(node.name) for node in nodes]
    drawn = [link for link in links if link.value > 0]
    figure = Figure()
    if drawn:
        figure.add_sankey(
            arrangement="fixed",
            valueformat=",~f",
            domain={"y": [1 - _share(drawn, look, height), 1]},
            textfont={"size": look.size, "color": look.ink},
            node={
                "label": names,
                "color": [node.color for node in nodes],
                "pad": look.size,
                "thickness": look.size,
                "line": {"width": 0},
                "customdata": carried([node.pick for node in nodes]),
                "hovertemplate": "%{label} %{value}<extra></extra>",
            },
            link={
                "source": [link.source for link in drawn],
                "target": [link.target for link in drawn],
                "value": [link.value for link in drawn],
                "color": [link.color for link in drawn],
                "customdata": carried([link.pick for link in drawn]),
                "hovertemplate": "%{source.label} → %{target.label} %{value}<extra></extra>",
            },
        )
    figure.update_layout(xaxis={"visible": False}, yaxis={"visible": False})
    return styled(figure, look, height, (0, 0, 4, 4))


def _share(links: Sequence[Link], look: Look, height: int) -> float:
    """Of the height, what is used: a single band as high as the chart says no more than a slim one."""
    fullest = max(len({link.source for link in links}), len({link.target for link in links}), 1)
    return min(1.0, fullest * BAND * look.size / height)
