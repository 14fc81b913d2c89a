"""Periods, the day as of which, and what an indicator may be split by."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.indicators.filters import Filters, months_later, period_before
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.values import UnknownDimension, listed, reference, values
from etl import clock as office

VISITS = ["编号", "日期", "方向", "机构", "人数"]
INTENTS = ["编号", "日期", "事项", "阶段"]


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (((2024, 5, 1), (2024, 5, 31)), ((2024, 4, 1), (2024, 4, 30))),
        (((2024, 3, 1), (2024, 3, 31)), ((2024, 2, 1), (2024, 2, 29))),
        (((2024, 1, 1), (2024, 12, 31)), ((2023, 1, 1), (2023, 12, 31))),
        (((2024, 1, 1), (2024, 3, 31)), ((2023, 10, 1), (2023, 12, 31))),
        (((2024, 1, 15), (2024, 2, 14)), ((2023, 12, 15), (2024, 1, 14))),
        (((2024, 5, 6), (2024, 5, 12)), ((2024, 4, 29), (2024, 5, 5))),
        (((2024, 5, 7), (2024, 5, 7)), ((2024, 5, 6), (2024, 5, 6))),
        (((2024, 1, 1), (2024, 10, 31)), ((2023, 3, 1), (2023, 12, 31))),
    ],
)
def test_the_period_before(period, before):
    start, end = (date(*day) for day in period)
    assert period_before(start, end) == tuple(date(*day) for day in before)


@given(some.dates(date(1991, 1, 1), date(2027, 1, 1)), some.integers(0, 1500))
def test_the_period_before_ends_the_day_before(start, days):
    end = date.fromordinal(start.toordinal() + days)
    first, last = period_before(start, end)
    assert last == date.fromordinal(start.toordinal() - 1)
    after = date.fromordinal(end.toordinal() + 1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if months and months_later(start, months) == after:
        assert first == months_later(start, -months)
    else:
        assert (last - first).days == (end - start).days


def test_an_open_period_has_none_before():
    assert Filters(start=date(2024, 1, 1)).before is None
    chosen = Filters(date(2024, 5, 1), date(2024, 5, 31), sectors=("潮玩",))
    assert chosen.before == Filters(date(2024, 4, 1), date(2024, 4, 30), sectors=("潮玩",))


@pytest.fixture
def clock(monkeypatch):
    """Loads happen at the moment that was set, by the office's clock."""

    def at(*moment):
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime(*moment, tzinfo=office.OFFICE)

        monkeypatch.setattr(office, "datetime", Clock)

    return at


def test_as_of_a_day(loaded, clock):
    clock(2026, 11, 2, 8)
    loaded.load([VISITS, ["V1", "2024-05-07", "赴港", "HKPC", 3]])
    clock(2026, 11, 5, 23)
    loaded.load([VISITS, ["V1", "2024-05-07", "赴港", "HKPC", 4], ["V2", "2024-06-07", "赴港", "HKUST", 5]])
    clock(2026, 11, 9, 8)
    loaded.warehouse.undo(2, "tester")
    persons = {
        day: loaded.total("participants", as_of=date(2026, 11, day)) for day in (1, 2, 4, 5, 8, 9, 30)
    }  # fmt: skip
    assert persons == {1: None, 2: 3, 4: 3, 5: 9, 8: 9, 9: 3, 30: 3}
    assert loaded.total("participants") == 3
    assert loaded.total("new_partners", as_of=date(2026, 11, 5)) == 2
    with loaded.connection() as connection:
        assert [row["visit_id"] for row in listed(connection, "visits", Filters(as_of=date(2026, 11, 5)))] == [
            "V2",
            "V1",
        ]
        assert [row["visit_id"] for row in listed(connection, "visits", Filters())] == ["V1"]


def test_as_of_a_day_for_stages_and_published_figures(loaded, clock):
    clock(2026, 11, 2, 8)
    loaded.load([INTENTS, ["I1", "2024-05-07", "甲", "意向"]])
    loaded.load([["年份", "计划", "口径", "人数"], ["2023年", "TTPS", "获批", 600]])
    clock(2026, 11, 5, 8)
    loaded.load([INTENTS, ["I1", "2024-08-07", "甲", "正式签约"]])
    loaded.load([["年份", "计划", "口径", "人数"], ["2023年", "ALL", "获批", 1000]])
    for day, contracts, approvals, rate in ((2, 0, 600, 0.0), (5, 1, 1000, 1.0)):
        as_of = date(2026, 11, day)
        assert loaded.total("contracts", as_of=as_of) == contracts
        assert loaded.total("intentions", as_of=as_of) == 1
        assert loaded.total("scheme_approvals", as_of=as_of) == approvals
        assert loaded.total("conversion_rate", as_of=as_of) == rate


def test_a_split_that_makes_no_sense_is_refused(loaded):
    loaded.load([VISITS, ["V1", "2024-05-07", "赴港", "HKPC", 3]])
    for indicator, dimension in (
        ("delegations", "scheme"),
        ("mous", "direction"),
        ("talent_in", "stage"),
        ("mous", "x"),
    ):
        with pytest.raises(UnknownDimension, match=f"{indicator}: {dimension}"):
            loaded.values(indicator, dimension)


def test_every_indicator_has_a_value_in_every_split(loaded):
    """No combination of indicator, dimension and filter is broken SQL."""
    loaded.load([VISITS, ["V1", "2024-05-07", "赴港", "HKPC", 3]])
    everything = {
        "start": date(2024, 1, 1), "end": date(2024, 12, 31), "sectors": ("潮玩",), "partners": ("香港生产力促进局",),
        "towns": ("古镇镇",), "directions": ("ZS_TO_HK",),
    }  # fmt: skip
    with loaded.connection() as connection:
        for indicator in INDICATORS.values():
            total = values(connection, indicator, Filters()).total
            assert total is None or total >= 0
            values(connection, indicator, Filters(), indicator.dimensions)
            by = [one for one in ("sector", "partner", "partner_kind", "town", "year") if one in indicator.dimensions]
            values(connection, indicator, Filters(**everything, as_of=date(2099, 1, 1)), by)


def test_every_indicator_of_the_contract_is_there():
    stages = ("intentions", "mous", "contracts", "landed", "started", "counted", "production")
    people = ("talent_in", "talent_out", "talent_net")
    schemes = [f"scheme_{name}" for name in ("applications", "approvals", "arrivals", "dependants", "extensions")]
    needed = {
        "delegations", "meetings", "participants", "new_partners", *stages, *(f"{stage}_amount" for stage in stages),
        "fulfilment_rate", "start_rate", "paid_in_rate", "production_rate", "conversion_rate", "plan_completion",
        *people, *schemes,
    }  # fmt: skip
    assert needed <= set(INDICATORS)


def test_ids_are_what_they_are_called():
    assert all(indicator.id == name for name, indicator in INDICATORS.items())
    assert {indicator.topic for indicator in INDICATORS.values()} == {"visits", "intents", "talent"}
    assert len(INDICATORS) == len(list(INDICATORS)) > 45


def test_listings_and_reference_tables(loaded):
    loaded.load([VISITS, ["V1", "2024-05-07", "赴港", "HKPC", 3], ["V2", "2024-06-07", "赴港", "HKUST", 5]])
    loaded.load([[*INTENTS, "是否批次合计"], ["I1", "2024-05-07", "甲", "意向", "是"], ["I2", "", "乙", "意向", None]])
    with loaded.connection() as connection:
        found = listed(connection, "visits", Filters(partners=("香港科技大学",)))
        assert [(row["visit_id"], row["workbook"], row["row_number"], row["load_id"]) for row in found] == [
            ("V2", "rows.csv", 3, 1)
        ]
        assert [row["intent_id"] for row in listed(connection, "matters", Filters())] == ["I2"]
        assert [row["intent_id"] for row in listed(connection, "batches", Filters())] == ["I1"]
        assert listed(connection, "talent", Filters()) == ()
        assert len(reference(connection, "towns")) == 23
        assert {rate["currency"] for rate in reference(connection, "exchange_rates")} >= {"HKD", "USD"}
