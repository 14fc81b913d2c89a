"""Stacked columns."""

from dashboard.charts.stacked_columns import Series, stacked_columns
from dashboard.charts.theme import Look

SERIES = [Series("甲", "#111111", [1, None]), Series("<乙>", "#222222", [2, -3])]


def test_stack_order_and_names_on_top():
    figure = stacked_columns(["a", "b"], SERIES, Look(), height=240)
    assert [list(bar.y) for bar in figure.data] == [[1, 0], [2, -3]]
    assert [bar.marker.color for bar in figure.data] == ["#111111", "#222222"]
    assert figure.layout.barmode == "relative"
    assert [note.text for note in figure.layout.annotations] == ["甲", "&lt;乙&gt;"]
    assert [shape.fillcolor for shape in figure.layout.shapes] == ["#111111", "#222222"]
    # Below zero by the negative part, above by the sum of the positive ones.
    assert list(figure.layout.yaxis.range) == [-3, 3]


def test_labels_stand_on_the_positive_part_and_get_room():
    figure = stacked_columns(["a", "b"], SERIES, Look(), height=240, labels=["3", "-3"])
    text = figure.data[-1]
    assert (list(text.y), list(text.text)) == ([3, 0], ["3", "-3"])
    assert figure.layout.yaxis.range[1] > 3


def test_names_wrap_on_a_phone():
    wide = [Series("Advanced manufacturing", "#111111", [1]), Series("Science and health", "#222222", [1])]
    one = stacked_columns(["a"], wide, Look(), height=240, width=560).layout
    two = stacked_columns(["a"], wide, Look(), height=240, width=200).layout
    assert len({note.yshift for note in one.annotations}) == 1
    assert len({note.yshift for note in two.annotations}) == 2
    # A line is 12 × 1.3 and 3 between lines.
    assert two.margin.t - one.margin.t == 19


def test_empty():
    assert not stacked_columns([], [], Look(), height=240).data
    assert list(stacked_columns(["a"], [], Look(), height=240).layout.yaxis.range) == [0, 1]
