"""R6: what is due on a day, and how far ahead of it one is."""

from datetime import date

import pytest

from dashboard.indicators.progress import ahead, due_share


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ((2026, 1, 31), 1 / 12),
        ((2026, 6, 15), 5.5 / 12),
        ((2026, 9, 30), 0.75),
        ((2024, 2, 29), 2 / 12),
        ((2026, 2, 7), 1.25 / 12),
        ((2026, 12, 31), 1.0),
        ((2025, 12, 31), 0.0),
        ((2027, 1, 1), 1.0),
    ],
)
def test_what_is_due(day, due):
    assert due_share(day[0] if day[0] == 2024 else 2026, date(*day)) == pytest.approx(due)


def test_the_points_that_the_office_reports():
    due = due_share(2026, date(2026, 9, 30))
    assert (ahead(0.82, due), ahead(1.01, due), ahead(0.61, due)) == (7, 26, -14)
