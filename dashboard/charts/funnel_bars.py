"""A funnel as a table with bars: how many reached each stage, and what the columns at the right say of it."""

from collections.abc import Sequence

from dashboard.charts.figure import Figure
from dashboard.charts.fit import LINE, fitted, widest
from dashboard.charts.pick import Picks, carried
from dashboard.charts.rows import BESIDE, name_margin, row_axis
from dashboard.charts.theme import Look, plain, styled


def funnel_bars(
    names: Sequence[str],
    values: Sequence[float | None],
    labels: Sequence[str],
    columns: Sequence[tuple[str, Sequence[str]]],
    look: Look,
    *,
    height: int,
    colors: Sequence[str],
    head: str,
    name_width: float = 5,
    bold: frozenset[tuple[int, int]] = frozenset(),
    picks: Picks = (),
) -> Figure:
    """Each column is a heading and a text a row; `bold` holds the column and row of the texts that matter."""
    places, lengths = list(range(len(names))), [value or 0 for value in values]
    figure = Figure()
    figure.add_bar(
        x=lengths,
        y=places,
        orientation="h",
        marker={"color": list(colors)},
        customdata=carried(picks),
        hovertext=[f"{plain(name)} {plain(label)}" for name, label in zip(names, labels, strict=True)],
        hoverinfo="text",
    )
    figure.add_scatter(
        x=lengths,
        y=places,
        mode="text",
        text=[BESIDE + plain(label) for label in labels],
        textposition="middle right",
        textfont={"size": look.size, "color": look.ink, "weight": 700},
        cliponaxis=False,
        hoverinfo="skip",
    )
    widths = [max(4, widest([title, *texts])) * look.size + 1.2 * look.size for title, texts in columns]
    # The label of the longest bar stands in the first text column's left part, so it needs its own room.
    value_room, top = widest(labels) * look.size * 1.08 + 14, LINE * look.small + 6
    right = sum(widths) + value_room
    annotations = [_head(0, 0, "left", head, look)]
    for index, (title, texts) in enumerate(columns):
        shift = right - sum(widths[index + 1 :])
        annotations.append(_head(1, shift, "right", title, look))
        annotations += [
            {
                "x": 1, "xref": "paper", "xanchor": "right", "xshift": shift, "y": row, "text": fitted(text, 30),
                "showarrow": False, "borderpad": 0,
                "font": {
                    "size": look.size, "weight": 700 if (index, row) in bold else 400,
                    "color": look.muted if index and (index, row) not in bold else look.ink,
                },
            }
            for row, text in enumerate(texts)
        ]  # fmt: skip
    figure.update_layout(
        annotations=annotations,
        shapes=[line for row in places[1:] for line in _hairline(row - 0.5, right, look)],
        xaxis={"range": [0, max([0, *lengths]) or 1], "showticklabels": False},
        yaxis=row_axis(list(names), look, height - top, name_width),
    )
    return styled(figure, look, height, (name_margin(look, name_width), right, top, 0))


def _head(x: float, shift: float, anchor: str, text: str, look: Look) -> dict[str, object]:
    return {
        "x": x, "xref": "paper", "xanchor": anchor, "xshift": shift, "y": 1, "yref": "paper", "yanchor": "bottom",
        "text": plain(text), "showarrow": False, "borderpad": 0, "font": {"size": look.small, "color": look.muted},
    }  # fmt: skip


def _hairline(y: float, beyond: float, look: Look) -> list[dict[str, object]]:
    """One piece inside the plot, whose width is not known, and one of known pixels through the margin."""
    line = {"type": "line", "xref": "paper", "y0": y, "y1": y, "layer": "below"}
    stroke = {"line": {"width": 1, "color": look.hairline}}
    return [
        line | stroke | {"x0": 0, "x1": 1},
        line | stroke | {"xsizemode": "pixel", "xanchor": 1, "x0": 0, "x1": round(beyond)},
    ]
