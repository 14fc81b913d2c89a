"""Where matters stand: a bar a partner, divided by present stage, with a share at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts.figure import Figure
from dashboard.charts.fit import LINE, multiline, widest
from dashboard.charts.legend import legend
from dashboard.charts.pick import Pick, Picks, carried
from dashboard.charts.rows import name_margin, row_axis
from dashboard.charts.theme import Look, number, plain, styled

LEAST_SHARE = 0.033  # of the longest bar, for one figure: seven pixels on a phone


@dataclass(frozen=True)
class Stage:
    name: str
    color: str
    text_color: str
    pick: Pick | None = None


def stage_bar(
    names: Sequence[str],
    stages: Sequence[Stage],
    counts: Mapping[tuple[int, int], int],
    right: Sequence[str],
    right_title: str,
    look: Look,
    *,
    height: int,
    name_width: float = 6.6,
    width: int = 760,
    picks: Picks = (),
) -> Figure:
    """Counts are keyed by row and stage; of each text at the right, what comes before a space is bold.

    `width` is the expected width in pixels, by which the legend is wrapped; `picks` are the rows'.
    """
    places = list(range(len(names)))
    longest = max((sum(counts.get((i, j), 0) for j in range(len(stages))) for i in places), default=0) or 1
    figure = Figure()
    for j, stage in enumerate(stages):
        parts = [counts.get((i, j), 0) for i in places]
        figure.add_bar(
            x=parts,
            y=places,
            orientation="h",
            marker={"color": stage.color, "line": {"width": 1, "color": look.background}},
            customdata=carried([{**(row or {}), **(stage.pick or {})} for row in picks]),
            text=[number(part) if part / longest >= LEAST_SHARE * len(number(part)) else "" for part in parts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": look.small, "color": stage.text_color},
            hovertext=[f"{plain(name)} · {plain(stage.name)} {part}" for name, part in zip(names, parts, strict=True)],
            hoverinfo="text",
        )
    margin_right = widest([*right, right_title]) * look.small * 1.06 + 10 if any(right) or right_title else 0
    left = name_margin(look, name_width)
    key = legend([(s.name, s.color) for s in stages], look, left=left, room=width - margin_right)
    top = max(key.height, LINE * look.small + 8)
    column = {"x": 1, "xref": "paper", "xanchor": "right", "xshift": margin_right, "showarrow": False, "borderpad": 0}
    figure.update_layout(
        barmode="stack",
        bargap=0.34,
        shapes=key.shapes,
        annotations=key.annotations
        + [column | {"y": i, "text": _bold_first(text), "font": {"size": look.small}} for i, text in enumerate(right)]
        + [
            column
            | {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 5, "text": multiline(right_title)}
            | {"font": {"size": look.small, "color": look.muted}}
        ],
        xaxis={"range": [0, longest], "showticklabels": False},
        yaxis=row_axis(list(names), look, height - top, name_width),
    )
    return styled(figure, look, height, (left, margin_right, top, 0))


def _bold_first(text: str) -> str:
    first, space, rest = text.partition(" ")
    return f"<b>{plain(first)}</b>{space}{plain(rest)}"
