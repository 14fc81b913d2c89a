"""Two compared: a row a number, one to the left and one to the right, each row in its own measure."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.figure import Figure
from dashboard.charts.fit import LINE, fitted, widest
from dashboard.charts.rows import BESIDE, row_span
from dashboard.charts.theme import Look, plain, styled

SECOND = "intents"  # the lane whose colour the second of two takes (looks of a comparison)


@dataclass(frozen=True)
class Pair:
    """One number of both; None: not recorded. The bars of a row are as long as their share of the larger."""

    name: str
    left: float | None
    right: float | None
    left_label: str
    right_label: str


def butterfly(heads: tuple[str, str], rows: Sequence[Pair], look: Look, *, height: int, width: int = 900) -> Figure:
    """Names stand in the middle; `width` is the expected width in pixels."""
    labels = widest([label for row in rows for label in (row.left_label, row.right_label)]) * look.size + 16
    middle = min(width * 0.3, widest(row.name for row in rows) * look.size + 24)
    # The plot runs from −1 to 1 beside a middle as wide as the longest name, measured in the same unit.
    half = max(40.0, (width - 2 * labels - middle) / 2)
    gap = middle / 2 / half
    top = LINE * look.size + 8
    span = row_span(len(rows), look, height - top)
    figure = Figure()
    for side, color, values, texts in (
        (-1, look.accent, [row.left for row in rows], [row.left_label for row in rows]),
        (1, look.lanes[SECOND], [row.right for row in rows], [row.right_label for row in rows]),
    ):
        lengths = [_share(value, row) for value, row in zip(values, rows, strict=True)]
        figure.add_bar(
            x=[side * length for length in lengths],
            base=[side * gap] * len(rows),
            y=list(range(len(rows))),
            orientation="h",
            marker={"color": color},
            hovertext=[f"{plain(row.name)} {plain(text)}" for row, text in zip(rows, texts, strict=True)],
            hoverinfo="text",
        )
        figure.add_scatter(
            x=[side * (gap + length) for length in lengths],
            y=list(range(len(rows))),
            mode="text",
            text=[f"{BESIDE}{plain(text)}{BESIDE}" for text in texts],
            textposition="middle left" if side < 0 else "middle right",
            textfont={"size": look.size, "color": look.ink, "weight": 700},
            cliponaxis=False,
            hoverinfo="skip",
        )
    figure.update_layout(
        barmode="overlay",
        annotations=[
            *(
                _note(0, row, fitted(pair.name, middle / look.size), "center", look.muted)
                for row, pair in enumerate(rows)
            ),
            *(
                _note(x, 1, fitted(head, half / look.size), anchor, look.ink)
                | {"yref": "paper", "yanchor": "bottom", "font": {"color": look.ink, "weight": 700}}
                for x, head, anchor in ((-gap, heads[0], "right"), (gap, heads[1], "left"))
            ),
        ],
        xaxis={"range": [-1 - gap, 1 + gap], "showticklabels": False},
        yaxis={"range": [span - 0.5, -0.5], "showticklabels": False},
    )
    return styled(figure, look, height, (labels, labels, top, 0))


def _share(value: float | None, row: Pair) -> float:
    """Of the larger of the two; what is negative (a net) is drawn by its size and read from its label."""
    largest = max(abs(row.left or 0), abs(row.right or 0))
    return abs(value or 0) / largest if largest else 0.0


def _note(x: float, y: float, text: str, anchor: str, color: str) -> dict[str, object]:
    return {
        "x": x, "y": y, "text": text, "xanchor": anchor, "showarrow": False, "borderpad": 0, "font": {"color": color},
    }  # fmt: skip
