"""Plain horizontal bars: one number a name, in the order given."""

from collections.abc import Sequence

from dashboard.charts.figure import Figure
from dashboard.charts.fit import widest
from dashboard.charts.pick import Picks, carried
from dashboard.charts.rows import BESIDE, name_margin, row_axis
from dashboard.charts.theme import Look, plain, styled


def bars(
    names: Sequence[str],
    values: Sequence[float | None],
    labels: Sequence[str],
    look: Look,
    *,
    colors: Sequence[str] | None = None,
    height: int | None = None,
    name_width: float = 6.6,
    picks: Picks = (),
) -> Figure:
    """A missing value draws no bar but keeps its label; `name_width` is in multiples of the text size."""
    height = height or round(max(1, len(names)) * 2.7 * look.size)
    lengths = [value or 0 for value in values]
    places = list(range(len(names)))
    figure = Figure()
    figure.add_bar(
        x=lengths,
        y=places,
        orientation="h",
        marker={"color": list(colors) if colors else look.accent},
        customdata=carried(picks),
        hovertext=[f"{plain(name)} {plain(label)}" for name, label in zip(names, labels, strict=True)],
        hoverinfo="text",
    )
    # A text trace, since Plotly drops the text of a bar without length.
    figure.add_scatter(
        x=lengths,
        y=places,
        mode="text",
        text=[f"{BESIDE}{plain(label)}{BESIDE}" for label in labels],
        textposition=["middle left" if length < 0 else "middle right" for length in lengths],
        textfont={"size": look.size, "color": look.ink, "weight": 700},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_layout(
        xaxis={"range": _range(lengths), "showticklabels": False},
        yaxis=row_axis(list(names), look, height, name_width),
    )
    right = max(40, widest(labels) * look.size * 1.08 + 14)
    return styled(figure, look, height, (name_margin(look, name_width), right, 0, 0))


def _range(lengths: list[float]) -> list[float]:
    low, high = min([0, *lengths]), max([0, *lengths])
    if low == high:
        return [0, 1]
    # Labels of negative bars stand to their left, inside the plot: the names are beyond it.
    return [low * 1.02 - (0.15 * (high - low) if low < 0 else 0), high * 1.02]
