"""Matters through their stages."""

from datetime import date

from dashboard.charts.gantt import DAY, Span, gantt
from dashboard.charts.theme import Look

STAGES = [("意向", "#D3E2ED"), ("正式签约", "#7DADCD")]
SPANS = [
    Span(0, date(2024, 1, 1), date(2024, 3, 1), 0, "<意向>", {"stage": "intent"}),
    Span(0, date(2024, 3, 1), date(2024, 3, 1), 1, "签约", {"stage": "contract"}),
]


def drawn(spans=SPANS):
    ticks = [(date(2024, 1, 1), "2024年")]
    return gantt(
        ["甲项目"], STAGES, spans, Look(), height=200, until=date(2024, 3, 1), until_text="截至 3月1日", ticks=ticks
    )


def test_a_bar_a_stage_from_its_first_day():
    intent, contract = drawn().data
    # January has 31 days, February 2024 has 29.
    assert (list(intent.base), list(intent.x)) == (["2024-01-01"], [60 * DAY])
    assert list(contract.x) == [3 * DAY], "a stage that began today is still to be seen"
    assert intent.customdata[0] == {"stage": "intent"}
    assert intent.hovertext[0] == "&lt;意向&gt;"


def test_the_axis_ends_after_the_day_seen():
    assert list(drawn().layout.xaxis.range) == ["2024-01-01", "2024-03-03"]
    assert drawn([]).layout.xaxis.range[0] == "2024-03-01", "nothing to draw is still a figure"
