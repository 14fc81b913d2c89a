"""Vertical bars over time, from zero, with their values above them when there are few."""

from collections.abc import Sequence

from dashboard.charts.figure import Figure
from dashboard.charts.fit import LINE
from dashboard.charts.periods import period_axis, side_margin, tick_margin
from dashboard.charts.pick import Picks, carried
from dashboard.charts.theme import Look, plain, styled

BELOW = 4  # pixels
LABELLED = 16  # columns; with more, the values are on hover only


def columns(
    periods: Sequence[str],
    values: Sequence[float | None],
    labels: Sequence[str],
    look: Look,
    *,
    height: int,
    ticks: Sequence[tuple[str, str]] | None = None,
    color: str | None = None,
    picks: Picks = (),
) -> Figure:
    """`ticks` are the periods to name and their texts; all periods when not given. Negative values hang down."""
    heights = [value or 0 for value in values]
    places = list(range(len(periods)))
    room = LINE * look.small + 5
    side, top, bottom = side_margin(periods, ticks, look), room, tick_margin(look)
    low, high = _range(heights, room / max(1, height - top - bottom - room))
    pixel = (high - low) / max(1, height - top - bottom)
    figure = Figure()
    figure.add_bar(
        x=places,
        y=heights,
        marker={"color": color or look.accent},
        customdata=carried(picks),
        hovertext=[f"{plain(period)} {plain(label)}" for period, label in zip(periods, labels, strict=True)],
        hoverinfo="text",
    )
    if len(periods) <= LABELLED:
        figure.add_scatter(
            x=places,
            # Plotly keeps a text off what is below it, not off what is above.
            y=[value - BELOW * pixel if value < 0 else value for value in heights],
            mode="text",
            text=[plain(label) for label in labels],
            textposition=["bottom center" if value < 0 else "top center" for value in heights],
            textfont={"size": look.small, "color": look.ink, "weight": 700},
            cliponaxis=False,
            hoverinfo="skip",
        )
    figure.update_layout(
        xaxis=period_axis(periods, ticks, look),
        yaxis={
            "range": [low, high],
            "showticklabels": False,
            "zeroline": True,
            "zerolinecolor": look.hairline,
        },
    )
    return styled(figure, look, height, (side, side, top, bottom))


def _range(heights: list[float], label_share: float) -> list[float]:
    low, high = min([0, *heights]), max([0, *heights])
    if low == high:
        return [0, 1]
    return [low - (high - low) * label_share if low < 0 else 0, high]
