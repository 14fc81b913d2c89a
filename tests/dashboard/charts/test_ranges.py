"""Lower and upper bounds."""

from dashboard.charts.ranges import Range, ranges
from dashboard.charts.theme import Look

ROWS = [
    Range("意向", 5e8, 8e8, "5–8 亿元", {"stage": "intent"}),
    Range("签约", 1e9, None, "不低于 10 亿元"),
    Range("合同", 2e8, 2e8, "2 亿元"),
]


def test_a_line_from_low_to_high_and_open_where_no_upper_bound_is_known():
    lines = ranges(ROWS, Look(), height=120).data[:3]
    assert [list(line.x) for line in lines] == [[5e8, 8e8], [1e9, 1.08e9], [2e8, 2e8]]
    assert [line.line.dash for line in lines] == ["solid", "dot", "solid"]


def test_the_upper_mark_only_where_it_differs():
    low, high = ranges(ROWS, Look(), height=120).data[3:]
    assert list(low.x) == [5e8, 1e9, 2e8]
    assert list(high.x) == [8e8]
    assert low.customdata[0] == {"stage": "intent"}
