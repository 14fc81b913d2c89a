"""A partner's history."""

from datetime import date

import pytest

from dashboard.charts.theme import Look
from dashboard.charts.timeline import Lane, Mark, timeline
from dashboard.charts.timeline_labels import Spot, cuts_of, place_of, spots_of

LANES = [Lane("交流<互访>", "#0F5C8C", "circle"), Lane("签约意向", "#B87A33", "square")]


def mark(lane, when, title="标题", filled=True):
    return Mark(lane, date.fromisoformat(when), title, when[:4], filled, f"{title}\n详情")


def draw(marks, lanes=LANES):
    return timeline(
        lanes, marks, Look(), height=304, years_label=lambda year: f"{year}年",
        cut_text=lambda first, last: f"{first} 至 {last} 无", width=1077 + 71 + 12,
    )  # fmt: skip


def test_a_trace_a_lane_with_its_symbols():
    figure = draw([mark(0, "2025-01-01"), mark(1, "2026-07-02", filled=False), mark(0, "2026-01-01")])
    visits, intents = figure.data
    assert (list(visits.x), list(visits.y)) == ([0, 1], [0, 0])
    assert intents.x[0] == pytest.approx(1 + 182 / 365)
    assert (list(visits.marker.symbol), list(intents.marker.symbol)) == (["circle", "circle"], ["square-open"])
    assert list(figure.layout.xaxis.ticktext) == ["2025年", "2026年"]
    assert list(figure.layout.yaxis.ticktext) == ["交流&lt;互…", "签约意向"]
    assert visits.hovertext[0] == "标题<br>详情"


def test_empty_years_are_cut_and_the_cut_says_so():
    figure = draw([mark(0, "2018-03-01"), mark(0, "2023-03-01"), mark(1, "2024-03-01")])
    assert list(figure.layout.xaxis.range) == [0, 3]
    cut = figure.layout.annotations[0]
    assert (cut.x, cut.text, cut.xanchor) == (1, "2019 至 2022 无", "right")
    assert cuts_of([2018, 2020, 2021]) == [(1, 2019, 2019)]


def test_leap_day_and_new_year():
    assert place_of(date(2024, 12, 31), [2023, 2024]) == pytest.approx(1 + 365 / 366)
    assert place_of(date(2023, 1, 1), [2023, 2024]) == 0


def test_labels_newest_first_and_150_pixels_apart():
    assert spots_of([100, 200, 300, 400], [40] * 4, 1000) == [Spot(3, "center"), Spot(1, "center")]
    assert spots_of([100, 249, 400], [40] * 3, 1000) == [Spot(2, "center"), Spot(1, "center")]


def test_wide_labels_need_more_and_labels_stay_inside():
    # 160 apart, but half of 200 and half of 150 do not fit between.
    assert spots_of([300, 460], [200, 150], 1000) == [Spot(1, "center")]
    assert spots_of([10, 990], [100, 100], 1000) == [Spot(1, "right"), Spot(0, "left")]


def test_labels_have_a_box_and_harmless_text():
    notes = draw([mark(0, "2026-07-01", title="<b>$x$")]).layout.annotations
    assert notes[0].text.endswith("2026</span><br>&lt;b&gt;&#36;x&#36;")
    assert (notes[0].bgcolor, notes[0].y) == ("#FFFFFF", 0)


def test_empty():
    figure = draw([])
    assert [list(trace.x) for trace in figure.data] == [[], []]
    assert list(figure.layout.xaxis.range) == [0, 1]
    assert len(figure.layout.shapes) == 2, "the lanes alone"
    assert draw([], lanes=[]).layout.height == 304
