"""The map of tiles."""

from dashboard.charts.theme import Look
from dashboard.charts.tile_map import Caption, Tile, tile_map

TILES = [Tile(1, 0, "东凤", 4), Tile(0, 1, "古镇", 21), Tile(1, 1, "<南>", 0), Tile(2, 1, "未知", None)]


def test_tiles_steps_and_texts():
    grid, names, numbers, *_ = tile_map(TILES, [], "团组数", Look(), height=600).data
    # Largest 21: steps begin at 1, 4, 8, 15; no tile, no colour.
    assert [list(row) for row in grid.z] == [[None, 2, None], [4, 0, 0]]
    assert (grid.xgap, grid.ygap) == (4, 4)
    assert list(names.text) == ["东凤", "古镇", "&lt;南&gt;", "未知"]
    assert list(numbers.text) == ["4", "21", "0", "—"]
    assert list(names.textfont.color) == ["#1B2733", "#FFFFFF", "#1B2733", "#1B2733"]
    assert all(name < number for name, number in zip(names.y, numbers.y, strict=True)), "the name is above"


def test_legend_has_a_mark_a_step():
    legend, title = tile_map(TILES, [], "<团组数>", Look(), height=600).data[3:]
    assert [text.strip() for text in legend.text] == ["0", "1–3", "4–7", "8–14", "15–21"]
    assert list(legend.marker.color) == Look().map_steps
    assert list(title.text) == ["&lt;团组数&gt;"]
    assert title.y[0] < legend.y[0]


def test_a_small_maximum_has_no_empty_steps():
    legend = tile_map([Tile(0, 0, "a", 2), Tile(1, 0, "b", 0)], [], "x", Look(), height=600).data[3]
    assert [text.strip() for text in legend.text] == ["0", "1", "2"]
    zero = tile_map([Tile(0, 0, "a", 0)], [], "x", Look(), height=600).data[3]
    assert [text.strip() for text in zero.text] == ["0"]


def test_long_names_shrink_to_twelve_and_then_break():
    tiles = [Tile(4, 0, "Zhongshan\u00adgang", 1), Tile(0, 0, "East", 1)]
    wide, narrow = (tile_map(tiles, [], "x", Look(size=20), height=480, width=width).data[1] for width in (900, 350))
    assert (wide.textfont.size, list(wide.text)) == (20, ["Zhongshangang", "East"])
    assert (narrow.textfont.size, list(narrow.text)) == (12, ["Zhongshan-<br>gang", "East"])


def test_captions():
    notes = tile_map(TILES, [Caption(2, 0, "珠江口\n<b>", "right")], "x", Look(), height=600).layout.annotations
    assert (notes[0].x, notes[0].xanchor, notes[0].text) == (2.46, "right", "珠江口<br>&lt;b&gt;")


def test_empty():
    assert tile_map([], [], "x", Look(), height=600).layout.height == 600
