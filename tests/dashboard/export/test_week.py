"""Weeks by their ISO names."""

from datetime import date

import pytest

from dashboard.export.kept.week import Week, parse_week, week_of


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 20), "2026-W47"),
        (date(2026, 11, 22), "2026-W47"),
        (date(2026, 11, 23), "2026-W48"),
        (date(2027, 1, 1), "2026-W53"),  # a Friday of the year before's last week
        (date(2025, 12, 29), "2026-W01"),
    ],
)
def test_the_week_of_a_day(day, name):
    assert week_of(day).name == name
    assert parse_week(name) == week_of(day)


@pytest.mark.parametrize("text", ["2026-47", "2026-W00", "2025-W53", "2026-W54", "2026-W47 ", "W47", ""])
def test_what_is_no_week(text):
    with pytest.raises(ValueError):
        parse_week(text)


def test_a_week_is_told_as_of_its_sunday_or_today():
    assert Week(2026, 47).friday == date(2026, 11, 20)
    assert Week(2026, 47).day(today=date(2026, 11, 20)) == date(2026, 11, 20)
    assert Week(2026, 47).day(today=date(2026, 12, 31)) == date(2026, 11, 22)
