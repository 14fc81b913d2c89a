"""What an earlier definition gives, drawn over a chart of time: dashed with hollow points, and a line at the change."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.figure import Figure
from dashboard.charts.fit import LINE
from dashboard.charts.series import Series
from dashboard.charts.theme import Look, number, plain

DOT = 7  # pixels


@dataclass(frozen=True)
class Change:
    """Where a definition begins to hold, in periods from the middle of the first, and what it is called."""

    place: float
    name: str


def with_earlier(
    figure: Figure, periods: Sequence[str], earlier: Sequence[Series], changes: Sequence[Change], look: Look
) -> Figure:
    """The figure of `columns`, `stacked_columns` or `line` with the earlier series over it; the scale makes room."""
    for series in earlier:
        figure.add_scatter(
            x=list(range(len(periods))),
            y=list(series.values),
            mode="lines+markers",
            line={"color": series.color, "width": 2, "dash": "dot"},
            marker={"color": look.background, "size": DOT, "opacity": 1, "line": {"width": 2, "color": series.color}},
            connectgaps=False,
            cliponaxis=False,
            hovertext=[
                f"{plain(period)} {plain(series.name)} {'' if value is None else number(value)}"
                for period, value in zip(periods, series.values, strict=True)
            ],
            hoverinfo="text",
        )
    figure.update_layout(yaxis={"range": _range(figure, earlier, look, has_names=bool(changes))})
    _, end = figure.settings["xaxis"]["range"]
    for change in changes:
        figure.add_shape(
            type="line", xref="x", yref="paper", x0=change.place, x1=change.place, y0=0, y1=1,
            line={"color": look.muted, "width": 1, "dash": "dash"},
        )  # fmt: skip
        # The name stands on the side of what it names, where that has room.
        is_right = change.place < end * 0.7
        figure.add_annotation(
            x=change.place, y=1, yref="paper", yanchor="top", xanchor="left" if is_right else "right",
            xshift=3 if is_right else -3, text=plain(change.name), showarrow=False, borderpad=0,
            font={"size": look.small, "color": look.muted},
        )  # fmt: skip
    return figure


def _range(figure: Figure, earlier: Sequence[Series], look: Look, *, has_names: bool) -> list[float]:
    """The scale with every earlier value in it, and above it a line of text for the names of the changes."""
    low, high = figure.settings["yaxis"]["range"]
    known = [value for series in earlier for value in series.values if value is not None]
    low, high = min([low, *known]), max([high, *known])
    if not has_names:
        return [low, high]
    margin, room = figure.settings["margin"], LINE * look.small + 4
    return [low, high + (high - low) * room / max(1, figure.settings["height"] - margin["t"] - margin["b"] - room)]
