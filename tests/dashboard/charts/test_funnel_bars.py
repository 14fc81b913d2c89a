"""The funnel as a table with bars."""

from dashboard.charts.funnel_bars import funnel_bars
from dashboard.charts.theme import Look


def draw(**more):
    return funnel_bars(
        ["在谈", "意向"], [146, None], ["146", "—"], [("转化率", ["", "60%"]), ("用时", ["21 天", "<34> 天"])],
        Look(), height=328, colors=["#111111", "#222222"], head="事项数", **more,
    )  # fmt: skip


def test_bars():
    bar, text = draw().data
    assert list(bar.x) == [146, 0]
    assert list(bar.marker.color) == ["#111111", "#222222"]
    assert [label.strip("\u00a0") for label in text.text] == ["146", "—"]


def test_columns_stand_right_aligned_beside_the_bars():
    figure = draw(bold=frozenset({(1, 1)}))
    notes = figure.layout.annotations
    assert [note.text for note in notes] == ["事项数", "转化率", "", "60%", "用时", "21 天", "&lt;34&gt; 天"]
    assert [note.xanchor for note in notes] == ["left"] + ["right"] * 6
    assert notes[4].xshift == notes[6].xshift and round(notes[4].xshift) == figure.layout.margin.r
    assert notes[1].xshift < notes[4].xshift
    assert [note.font.weight for note in notes[5:]] == [400, 700]


def test_hairlines_run_between_rows_through_the_margin():
    inside, beyond = draw().layout.shapes
    assert (inside.y0, inside.x0, inside.x1) == (0.5, 0, 1)
    assert (beyond.xsizemode, beyond.xanchor, beyond.x1) == ("pixel", 1, draw().layout.margin.r)


def test_empty():
    figure = funnel_bars([], [], [], [("x", [])], Look(), height=100, colors=[], head="y")
    assert list(figure.layout.xaxis.range) == [0, 1]
    assert not figure.layout.shapes
