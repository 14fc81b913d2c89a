"""Present stages of a partner's matters."""

from dashboard.charts.stage_bar import Stage, stage_bar
from dashboard.charts.theme import Look

STAGES = [Stage("意向", "#D3E2ED", "#1B2733"), Stage("<投产>", "#0A3A5C", "#FFFFFF")]


def test_parts_numbers_and_colours():
    figure = stage_bar(
        ["甲", "乙"], STAGES, {(0, 0): 99, (0, 1): 1, (1, 1): 12}, ["1% 1/100", "<b>"], "x", Look(), height=210
    )
    first, second = figure.data
    assert (list(first.x), list(second.x)) == ([99, 0], [1, 12])
    # A part of one in a hundred is narrower than its figure.
    assert (list(first.text), list(second.text)) == (["99", ""], ["", "12"])
    assert (first.textfont.color, second.textfont.color) == ("#1B2733", "#FFFFFF")
    assert second.marker.line.color == "#FFFFFF"
    assert list(figure.layout.xaxis.range) == [0, 100]
    assert list(second.hovertext) == ["甲 · &lt;投产&gt; 1", "乙 · &lt;投产&gt; 12"]


def test_legend_in_stage_order_then_the_column_at_the_right():
    figure = stage_bar(["甲", "乙"], STAGES, {(0, 0): 1}, ["75% 6/8 项", "<b>"], "已<签约", Look(), height=210)
    texts = [note.text for note in figure.layout.annotations]
    assert texts == ["意向", "&lt;投产&gt;", "<b>75%</b> 6/8 项", "<b>&lt;b&gt;</b>", "已&lt;签约"]
    assert [shape.fillcolor for shape in figure.layout.shapes] == ["#D3E2ED", "#0A3A5C"]
    assert [note.y for note in figure.layout.annotations[2:4]] == [0, 1]


def test_empty_and_zero():
    assert list(stage_bar([], [], {}, [], "", Look(), height=210).layout.xaxis.range) == [0, 1]
    assert list(stage_bar(["甲"], STAGES, {}, [""], "", Look(), height=210).data[0].text) == [""]
