"""Matters through time: a row a matter, a bar for each stage it went through, to the day it is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.charts.figure import Figure
from dashboard.charts.fit import LINE, ems
from dashboard.charts.legend import legend
from dashboard.charts.pick import Pick, carried
from dashboard.charts.rows import name_margin, row_axis
from dashboard.charts.theme import Look, plain, styled

DAY = 86_400_000  # milliseconds, in which Plotly measures a bar on a date axis
LEAST_DAYS = 3  # a stage passed on the day it began is still to be seen


@dataclass(frozen=True)
class Span:
    """A stage of one row, from its first day up to, not including, its last."""

    row: int
    start: date
    end: date
    stage: int
    hover: str
    pick: Pick | None = None


def gantt(
    names: Sequence[str],
    stages: Sequence[tuple[str, str]],
    spans: Sequence[Span],
    look: Look,
    *,
    height: int,
    until: date,
    until_text: str,
    ticks: Sequence[tuple[date, str]],
    name_width: float = 12,
    width: int = 900,
) -> Figure:
    """`stages` are name and colour in their order; `until` is the day as of which the matters are seen."""
    left, foot = name_margin(look, name_width), LINE * look.small + 6
    key = legend(stages, look, left=left, room=width - (ems(until_text) + 1) * look.small)
    figure = Figure()
    for place, (name, color) in enumerate(stages):
        own = [span for span in spans if span.stage == place]
        figure.add_bar(
            base=[f"{span.start}" for span in own],
            x=[max(LEAST_DAYS, (span.end - span.start).days) * DAY for span in own],
            y=[span.row for span in own],
            orientation="h",
            width=0.62,
            marker={"color": color, "line": {"width": 1, "color": look.background}},
            hovertext=[plain(span.hover) for span in own],
            hoverinfo="text",
            customdata=carried([span.pick for span in own]),
            name=plain(name),
        )
    first = min((span.start for span in spans), default=until)
    days = max(30, (until - first).days)
    figure.update_layout(
        barmode="overlay",
        shapes=[*key.shapes, _line(until, look)],
        annotations=[*key.annotations, _today(until, until_text, look)],
        xaxis={
            "type": "date",
            "range": [f"{first}", f"{date.fromordinal(until.toordinal() + max(2, days // 50))}"],
            "tickvals": [f"{day}" for day, _ in ticks],
            "ticktext": [plain(text) for _, text in ticks],
            "tickfont": {"size": look.small, "color": look.muted},
        },
        yaxis=row_axis(list(names), look, height - key.height - foot, name_width),
    )
    return styled(figure, look, height, (left, 4, key.height, foot))


def _line(day: date, look: Look) -> dict[str, object]:
    return {
        "type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": f"{day}", "x1": f"{day}",
        "line": {"width": 1, "color": look.muted, "dash": "dot"},
    }  # fmt: skip


def _today(day: date, text: str, look: Look) -> dict[str, object]:
    return {
        "x": f"{day}", "xanchor": "right", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 2,
        "text": plain(text), "showarrow": False, "borderpad": 0,
        "font": {"size": look.small, "color": look.muted},
    }  # fmt: skip
