"""What changed since a day: every cause on its own, and whatever happened, the parts sum."""

from datetime import date, datetime

import pytest

from dashboard import warehouse as versions
from dashboard.indicators.difference import difference, last_friday
from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.standing import Standings
from dashboard.indicators.values import values
from etl import clock as office

VISITS = ["编号", "日期", "方向", "机构", "人数"]
INTENTS = ["编号", "日期", "事项", "阶段"]
THEN = date(2026, 11, 13)


@pytest.fixture
def at(monkeypatch):
    """Loads, undos and decisions happen at the moment that was set, by the office's clock."""

    def at(*moment):
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime(*moment, tzinfo=office.OFFICE)

        monkeypatch.setattr(office, "datetime", Clock)

    return at


def parts(loaded, indicator, since=THEN, **filters):
    """Value before, value now, the parts that are not zero; rows by cause."""
    with versions._connect(loaded.warehouse.current()) as connection:
        defined, chosen = INDICATORS[indicator], Filters(**filters)
        now = values(connection, defined, chosen)
        found = difference(Standings(connection), defined, chosen, since, now, defined)
    if found is None:
        return None
    assert sum(part.value for part in found.parts) == pytest.approx(found.total)
    return (
        found.before,
        found.now,
        {part.cause: part.value for part in found.parts if part.value},
        {part.cause: [row for _, row in part.rows] for part in found.parts if part.rows},
    )


def test_new_rows(loaded, at):
    at(2026, 11, 10, 9)
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3]])
    at(2026, 11, 17, 9)
    loaded.load([VISITS, ["V2", "2026-06-07", "赴港", "HKPC、HKUST", 4], ["V3", "2025-06-07", "赴港", "HKUST", 5]])
    assert parts(loaded, "delegations") == (1, 3, {"new": 2}, {"new": ["V2", "V3"]})
    assert parts(loaded, "meetings") == (1, 4, {"new": 3}, {"new": ["V2", "V3"]})
    assert parts(loaded, "participants") == (3, 12, {"new": 9}, {"new": ["V2", "V3"]})
    assert parts(loaded, "new_partners") == (1, 2, {"new": 1}, {"new": ["V2", "V3"]})
    this_year = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}
    assert parts(loaded, "delegations", **this_year) == (1, 2, {"new": 1}, {"new": ["V2"]})
    assert parts(loaded, "delegations", date(2026, 11, 9)) is None
    assert parts(loaded, "delegations", date(2026, 11, 17)) == (3, 3, {}, {})


def test_a_row_that_a_later_load_says_otherwise_is_a_correction(loaded, at):
    at(2026, 11, 10, 9)
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3], ["V2", "2026-06-07", "赴港", "HKPC", 4]])
    at(2026, 11, 17, 9)
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC、HKUST", 5], ["V2", "2026-06-07", "赴港", "HKPC", 4]])
    assert parts(loaded, "participants") == (7, 9, {"corrected": 2}, {"corrected": ["V1"]})
    assert parts(loaded, "meetings") == (2, 3, {"corrected": 1}, {"corrected": ["V1"]})
    # What the correction leaves as it was has no cause.
    assert parts(loaded, "delegations") == (2, 2, {}, {})


def test_a_row_whose_key_was_corrected_is_no_new_one(loaded, at):
    rows = [["2026-05-07", "赴港", "HKPC", 3], ["2026-06-07", "赴港", "HKUST", 4], ["2026-07-07", "赴港", "HKU", 5]]
    at(2026, 11, 10, 9)
    loaded.load([VISITS[1:], *rows])
    at(2026, 11, 17, 9)
    loaded.load([VISITS[1:], ["2026-05-07", "赴港", "HKPC、CUHK", 3], *rows[1:]])
    before, now, by_cause, ids = parts(loaded, "meetings")
    assert (before, now, by_cause) == (3, 4, {"corrected": 1})
    assert (list(ids), len(ids["corrected"])) == (["corrected"], 2)  # the row as it was, and as it is
    assert parts(loaded, "delegations")[:3] == (3, 3, {})


def test_an_undone_load(loaded, at):
    at(2026, 11, 2, 9)
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3]])
    at(2026, 11, 3, 9)
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 9], ["V2", "2026-06-07", "赴港", "HKUST", 4]])
    at(2026, 11, 17, 9)
    loaded.warehouse.undo(2, "tester")
    assert parts(loaded, "participants") == (13, 3, {"undone": -10}, {"undone": ["V1", "V2"]})
    assert parts(loaded, "new_partners") == (2, 1, {"undone": -1}, {"undone": ["V2"]})
    # A load that came and went since is no difference.
    loaded.load([VISITS, ["V3", "2026-05-07", "赴港", "HKPC", 3]], "other.csv")
    loaded.warehouse.undo(3, "tester")
    assert parts(loaded, "participants", date(2026, 11, 2)) == (3, 3, {}, {})


def test_a_load_undone_and_come_again_tells_only_what_is_different(loaded, at):
    at(2026, 11, 2, 9)
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3], ["V2", "2026-06-07", "赴港", "HKUST", 4]])
    at(2026, 11, 17, 9)
    loaded.warehouse.undo(1, "tester")
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 8], ["V3", "2026-06-08", "赴港", "HKUST", 1]], "b.csv")
    assert parts(loaded, "participants") == (
        7, 9, {"new": 1, "corrected": 5, "undone": -4}, {"new": ["V3"], "corrected": ["V1"], "undone": ["V2"]},
    )  # fmt: skip


def test_stages_follow_the_row_that_told_them(loaded, at):
    at(2026, 11, 2, 9)
    loaded.load([INTENTS, ["I1", "2026-05-07", "甲", "意向"]])
    at(2026, 11, 3, 9)
    loaded.load([INTENTS, ["I1", "2026-08-07", "甲", "正式签约"], ["I2", "2026-08-07", "乙", "意向"]], "b.csv")
    # 0 of 1, then with the new intention 0 of 2, then 1 of 2.
    assert parts(loaded, "conversion_rate", date(2026, 11, 2)) == (
        0, 0.5, {"corrected": 0.5}, {"new": ["I2"], "corrected": ["I1"]},
    )  # fmt: skip
    at(2026, 11, 17, 9)
    # The current row stays, but the earlier row that told the intention is gone.
    loaded.warehouse.undo(1, "tester")
    assert parts(loaded, "intentions") == (2, 1, {"undone": -1}, {"undone": ["I1"]})
    assert parts(loaded, "contracts") == (1, 1, {}, {})
    assert parts(loaded, "conversion_rate") == (0.5, 0, {"undone": -0.5}, {"undone": ["I1"]})


def test_rows_that_a_person_took_out_and_put_back(loaded, at):
    at(2026, 11, 2, 9)
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3], ["V2", "2026-06-07", "赴港", "HKUST", 4]])
    at(2026, 11, 17, 9)
    number, _ = loaded.warehouse.decide("row_removed", "visits", "V2", None, "tester")
    assert parts(loaded, "participants") == (7, 3, {"decided": -4}, {"decided": ["V2"]})
    assert parts(loaded, "new_partners") == (2, 1, {"decided": -1}, {"decided": ["V2"]})
    at(2026, 11, 25, 9)
    loaded.warehouse.revoke(number, "tester")
    assert parts(loaded, "participants", date(2026, 11, 20)) == (3, 7, {"decided": 4}, {"decided": ["V2"]})


def test_names_that_a_person_merged_are_a_definition(loaded, at):
    at(2026, 11, 2, 9)
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3], ["V2", "2026-06-07", "赴港", "HKPC、HKUST", 4]])
    at(2026, 11, 17, 9)
    loaded.warehouse.decide("name_merged", "partners", "香港科技大学", "香港生产力促进局", "tester")
    loaded.load([VISITS, ["V3", "2026-07-07", "赴港", "HKUST、HKPC、HKU", 4]], "b.csv")
    assert parts(loaded, "meetings") == (
        3, 4, {"new": 3, "defined": -2}, {"new": ["V3"], "defined": ["V2", "V3"]},
    )  # fmt: skip
    assert parts(loaded, "new_partners") == (
        2, 2, {"new": 1, "defined": -1}, {"new": ["V3"], "defined": ["V2", "V3"]},
    )  # fmt: skip
    assert parts(loaded, "participants")[2] == {"new": 4}


def test_last_friday_is_the_one_of_the_week_before():
    days = {date(2026, 11, day): last_friday(date(2026, 11, day)).day for day in (16, 20, 22, 23)}
    assert list(days.values()) == [13, 13, 13, 20]
