"""A partner's history: a lane a fact, a point an event, empty years cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.charts.figure import Figure
from dashboard.charts.fit import LINE, ems, fitted, multiline
from dashboard.charts.pick import Pick, carried
from dashboard.charts.rows import name_margin
from dashboard.charts.theme import Look, plain, styled
from dashboard.charts.timeline_labels import cuts_of, place_of, spots_of, years_of

TITLE_ROOM = 18  # longest title, in multiples of the text size; the rest is on hover
RIGHT = 12  # so that a point on 31 December is whole


@dataclass(frozen=True)
class Lane:
    name: str
    color: str
    symbol: str


@dataclass(frozen=True)
class Mark:
    lane: int
    when: date
    title: str
    label: str
    filled: bool
    hover: str
    pick: Pick | None = None


def timeline(
    lanes: Sequence[Lane],
    marks: Sequence[Mark],
    look: Look,
    *,
    height: int,
    years_label: Callable[[int], str],
    cut_text: Callable[[int, int], str],
    width: int = 1300,
    name_width: float = 5,
) -> Figure:
    """Above a point stand its label (grey) and title, where they have room at the expected `width` in pixels."""
    years = years_of(mark.when for mark in marks)
    left, bottom = name_margin(look, name_width), LINE * look.small + 8
    plot = max(1, width - left - RIGHT)
    figure = Figure()
    annotations: list[dict[str, Any]] = [
        _note(place, multiline(cut_text(first, last)), look) | {"y": 0, "yref": "paper", "xshift": -5}
        for place, first, last in cuts_of(years)
    ]
    for number, lane in enumerate(lanes):
        own = [mark for mark in marks if mark.lane == number]
        places = [place_of(mark.when, years) for mark in own]
        figure.add_scatter(
            x=places,
            y=[number] * len(own),
            mode="markers",
            marker={
                "symbol": [lane.symbol if mark.filled else f"{lane.symbol}-open" for mark in own],
                "color": lane.color,
                "size": look.size - 2,
                "opacity": 1,
                "line": {"width": 2, "color": lane.color},
            },
            customdata=carried([mark.pick for mark in own]),
            cliponaxis=False,
            hovertext=[multiline(mark.hover) for mark in own],
            hoverinfo="text",
        )
        pixels = [place / len(years) * plot for place in places]
        titles = [fitted(mark.title, TITLE_ROOM) for mark in own]
        widths = [max(ems(mark.label), min(ems(mark.title), TITLE_ROOM)) * look.small * 1.05 + 6 for mark in own]
        for spot in spots_of(pixels, widths, plot):
            text = f'<span style="color:{look.muted}">{plain(own[spot.index].label)}</span><br>{titles[spot.index]}'
            annotations.append(
                {
                    "x": places[spot.index], "y": number, "text": text, "showarrow": False, "xanchor": spot.anchor,
                    "align": spot.anchor, "yanchor": "bottom", "yshift": look.size / 2 + 1, "borderpad": 1,
                    "bgcolor": look.background, "font": {"size": look.small, "color": look.ink},
                }
            )  # fmt: skip
    figure.update_layout(
        annotations=annotations,
        shapes=_grid(len(lanes), len(years), look),
        xaxis={
            "range": [0, max(1, len(years))],
            "tickvals": list(range(len(years))),
            "ticktext": [plain(years_label(year)) for year in years],
            "ticklabelposition": "outside right",
            "ticklabelstandoff": 2,
            "tickfont": {"size": look.small, "color": look.muted},
        },
        yaxis={
            # Two thirds of a lane above each line, where the labels are.
            "range": [len(lanes) - 0.7, -0.7],
            "tickvals": list(range(len(lanes))),
            "ticktext": [fitted(lane.name, name_width) for lane in lanes],
            "tickfont": {"size": look.size, "color": look.ink},
        },
    )
    return styled(figure, look, height, (left, RIGHT, 0, bottom))


def _note(place: float, text: str, look: Look) -> dict[str, Any]:
    return {
        "x": place, "text": text, "showarrow": False, "xanchor": "right", "yanchor": "bottom", "borderpad": 0,
        "font": {"size": look.small, "color": look.muted},
    }  # fmt: skip


def _grid(lanes: int, years: int, look: Look) -> list[dict[str, Any]]:
    line = {"type": "line", "layer": "below", "line": {"width": 1, "color": look.hairline}}
    across = [line | {"xref": "paper", "x0": 0, "x1": 1, "y0": lane, "y1": lane} for lane in range(lanes)]
    down = [line | {"yref": "paper", "y0": 0, "y1": 1, "x0": year, "x1": year} for year in range(years + 1)]
    return across + (down if years else [])
