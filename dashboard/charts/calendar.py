"""A calendar of days: a column a week, a row a weekday, coloured in steps."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dashboard.charts.figure import Figure
from dashboard.charts.fit import LINE, widest
from dashboard.charts.steps import lower_edges, step_of, stepped
from dashboard.charts.theme import Look, number, plain, styled

WIDEST = 2.2  # a cell, in multiples of the text size


def calendar(
    values: Mapping[date, float],
    first: date,
    last: date,
    look: Look,
    *,
    height: int,
    weekdays: Sequence[str],
    months: Sequence[tuple[date, str]],
    hover: Mapping[date, str],
    width: int = 760,
) -> Figure:
    """The days from `first` to `last`, both included; a day without a value is an empty cell.

    `weekdays` are seven names, Monday first; `months` the heads, each at the day where it begins. A cell's pick is its
    day, as the address's `from` and `to`. `width` is the expected width in pixels.
    """
    start = first - timedelta(days=first.weekday())
    weeks = (last - start).days // 7 + 1
    edges = lower_edges(max([0, *values.values()]), len(look.heat_steps) - 1)
    left, top = widest(weekdays) * look.small + 10, LINE * look.small + 6
    # Few weeks leave the rest empty, since a cell the size of a hand says no more.
    wide = max(weeks, (width - left) / (WIDEST * look.size))
    tall = max(7, (height - top) / (WIDEST * look.size))
    grid = [[start + timedelta(days=7 * week + row) for week in range(weeks)] for row in range(7)]
    figure = Figure()
    figure.add_heatmap(
        x=list(range(weeks)),
        y=list(range(7)),
        z=[[step_of(values.get(day), edges) if first <= day <= last else None for day in row] for row in grid],
        hovertext=[[plain(hover.get(day, "")) for day in row] for row in grid],
        hoverinfo="text",
        customdata=[[{"from": f"{day}", "to": f"{day}"} for day in row] for row in grid],
        xgap=2,
        ygap=2,
        **stepped(look.heat_steps),
    )
    shown = sorted(day for day, value in values.items() if value > 1 and first <= day <= last)
    figure.add_scatter(
        x=[(day - start).days // 7 for day in shown],
        y=[day.weekday() for day in shown],
        mode="text",
        text=[number(values[day]) for day in shown],
        textfont={"size": 12, "color": [look.heat_text[step_of(values[day], edges)] for day in shown]},
        hoverinfo="skip",
    )
    figure.update_layout(
        annotations=[_head((max(day, start) - start).days // 7, text, look) for day, text in months],
        xaxis={"range": [-0.5, wide - 0.5], "showticklabels": False},
        yaxis={
            "range": [tall - 0.5, -0.5],
            "tickvals": list(range(7)),
            "ticktext": [plain(name) for name in weekdays],
            "tickfont": {"size": look.small, "color": look.muted},
        },
    )
    return styled(figure, look, height, (left, 0, top, 0))


def _head(week: int, text: str, look: Look) -> dict[str, object]:
    return {
        "x": week - 0.5, "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom", "text": plain(text),
        "showarrow": False, "borderpad": 0, "font": {"size": look.small, "color": look.muted},
    }  # fmt: skip
