"""Ranges as a table with lines: from the lower to the upper bound of each row, both written at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.figure import Figure
from dashboard.charts.fit import widest
from dashboard.charts.pick import Pick, carried
from dashboard.charts.rows import name_margin, row_axis
from dashboard.charts.theme import Look, plain, styled

BEYOND = 1.08  # of the largest bound, so that an open line is seen to go on


@dataclass(frozen=True)
class Range:
    """`low` None: no amount is stated. `high` None: a lower bound only, and the line is open to the right."""

    name: str
    low: float | None
    high: float | None
    label: str
    pick: Pick | None = None


def ranges(rows: Sequence[Range], look: Look, *, height: int, name_width: float = 8) -> Figure:
    """Rows in the order given, from zero at the left edge to a little beyond the largest bound."""
    longest = max((max(row.low or 0, row.high or 0) for row in rows), default=0) or 1
    edge = longest * BEYOND
    places = list(range(len(rows)))
    figure = Figure()
    known = [(place, row) for place, row in zip(places, rows, strict=True) if row.low is not None]
    for place, row in known:
        figure.add_scatter(
            x=[row.low, edge if row.high is None else row.high],
            y=[place, place],
            mode="lines",
            line={"width": 3, "color": look.accent, "dash": "dot" if row.high is None else "solid"},
            hoverinfo="skip",
        )
    wider = [(place, row) for place, row in known if row.high not in (None, row.low)]
    for marks, bound, marker in (
        (known, "low", {"color": look.accent, "opacity": 1}),
        (wider, "high", {"color": look.background, "line": {"width": 2, "color": look.accent}}),
    ):
        figure.add_scatter(
            x=[getattr(row, bound) for _, row in marks],
            y=[place for place, _ in marks],
            mode="markers",
            marker={"size": look.size - 2, **marker},
            hovertext=[f"{plain(row.name)} {plain(row.label)}" for _, row in marks],
            hoverinfo="text",
            customdata=carried([row.pick for _, row in marks]),
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
