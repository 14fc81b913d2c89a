"""What a period is compared with, on Friday 20 November 2026."""

from datetime import date

import pytest

from dashboard.indicators.comparison import comparisons, year_of
from dashboard.indicators.filters import Filters

TODAY = date(2026, 11, 20)


def day(text):
    return text and date.fromisoformat(text)


@pytest.mark.parametrize(
    ("period", "found"),
    [
        # Nothing chosen: this year's days against the same of last year.
        ((None, None), [("this_year", "2026-01-01", "2026-11-20", "2025-01-01", "2025-11-20")]),
        # This year, and a year that is over: the year before is the period before.
        (("2026-01-01", "2026-12-31"), [("year", "2026-01-01", "2026-11-20", "2025-01-01", "2025-11-20")]),
        (("2024-01-01", "2024-12-31"), [("year", "2024-01-01", "2024-12-31", "2023-01-01", "2023-12-31")]),
        # A month that is not over: as many days of the month before, then of the same month last year.
        (
            ("2026-11-01", "2026-11-30"),
            [
                ("before", "2026-11-01", "2026-11-20", "2026-10-01", "2026-10-20"),
                ("year", "2026-11-01", "2026-11-20", "2025-11-01", "2025-11-20"),
            ],
        ),
        (
            ("2024-02-01", "2024-02-29"),
            [
                ("before", "2024-02-01", "2024-02-29", "2024-01-01", "2024-01-31"),
                ("year", "2024-02-01", "2024-02-29", "2023-02-01", "2023-02-28"),
            ],
        ),
        (
            ("2025-02-01", "2025-02-28"),
            [
                ("before", "2025-02-01", "2025-02-28", "2025-01-01", "2025-01-31"),
                ("year", "2025-02-01", "2025-02-28", "2024-02-01", "2024-02-29"),
            ],
        ),
        # This week, from Monday: the week before up to its Friday.
        (
            ("2026-11-16", "2026-11-22"),
            [
                ("before", "2026-11-16", "2026-11-20", "2026-11-09", "2026-11-13"),
                ("year", "2026-11-16", "2026-11-20", "2025-11-16", "2025-11-20"),
            ],
        ),
        (("2026-03-01", None), [("year", "2026-03-01", "2026-11-20", "2025-03-01", "2025-11-20")]),
        ((None, "2024-12-31"), []),
    ],
)
def test_what_is_compared(period, found):
    start, end = map(day, period)
    got = comparisons(Filters(start, end, sectors=("潮玩",)), TODAY)
    assert [
        (one.kind, *(str(each) for side in (one.now, one.then) for each in (side.start, side.end))) for one in got
    ] == found
    assert all(side.sectors == ("潮玩",) for one in got for side in (one.now, one.then))


@pytest.mark.parametrize(
    ("filters", "year"),
    [
        (Filters(), (2026, "2026-11-20")),
        (Filters(date(2026, 1, 1), date(2026, 12, 31)), (2026, "2026-11-20")),
        (Filters(date(2026, 1, 1), TODAY), (2026, "2026-11-20")),
        (Filters(date(2025, 1, 1), date(2025, 12, 31)), (2025, "2025-12-31")),
        (Filters(date(2027, 1, 1), date(2027, 12, 31)), None),
        (Filters(date(2026, 11, 1), date(2026, 11, 30)), None),
        (Filters(towns=("古镇镇",)), None),
    ],
)
def test_which_target_a_choice_is_held_against(filters, year):
    found = year_of(filters, TODAY)
    assert (found and (found[0], str(found[1].end))) == year
