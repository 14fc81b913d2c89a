"""Stacked vertical bars over time, for parts that add up."""

from collections.abc import Sequence

from dashboard.charts.figure import Figure
from dashboard.charts.fit import LINE
from dashboard.charts.legend import legend
from dashboard.charts.periods import period_axis, side_margin, tick_margin
from dashboard.charts.pick import carried
from dashboard.charts.series import Series
from dashboard.charts.theme import Look, number, plain, styled

__all__ = ["Series", "stacked_columns"]


def stacked_columns(
    periods: Sequence[str],
    series: Sequence[Series],
    look: Look,
    *,
    height: int,
    labels: Sequence[str] | None = None,
    ticks: Sequence[tuple[str, str]] | None = None,
    width: int = 560,
) -> Figure:
    """The series stand in the order given, the first at the bottom; `labels` go above the columns.

    `width` is the expected width in pixels, by which the names on top are wrapped.
    """
    places = list(range(len(periods)))
    figure = Figure()
    for part in series:
        figure.add_bar(
            x=places,
            y=[value or 0 for value in part.values],
            marker={"color": part.color, "line": {"width": 1, "color": look.background}},
            customdata=carried(part.picks),
            hovertext=["" if value is None else f"{plain(part.name)} {number(value)}" for value in part.values],
            hoverinfo="text",
        )
    tops, bottoms = _sums(series, len(periods), 1), _sums(series, len(periods), -1)
    if labels is not None:
        figure.add_scatter(
            x=places,
            y=tops,
            mode="text",
            text=[plain(label) for label in labels],
            textposition="top center",
            textfont={"size": look.small, "color": look.ink, "weight": 700},
            cliponaxis=False,
            hoverinfo="skip",
        )
    side, bottom = side_margin(periods, ticks, look), tick_margin(look)
    key = legend([(part.name, part.color) for part in series], look, left=side, room=width)
    room = LINE * look.small + 5 if labels is not None else 0
    low, high = min([0, *bottoms]), max([0, *tops])
    span = (high - low) or 1
    figure.update_layout(
        barmode="relative",
        annotations=key.annotations,
        shapes=key.shapes,
        xaxis=period_axis(periods, ticks, look),
        yaxis={
            "range": [low, low + span * (1 + room / max(1, height - bottom - key.height - room))],
            "showticklabels": False,
            "zeroline": True,
            "zerolinecolor": look.hairline,
        },
    )
    return styled(figure, look, height, (side, side, key.height, bottom))


def _sums(series: Sequence[Series], count: int, sign: int) -> list[float]:
    """What stands above (sign 1) or hangs below (sign -1) the zero line in each period."""
    rows = [[value or 0 for value in part.values] for part in series]
    return [sum(row[place] for row in rows if row[place] * sign > 0) for place in range(count)]
