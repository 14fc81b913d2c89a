"""Lines over time, each named at its last point."""

from collections.abc import Sequence
from itertools import pairwise

from dashboard.charts.figure import Figure
from dashboard.charts.fit import LINE, widest
from dashboard.charts.periods import period_axis, tick_margin
from dashboard.charts.pick import carried
from dashboard.charts.series import Series
from dashboard.charts.theme import Look, number, plain, styled

__all__ = ["Series", "line"]


def line(
    periods: Sequence[str],
    series: Sequence[Series],
    look: Look,
    *,
    height: int,
    ticks: Sequence[tuple[str, str]] | None = None,
    suffix: str = "",
) -> Figure:
    """A missing value is a gap in its line; `suffix` is the unit at the scale, such as %."""
    figure = Figure()
    for one in series:
        figure.add_scatter(
            x=list(range(len(periods))),
            y=list(one.values),
            mode="lines+markers",
            line={"color": one.color, "width": 2},
            marker={"color": one.color, "size": _dots(one.values), "opacity": 1, "line": {"width": 0}},
            customdata=carried(one.picks),
            connectgaps=False,
            cliponaxis=False,
            hovertext=[
                f"{plain(one.name)} {plain(period)} {'' if value is None else number(value)}{plain(suffix)}"
                for period, value in zip(periods, one.values, strict=True)
            ],
            hoverinfo="text",
        )
    known = [value for one in series for value in one.values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    pad = (high - low) * 0.08 or 1
    # Of people and matters there are no halves.
    is_whole = all(float(value).is_integer() for value in known) and high - low + 2 * pad <= 5
    top, bottom = look.size * LINE / 2, tick_margin(look)
    scale = (height - top - bottom) / (high - low + 2 * pad)
    ends = [(_last(one.values), one) for one in series if _last(one.values) is not None]
    pixels = [((one.values[end or 0] or 0) - low + pad) * scale for end, one in ends]
    shifts = _shifts(pixels, LINE * look.size, height - top - bottom)
    figure.update_layout(
        annotations=[
            {
                "x": end, "y": one.values[end or 0], "text": plain(one.name), "showarrow": False, "xanchor": "left",
                "xshift": 7, "yshift": shift,
            }
            for (end, one), shift in zip(ends, shifts, strict=True)
        ],
        xaxis=period_axis(periods, ticks, look, fewest=1),
        yaxis={
            "range": [low - pad, high + pad], "showgrid": bool(known), "gridcolor": look.hairline, "nticks": 5,
            **({"dtick": 1} if is_whole else {}),
            "tickfont": {"size": look.small, "color": look.muted}, "ticksuffix": plain(suffix),
            "showticklabels": bool(known),
        },
    )  # fmt: skip
    left = (widest([number(round(low, 1)) + suffix, number(round(high, 1)) + suffix]) + 0.6) * look.small + 6
    return styled(figure, look, height, (left, widest(one.name for one in series) * look.size + 10, top, bottom))


def _last(values: Sequence[float | None]) -> int | None:
    return next((index for index in reversed(range(len(values))) if values[index] is not None), None)


def _dots(values: Sequence[float | None]) -> list[int]:
    """A dot at the end, and at a point between gaps, which would draw no line."""
    around = [None, *values, None]
    return [
        7 if index == _last(values) or (around[index] is None and around[index + 2] is None) else 0
        for index in range(len(values))
    ]


def _shifts(places: list[float], apart: float, ceiling: float) -> list[float]:
    """How far each label moves so that no two are nearer than `apart` pixels and none is above the chart."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    for lower, upper in pairwise(order):
        moved[upper] = max(moved[upper], moved[lower] + apart)
    for rank, index in enumerate(reversed(order)):
        moved[index] = min(moved[index], ceiling - rank * apart)
    return [after - before for after, before in zip(moved, places, strict=True)]
