"""Vertical bars over time."""

import pytest

from dashboard.charts.columns import columns
from dashboard.charts.theme import Look


def test_values_labels_and_ticks():
    figure = columns(
        ["2026-01", "2026-02", "2026-03"], [3, None, 5], ["3", "—", "5"], Look(), height=200,
        ticks=[("2026-01", "1月"), ("2026-03", "3月"), ("2031-01", "?")],
    )  # fmt: skip
    bar, text = figure.data
    assert list(bar.y) == [3, 0, 5]
    assert list(text.text) == ["3", "—", "5"]
    assert list(figure.layout.xaxis.tickvals) == [0, 2]
    assert list(figure.layout.xaxis.ticktext) == ["1月", "3月"]
    assert list(figure.layout.yaxis.range) == [0, 5]
    assert list(figure.layout.xaxis.range) == [-0.5, 5.5], "three columns keep the width of six"


def test_all_periods_are_named_when_no_ticks_are_given():
    assert list(columns(["<1>", "2"], [1, 2], ["1", "2"], Look(), height=99).layout.xaxis.ticktext) == [
        "&lt;1&gt;",
        "2",
    ]


@pytest.mark.parametrize(("count", "traces"), [(16, 2), (17, 1)])
def test_values_are_printed_up_to_sixteen(count, traces):
    periods = [str(i) for i in range(count)]
    assert len(columns(periods, [1] * count, ["1"] * count, Look(), height=200).data) == traces


def test_negative_values_hang_down_with_their_label_below():
    figure = columns(["a", "b"], [100, -50], ["100", "-50"], Look(), height=200)
    assert list(figure.data[1].textposition) == ["top center", "bottom center"]
    # In the end a pixel is (150 + 22.9) / 155.8 = 1.11 units; the label keeps 4 of them away.
    assert list(figure.data[1].y) == pytest.approx([100, -54.44], abs=0.01)
    low, high = figure.layout.yaxis.range
    assert high == 100
    # Room 20.6 px for a label; top 20.6 and ticks 23.6 leave 135.2 for 150 units.
    assert low == pytest.approx(-50 - 150 * 20.6 / 135.2)


@pytest.mark.parametrize("values", [[], [0, 0], [None]])
def test_nothing_to_show(values):
    names = [str(i) for i in range(len(values))]
    assert list(columns(names, values, names, Look(), height=200).layout.yaxis.range) == [0, 1]
