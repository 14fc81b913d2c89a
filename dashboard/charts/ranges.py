"""Ranges as a table with lines: from the lower to the upper bound of each row, both written at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.fit import widest
from dashboard.charts.pick import Pick, carried
from dashboard.charts.rows import name_margin, row_axis
from dashboard.charts.theme import Look, plain, styled

BEYOND = 1.08  # of the largest bound, so that an open line is seen to go on


@dataclass(frozen=True)
class Range:
    """`high` None: the source gives a lower bound only, and the line is open to the right."""

    name: str
    low: float
    high: float | None
    label: str
    pick: Pick | None = None


def ranges(rows: Sequence[Range], look: Look, *, height: int, name_width: float = 8) -> go.Figure:
    """Rows in the order given, from zero at the left edge to a little beyond the largest bound."""
    longest = max((max(row.low, row.high or 0) for row in rows), default=0) or 1
    edge = longest * BEYOND
    places = list(range(len(rows)))
    figure = go.Figure()
    for place, row in zip(places, rows, strict=True):
        figure.add_scatter(
            x=[row.low, edge if row.high is None else row.high],
            y=[place, place],
            mode="lines",
            line={"width": 3, "color": look.accent, "dash": "dot" if row.high is None else "solid"},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=[row.low for row in rows],
        y=places,
        mode="markers",
        marker={"size": look.size - 2, "color": look.accent, "opacity": 1},
        hovertext=[f"{plain(row.name)} {plain(row.label)}" for row in rows],
        hoverinfo="text",
        customdata=carried([row.pick for row in rows]),
        cliponaxis=False,
    )
    known = [(place, row) for place, row in zip(places, rows, strict=True) if row.high not in (None, row.low)]
    figure.add_scatter(
        x=[row.high for _, row in known],
        y=[place for place, _ in known],
        mode="markers",
        marker={"size": look.size - 2, "color": look.background, "line": {"width": 2, "color": look.accent}},
        hovertext=[f"{plain(row.name)} {plain(row.label)}" for _, row in known],
        hoverinfo="text",
        customdata=carried([row.pick for _, row in known]),
        cliponaxis=False,
    )
    right = widest(row.label for row in rows) * look.size * 1.06 + 20
    figure.update_layout(
        annotations=[
            {
                "x": 1, "xref": "paper", "xanchor": "right", "xshift": right, "y": place, "text": plain(row.label),
                "showarrow": False, "borderpad": 0, "font": {"size": look.size, "color": look.ink},
            }
            for place, row in zip(places, rows, strict=True)
        ],
        xaxis={"range": [0, edge], "showticklabels": False},
        yaxis=row_axis([row.name for row in rows], look, height, name_width),
    )  # fmt: skip
    return styled(figure, look, height, (name_margin(look, name_width), right, 0, 0))
