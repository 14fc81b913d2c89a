"""A heat map of sectors and partners, in steps instead of a gradient, sectors parted by family."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from dashboard.charts.figure import Figure
from dashboard.charts.fit import LINE, fitted, widest
from dashboard.charts.heat_heads import (
    LEAST_ROW,
    HeatColumn,
    column_texts,
    family_heads,
    family_texts,
    heads,
    text_height,
)
from dashboard.charts.pick import Picks
from dashboard.charts.rows import THICKEST, name_margin
from dashboard.charts.steps import lower_edges, step_of, stepped
from dashboard.charts.theme import Look, number, plain, styled

__all__ = ["HeatColumn", "heat"]
GAP = 0.45  # of a cell, between families
WIDEST = 6  # a cell, in multiples of the text size


def heat(
    rows: Sequence[str],
    columns: Sequence[HeatColumn],
    cells: Mapping[tuple[int, int], float],
    look: Look,
    *,
    height: int,
    turned: bool = False,
    name_width: float = 6.6,
    upright: bool = True,
    width: int = 760,
    picks: tuple[Picks, Picks] = ((), ()),
) -> Figure:
    """Cells are keyed by row and column; `turned` draws the columns as rows, for a phone.

    `upright` sets the names on top one character a line, for Chinese; else they are turned by 90° where they are long.
    `picks` are those of the rows and those of the columns; a cell stands for both.
    `width` is the expected width in pixels, by which the families' names are wrapped.
    """
    if not rows or not columns:
        return styled(
            Figure(layout={"xaxis": {"visible": False}, "yaxis": {"visible": False}}), look, height, (0, 0, 0, 0)
        )
    names, families = [column.name for column in columns], [column.family for column in columns]
    sides, tops = (names, list(rows)) if turned else (list(rows), names)
    down, across = _edges(families if turned else [""] * len(rows)), _edges([""] * len(rows) if turned else families)
    values = {((j, i) if turned else (i, j)): value for (i, j), value in cells.items()}
    left = name_margin(look, name_width)
    # Few columns or rows leave the rest empty, since a cell the size of a hand says no more.
    wide = max(across[-1], (width - left) / (WIDEST * look.size))
    cell = (width - left) / wide
    over = [] if turned else family_texts(columns, cell, look)
    above = text_height([text for _, _, text in over], look)
    # Short names stand as they are read.
    flat = not upright and widest(tops) * look.small + 4 <= cell
    if flat:
        texts, top = [plain(name) for name in tops], LINE * look.small + 6
    else:
        texts, top = column_texts(tops, look, upright, height - above - len(sides) * LEAST_ROW * look.small)
    tall = max(down[-1], (height - above - top) / (THICKEST * look.size))
    figure = _cells(sides, tops, down, across, values, look)
    if all(picks):
        sides_picks, tops_picks = picks[::-1] if turned else picks
        # The browser puts the two together: each cell's own would be half of what it is sent for the chart.
        figure.traces[0]["meta"] = {
            "rows": [None if i is None else sides_picks[i] for i in _slots(down)],
            "columns": [None if j is None else tops_picks[j] for j in _slots(across)],
        }
    places = _centres(across)
    figure.update_layout(
        annotations=heads(texts, places, look, upright or flat) + family_heads(over, places, top, cell, look),
        xaxis={"range": [0, wide], "showticklabels": False},
        yaxis={
            "range": [tall, 0],
            "tickvals": _centres(down),
            "ticktext": [fitted(side, name_width) for side in sides],
            "tickfont": {"size": look.size, "color": look.ink},
        },
    )
    return styled(figure, look, height, (left, 0, top + above, 0))


def _cells(
    sides: Sequence[str],
    tops: Sequence[str],
    down: list[float],
    across: list[float],
    values: Mapping[tuple[int, int], float],
    look: Look,
) -> Figure:
    edges = lower_edges(max([0, *values.values()]), len(look.heat_steps) - 1)
    steps = {slot: step_of(value, edges) for slot, value in values.items()}
    beside, xs, ys = _slots(across), _centres(across), _centres(down)
    slots = [[None if i is None or j is None else (i, j) for j in beside] for i in _slots(down)]
    side_texts, top_texts = [plain(side) for side in sides], [plain(top) for top in tops]
    texts = {slot: number(value) for slot, value in values.items()}
    figure = Figure()
    figure.add_heatmap(
        x=across,
        y=down,
        z=[[None if slot is None else steps.get(slot, 0) for slot in row] for row in slots],
        hovertext=[
            [slot and f"{side_texts[slot[0]]} · {top_texts[slot[1]]} {texts.get(slot, '0')}" for slot in row]
            for row in slots
        ],
        hoverinfo="text",
        **stepped(look.heat_steps),
        xgap=2,
        ygap=2,
    )
    shown = sorted(key for key, value in values.items() if value > 0)
    # A text trace, since `texttemplate` picks its own grey: 4.05:1 on the third step.
    figure.add_scatter(
        x=[xs[j] for _, j in shown],
        y=[ys[i] for i, _ in shown],
        mode="text",
        text=[texts[key] for key in shown],
        textfont={"size": look.small, "color": [look.heat_text[steps[key]] for key in shown]},
        hoverinfo="skip",
    )
    return figure


def _edges(groups: Sequence[str]) -> list[float]:
    """Where each cell begins and the last one ends, with a narrow empty cell between groups."""
    edges: list[float] = [0]
    for index, group in enumerate(groups):
        if index and group != groups[index - 1]:
            edges.append(round(edges[-1] + GAP, 2))
        edges.append(round(edges[-1] + 1, 2))
    return edges


def _slots(edges: list[float]) -> list[int | None]:
    """The number of each cell, and nothing for a gap."""
    real = [after - before > 0.5 for before, after in pairwise(edges)]
    return [sum(real[:index]) if is_cell else None for index, is_cell in enumerate(real)]


def _centres(edges: list[float]) -> list[float]:
    pairs = pairwise(edges)
    return [round((before + after) / 2, 3) for before, after in pairs if after - before > 0.5]
