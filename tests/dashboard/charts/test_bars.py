"""Horizontal bars."""

import pytest

from dashboard.charts.bars import bars
from dashboard.charts.theme import Look


def test_order_labels_and_range():
    figure = bars(["会展", "文旅", "<b>"], [8, None, 0], ["8", "—", "0"], Look(), height=212)
    bar, text = figure.data
    assert list(bar.x) == [8, 0, 0]
    assert list(figure.layout.yaxis.ticktext) == ["会展", "文旅", "&lt;b&gt;"]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1], "the first is on top"
    assert [label.strip("\u00a0") for label in text.text] == ["8", "—", "0"]
    assert list(figure.layout.xaxis.range) == [0, 8 * 1.02]
    assert list(bar.hovertext) == ["会展 8", "文旅 —", "&lt;b&gt; 0"]
    # 6.6 × 13 for the names and 6 between them and the bars.
    assert (figure.layout.margin.l, figure.layout.margin.r) == (92, 40)


def test_one_bar_is_not_a_slab():
    figure = bars(["会展"], [8], ["8"], Look(), height=212)
    low, high = figure.layout.yaxis.range
    row = 212 / abs(high - low)
    assert row == pytest.approx(3 * 13)
    assert high == -0.5, "it stands at the top"


def test_height_follows_the_rows_when_not_given():
    assert bars(["a"] * 6, [1] * 6, ["1"] * 6, Look()).layout.height == 211
    assert bars([], [], [], Look()).layout.height == 35


def test_zeros_and_negatives():
    assert list(bars(["a"], [0], ["0"], Look()).layout.xaxis.range) == [0, 1]
    figure = bars(["a", "b"], [8, -2], ["8", "-2"], Look())
    # 2 × 1.02 and 15 % of the span for the label.
    assert figure.layout.xaxis.range[0] == pytest.approx(-2.04 - 1.5)
    assert list(figure.data[1].textposition) == ["middle right", "middle left"]


def test_colours():
    assert bars(["a"], [1], ["1"], Look(dark=True)).data[0].marker.color == "#86C4EC"
    assert list(bars(["a"], [1], ["1"], Look(), colors=["#123456"]).data[0].marker.color) == ["#123456"]


def test_lists_of_unequal_length_are_refused():
    with pytest.raises(ValueError):
        bars(["a", "b"], [1, 2], ["1"], Look())
