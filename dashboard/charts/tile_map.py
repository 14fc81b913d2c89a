"""A map of towns as equal tiles, in steps, with its legend in the empty south-west corner."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.figure import Figure
from dashboard.charts.fit import broken, multiline, widest
from dashboard.charts.pick import Pick
from dashboard.charts.steps import lower_edges, step_labels, step_of, stepped
from dashboard.charts.theme import Look, number, plain, styled

GAP = 4
LEGEND_PITCH = 0.36  # of a tile


@dataclass(frozen=True)
class Tile:
    column: int
    row: int
    name: str
    value: float | None
    pick: Pick | None = None


@dataclass(frozen=True)
class Caption:
    column: float
    row: float
    text: str
    align: str


def tile_map(
    tiles: Sequence[Tile],
    captions: Sequence[Caption],
    legend_title: str,
    look: Look,
    *,
    height: int,
    width: int = 440,
) -> Figure:
    """Names shrink to 12 px when the longest is wider than a tile of the expected `width`, and no further.

    A name that is still wider then takes two lines: at a space, at a soft hyphen (U+00AD) put into the name, or,
    with neither, where the tile ends ("Zhongshang-ang").
    """
    across, down = max((t.column for t in tiles), default=0) + 1, max((t.row for t in tiles), default=0) + 1
    maximum = max((tile.value or 0 for tile in tiles), default=0)
    edges = lower_edges(maximum, len(look.map_steps) - 1)
    steps = {(tile.row, tile.column): step_of(tile.value, edges) for tile in tiles}
    picks = {(tile.row, tile.column): dict(tile.pick) for tile in tiles if tile.pick}
    hover = {(tile.row, tile.column): f"{plain(tile.name)} {_written(tile)}" for tile in tiles}
    inks = [look.map_text[step_of(tile.value, edges)] for tile in tiles]
    room = width / across - GAP - 4
    size = max(12, min(look.size, int(room / max(widest(tile.name for tile in tiles), 1))))
    names = [broken(tile.name, room / size) for tile in tiles]
    figure = Figure()
    figure.add_heatmap(
        x=list(range(across)),
        y=list(range(down)),
        z=[[steps.get((row, column)) for column in range(across)] for row in range(down)],
        customdata=[[picks.get((row, column)) for column in range(across)] for row in range(down)],
        hovertext=[[hover.get((row, column)) for column in range(across)] for row in range(down)],
        hoverinfo="text",
        **stepped(look.map_steps),
        xgap=GAP,
        ygap=GAP,
    )
    for texts, textsize, weight, places in (
        (names, size, 400, [t.row - 0.14 - 0.08 * name.count("<br>") for t, name in zip(tiles, names, strict=True)]),
        ([_written(tile) for tile in tiles], round(look.size * 1.3), 700, _under(tiles)),
    ):
        figure.add_scatter(
            x=[tile.column for tile in tiles],
            y=places,
            mode="text",
            text=texts,
            textfont={"size": textsize, "color": inks, "weight": weight},
            cliponaxis=False,
            hoverinfo="skip",
        )
    _legend(figure, step_labels(edges, maximum), legend_title, down, look)
    figure.update_layout(
        annotations=[
            {
                "x": caption.column + {"left": -0.46, "right": 0.46}.get(caption.align, 0), "y": caption.row,
                "text": multiline(caption.text), "xanchor": caption.align, "align": caption.align,
                "showarrow": False, "borderpad": 0, "font": {"size": look.small, "color": look.muted},
            }
            for caption in captions
        ],
        xaxis={"range": [-0.5, across - 0.5], "showticklabels": False},
        yaxis={"range": [down - 0.5, -0.5], "showticklabels": False},
    )  # fmt: skip
    return styled(figure, look, height, (0, 0, 0, 0))


def _written(tile: Tile) -> str:
    return "—" if tile.value is None else number(tile.value)


def _under(tiles: Sequence[Tile]) -> list[float]:
    return [tile.row + 0.15 for tile in tiles]


def _legend(figure: Figure, labels: list[str], title: str, down: int, look: Look) -> None:
    """The last step stands at the foot of the map, the title above the first."""
    last = down - 1 + 0.2
    places = [last - LEGEND_PITCH * (len(labels) - 1 - index) for index in range(len(labels))]
    figure.add_scatter(
        x=[-0.34] * len(labels),
        y=places,
        mode="markers+text",
        text=[f" {label}" for label in labels],
        textposition="middle right",
        textfont={"size": look.small, "color": look.ink},
        marker={
            "symbol": "square",
            "size": round(look.size * 1.3),
            "color": look.map_steps[: len(labels)],
            "opacity": 1,
        },
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[-0.48],
        y=[places[0] - LEGEND_PITCH],
        mode="text",
        text=[plain(title)],
        textposition="middle right",
        textfont={"size": look.small, "color": look.muted},
        cliponaxis=False,
        hoverinfo="skip",
    )
