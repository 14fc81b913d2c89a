"""Values by an earlier definition over a chart of time."""

import pytest

from dashboard.charts.columns import columns
from dashboard.charts.earlier import Change, with_earlier
from dashboard.charts.series import Series
from dashboard.charts.theme import Look

YEARS = ["<2023>", "2024", "2025", "2026", "2027", "2028", "2029", "2030"]


def drawn(earlier, *changes):
    values = [4, -2, 4, 4, 4, 4, 4, 4]
    figure = columns(YEARS, values, [f"{value}" for value in values], Look(), height=200)
    return with_earlier(figure, YEARS, [Series("<旧>", "#111111", earlier)], changes, Look())


def test_the_scale_holds_them_and_the_names_above():
    low, high = drawn([None] * 8).layout.yaxis.range
    figure = drawn([9, None, *[None] * 6])
    assert list(figure.layout.yaxis.range) == [pytest.approx(low), 9]
    figure = drawn([9, None, *[None] * 6], Change(0.5, "新"))
    # 12 × 1.3 + 4 = 19.6 px for the name; 200 less 21 above and 24 below leaves 135.4 px for the values.
    assert figure.layout.yaxis.range[1] == pytest.approx(9 + (9 - low) * 19.6 / 135.4)
    assert high == 4


def test_gaps_stay_gaps_and_names_stay_text():
    figure = drawn([9, None, 1, *[None] * 5])
    assert figure.data[-1].connectgaps is False
    assert figure.data[-1].hovertext[0] == "&lt;2023&gt; &lt;旧&gt; 9"
    assert figure.data[-1].marker.color == Look().background


@pytest.mark.parametrize(("place", "side"), [(0.5, "left"), (5.5, "right")])
def test_a_name_near_the_end_stands_before_its_line(place, side):
    figure = drawn([None] * 8, Change(place, "<新>"))
    note = figure.layout.annotations[-1]
    assert (note.text, note.x, note.xanchor) == ("&lt;新&gt;", place, side)
    assert (figure.layout.shapes[-1].x0, figure.layout.shapes[-1].line.dash) == (place, "dash")
