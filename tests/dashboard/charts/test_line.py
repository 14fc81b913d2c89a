"""Lines named at their last point."""

from itertools import pairwise

import pytest

from dashboard.charts.line import Series, line
from dashboard.charts.theme import Look


def test_each_line_is_named_at_its_last_known_point():
    figure = line(["a", "b", "c"], [Series("<开工率>", "#111111", [1, 5, None])], Look(), height=200, suffix="%")
    (name,) = figure.layout.annotations
    assert (name.x, name.y, name.text) == (1, 5, "&lt;开工率&gt;")
    assert figure.data[0].connectgaps is False
    assert list(figure.data[0].marker.size) == [0, 7, 0]
    assert figure.layout.yaxis.ticksuffix == "%"


def test_a_point_between_gaps_gets_a_dot():
    figure = line(["a", "b", "c", "d", "e"], [Series("x", "#111111", [1, None, 2, None, 3])], Look(), height=200)
    assert list(figure.data[0].marker.size) == [7, 0, 7, 0, 7]


def test_names_of_lines_that_end_together_are_moved_apart():
    series = [Series("x", "#111111", [5, 9]), Series("y", "#222222", [1, 9]), Series("z", "#333333", [1, 9])]
    figure = line(["a", "b"], series, Look(), height=200)
    shifts = sorted(note.yshift for note in figure.layout.annotations)
    # Lines of 13 × 1.3 = 16.9 px.
    assert [b - a for a, b in pairwise(shifts)] == pytest.approx([16.9, 16.9])
    # 8 units and 8 % beyond them on each side in 200 − 8.45 − 23.6 px: the end is 11.6 px below the upper edge.
    assert shifts[-1] == pytest.approx(167.95 * 0.64 / 9.28)


@pytest.mark.parametrize("series", [[], [Series("x", "#111111", [None, None])]])
def test_nothing_known(series):
    figure = line(["a", "b"], series, Look(), height=200)
    assert not figure.layout.annotations
    assert figure.layout.yaxis.showticklabels is False


def test_one_value_has_a_scale():
    low, high = line(["a"], [Series("x", "#111111", [4])], Look(), height=200).layout.yaxis.range
    assert (low, high) == (3, 5)
