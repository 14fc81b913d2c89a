"""Which sources are out of date, and by whose limit."""

from datetime import date

import pytest

from dashboard.indicators.lateness import Late, late_sources
from dashboard.stale import limits
from tests.dashboard.story import INTENTS, VISITS, clock_of, load


@pytest.fixture
def connection(loaded, monkeypatch):
    """Two offices' workbooks of 1 October 2026, one of which came anew on 1 November, and an archive."""
    at = clock_of(monkeypatch)
    at(2026, 10, 1, 9)
    load("台账.csv", [VISITS, ["A1", "2026-09-02", "赴港", "HKPC", 5]])
    load("事项.csv", [INTENTS, ["I1", "2026-08-02", "甲", "意向", None]])
    load("archive.csv", [VISITS, ["Z1", "2014-09-02", "赴港", "HKU", 5]])
    at(2026, 11, 1, 9)
    load("台账（11月）.csv", [VISITS, ["A1", "2026-09-02", "赴港", "HKPC", 5], ["A2", "2026-10-02", "赴港", "HKPC", 5]])
    with loaded.connection() as found:
        yield found


def late(connection, day, **limits):
    return [source.workbook for source in late_sources(connection, {"*": 35, **limits}, date(2026, *day))]


def test_the_newest_edition_counts(connection):
    assert late(connection, (11, 5)) == []
    assert late(connection, (11, 6)) == ["事项.csv"]
    assert late(connection, (12, 7)) == ["事项.csv", "台账（11月）.csv"]
    # As of a day before the newest edition came, the one before it counts.
    assert late_sources(connection, {"*": 20}, date(2026, 10, 31)) == (
        Late("事项.csv", date(2026, 10, 1), ("intents",)), Late("台账.csv", date(2026, 10, 1), ("visits",)),
    )  # fmt: skip


def test_a_source_may_have_a_limit_of_its_own(connection):
    assert late(connection, (12, 7), 事项=90) == ["台账（11月）.csv"]
    assert late(connection, (12, 7), 事项=None) == ["台账（11月）.csv"]


def test_monthly_offices_have_thirty_five_days():
    assert dict(limits()) == {"*": 35}
