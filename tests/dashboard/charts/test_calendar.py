"""The calendar of days."""

from datetime import date

from dashboard.charts.calendar import calendar
from dashboard.charts.theme import Look

WEEKDAYS = ["一", "二", "三", "四", "五", "六", "日"]


def drawn(values, first, last):
    months = [(date(2024, 10, 1), "10月"), (date(2024, 11, 1), "11月")]
    return calendar(
        values, first, last, Look(), height=150, weekdays=WEEKDAYS, months=months, hover={date(2024, 10, 31): "<2 团>"}
    )


def test_a_column_a_week_from_monday_and_nothing_outside_the_period():
    # 30 October 2024 is a Wednesday, 5 November a Tuesday: two weeks.
    grid = drawn({date(2024, 10, 31): 2.0, date(2024, 11, 4): 1.0}, date(2024, 10, 30), date(2024, 11, 5)).data[0]
    assert [list(row) for row in grid.z] == [
        [None, 1], [None, 0], [0, None], [2, None], [0, None], [0, None], [0, None],
    ]  # fmt: skip
    assert grid.customdata[3][0] == {"from": "2024-10-31", "to": "2024-10-31"}
    assert grid.hovertext[3][0] == "&lt;2 团&gt;"


def test_numbers_only_where_a_day_has_more_than_one():
    text = drawn({date(2024, 10, 31): 2.0, date(2024, 11, 4): 1.0}, date(2024, 10, 30), date(2024, 11, 5)).data[1]
    assert (list(text.x), list(text.y), list(text.text)) == ([0], [3], ["2"])


def test_months_stand_over_their_first_week():
    notes = drawn({}, date(2024, 10, 1), date(2024, 11, 30)).layout.annotations
    assert [(note.text, note.x) for note in notes] == [("10月", -0.5), ("11月", 3.5)]
