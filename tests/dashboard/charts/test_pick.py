"""Each mark carries what a click on it filters by."""

from datetime import date

from dashboard.charts.bars import bars
from dashboard.charts.columns import columns
from dashboard.charts.flow import Link, Node, flow
from dashboard.charts.funnel_bars import funnel_bars
from dashboard.charts.heat import HeatColumn, heat
from dashboard.charts.line import line
from dashboard.charts.series import Series
from dashboard.charts.stacked_columns import stacked_columns
from dashboard.charts.stage_bar import Stage, stage_bar
from dashboard.charts.theme import Look
from dashboard.charts.tile_map import Tile, tile_map
from dashboard.charts.timeline import Lane, Mark, timeline

LOOK = Look()
TOWNS = [{"town": "小榄镇"}, {}]
FAMILIES = [HeatColumn("潮玩", "a", "甲"), HeatColumn("会展", "b", "乙")]


def carried(figure, trace=0):
    return list(figure.data[trace].customdata)


def test_one_pick_a_bar_and_none_where_it_stands_for_nothing():
    expected = [{"town": "小榄镇"}, None]
    names, values, labels = ["小榄", "其他"], [2, 1], ["2", "1"]
    assert carried(bars(names, values, labels, LOOK, picks=TOWNS)) == expected
    assert carried(columns(names, values, labels, LOOK, height=200, picks=TOWNS)) == expected
    funnel = funnel_bars(names, values, labels, [], LOOK, height=200, colors=["#000", "#111"], head="", picks=TOWNS)
    assert carried(funnel) == expected
    assert bars(names, values, labels, LOOK).data[0].customdata is None


def test_one_pick_a_period_of_each_series():
    series = [Series("赴港", "#000", [1, 2], [{"from": "2024-01-01"}, {"from": "2025-01-01"}])]
    assert carried(stacked_columns(["2024", "2025"], series, LOOK, height=200))[1] == {"from": "2025-01-01"}
    assert carried(line(["2024", "2025"], series, LOOK, height=200))[0] == {"from": "2024-01-01"}


def test_a_part_of_a_bar_stands_for_row_and_stage():
    stages = [Stage("意向", "#000", "#fff", {"stage": "intent"}), Stage("落地", "#000", "#fff", {"stage": "landed"})]
    figure = stage_bar(["潮玩"], stages, {(0, 0): 1}, ["1"], "", LOOK, height=200, picks=[{"sector": "潮玩"}])
    assert carried(figure, 1) == [{"sector": "潮玩", "stage": "landed"}]


def test_a_cell_stands_for_row_and_column_upright_and_turned():
    picks = ([{"partner": "香港大学"}], [{"sector": "潮玩"}, {"sector": "会展"}])
    flat = heat(["港大"], FAMILIES, {(0, 1): 2}, LOOK, height=300, picks=picks)
    # Between two families lies a narrow cell that is none.
    assert flat.data[0].meta == {"rows": [picks[0][0]], "columns": [{"sector": "潮玩"}, None, {"sector": "会展"}]}
    turned = heat(["港大"], FAMILIES, {(0, 1): 2}, LOOK, height=300, turned=True, picks=picks)
    assert turned.data[0].meta == {"rows": [{"sector": "潮玩"}, None, {"sector": "会展"}], "columns": [picks[0][0]]}


def test_tiles_bands_and_points():
    tiles = tile_map([Tile(1, 0, "小榄", 3, {"town": "小榄镇"})], [], "", LOOK, height=300)
    assert [list(row) for row in tiles.data[0].customdata] == [[None, {"town": "小榄镇"}]]
    nodes = [Node("赴港", "#000", {"direction": "ZS_TO_HK"}), Node("潮玩", "#000")]
    sankey = flow(nodes, [Link(0, 1, 2, "#000", {"sector": "潮玩"})], LOOK, height=200).data[0]
    assert list(sankey.node.customdata) == [{"direction": "ZS_TO_HK"}, None]
    assert list(sankey.link.customdata) == [{"sector": "潮玩"}]
    mark = Mark(0, date(2024, 5, 1), "", "", True, "", {"partner": "香港大学"})
    events = timeline(
        [Lane("互访", "#000", "circle")], [mark], LOOK, height=200, years_label=str, cut_text=lambda a, b: ""
    )
    assert carried(events) == [{"partner": "香港大学"}]
