"""The heat map of sectors and partners."""

import pytest

from dashboard.charts.heat import HeatColumn, heat
from dashboard.charts.theme import Look

COLUMNS = [
    HeatColumn("新能源", "manufacturing", "先进制造"),
    HeatColumn("新材料", "manufacturing", "先进制造"),
    HeatColumn("会展", "trade", "<贸易>"),
]
CELLS = {(0, 0): 9.0, (0, 2): 1.0, (1, 1): 3.0, (1, 2): 0.0}


def test_families_are_parted_by_a_gap():
    grid = heat(["甲", "乙"], COLUMNS, CELLS, Look(), height=270).data[0]
    assert list(grid.x) == [0, 1, 2, 2.45, 3.45]
    assert list(grid.y) == [0, 1, 2]
    # Largest 9: steps begin at 1, 2, 3, 5, 7.
    assert [list(row) for row in grid.z] == [[5, 0, None, 1], [0, 3, None, 0]]
    assert (grid.xgap, grid.ygap, grid.showscale) == (2, 2, False)
    assert list(grid.hovertext[0]) == ["甲 · 新能源 9", "甲 · 新材料 0", None, "甲 · 会展 1"]


@pytest.mark.parametrize(("look", "dark_ink"), [(Look(), "#FFFFFF"), (Look(dark=True), "#0E1822")])
def test_numbers_only_above_zero_in_the_colour_of_their_step(look, dark_ink):
    text = heat(["甲", "乙"], COLUMNS, CELLS, look, height=270).data[1]
    assert list(zip(text.x, text.y, text.text, strict=True)) == [(0.5, 0.5, "9"), (2.95, 0.5, "1"), (1.5, 1.5, "3")]
    assert list(text.textfont.color) == [dark_ink, look.ink, look.ink]


def test_names_are_upright_and_families_above_them():
    notes = heat(["甲", "乙"], COLUMNS, CELLS, Look(), height=270).layout.annotations
    assert [note.text for note in notes] == [
        "新<br>能<br>源", "新<br>材<br>料", "会<br>展", "先进制造", "&lt;贸易&gt;",
    ]  # fmt: skip
    assert [note.x for note in notes] == [0.5, 1.5, 2.95, 1.0, 2.95]
    assert {note.yref for note in notes} == {"paper"}, "nothing can fall outside the axis"
    # Three characters of 12 × 1.3 and 6.
    assert notes[3].yshift == pytest.approx(52.8)


def test_latin_names_are_turned():
    columns = [HeatColumn("New energy & materials", "a", "A"), HeatColumn("AI", "a", "A")]
    notes = heat(["x"], columns, {}, Look(), height=300, upright=False).layout.annotations
    assert [note.textangle for note in notes[:2]] == [-90, -90]
    assert notes[0].text == "New energy &amp; materials", "not cut"


def test_turned_has_sectors_as_rows_and_no_family_names():
    figure = heat(["甲方", "乙"], COLUMNS, CELLS, Look(), height=640, turned=True, width=350)
    grid = figure.data[0]
    assert list(grid.x) == [0, 1, 2]
    assert list(grid.y) == [0, 1, 2, 2.45, 3.45]
    assert [list(row) for row in grid.z] == [[5, 0], [0, 3], [None, None], [1, 0]]
    assert list(figure.layout.yaxis.ticktext) == ["新能源", "新材料", "会展"]
    assert [note.text for note in figure.layout.annotations] == ["甲<br>方", "乙"]


def test_one_row_is_not_a_slab():
    figure = heat(["甲"], COLUMNS, {}, Look(), height=400)
    row = (400 - figure.layout.margin.t) / figure.layout.yaxis.range[0]
    assert row == pytest.approx(39, abs=0.1)


def test_all_zero_and_empty():
    grid, text = heat(["甲"], COLUMNS, {(0, 0): 0}, Look(), height=270).data
    assert [list(row) for row in grid.z] == [[0, 0, None, 0]]
    assert not text.text
    for figure in (heat([], COLUMNS, {}, Look(), height=270), heat(["甲"], [], {}, Look(), height=270)):
        assert not figure.data
        assert figure.layout.height == 270


def test_a_last_family_wider_than_its_column_ends_with_it():
    columns = [HeatColumn(str(i), "a", "A") for i in range(20)] + [HeatColumn("综合", "b", "侨务综合")]
    last = heat(["甲"], columns, {}, Look(), height=270).layout.annotations[-1]
    assert (last.xanchor, last.x) == ("right", 21.45)
