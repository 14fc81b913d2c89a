"""R2, R3 and R4: what was due and what was paid in, worked out by hand."""

from datetime import date

import pytest

from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.values import values

HEADING = [
    *("编号", "日期", "事项", "港方", "阶段", "金额（万元）", "币种"),
    *("计划开工时间", "计划投产时间", "到位资金（万元）"),
]
ROWS = [
    HEADING,
    ["I1", "2024-01-10", "甲", "HKPC", "正式签约", 1000, None, "2024年6月", "2025-06-30", 300],
    ["I2", "2024-02-10", "乙", "HKPC", "开工", 2000, None, "2024-06-15", "2027年12月", None],
    ["I3", "2024-03-10", "丙", "HKU", "投产", 3000, None, "2024-05-01", "2026-01-31", 3300],
    ["I4", "2025-03-10", "丁", "HKU", "开工", None, None, "2027-01-01", None, 50],
    ["I5", "2025-04-10", "戊", "HKU", "意向", 500, None, "2026-11-22", None, 500],
    ["I6", "2025-05-10", "己", "HKU", "正式签约", 100, "HKD", None, None, 50],
]
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def due(loaded_once):
    return loaded_once(ROWS)


def row(due, indicator, *by, on=DAY, **filters):
    with due.connection() as connection:
        return values(connection, INDICATORS[indicator], Filters(**filters), by, on=on).rows


def shares(due, indicator, **options):
    ((found),) = row(due, indicator, **options)
    return found["numerator"], found["denominator"], found["value"]


def test_planned_days_are_read(due):
    """A month alone means its last day; a day in the future is one."""
    found = due.query("select intent_id, due_start_date, due_production_date, paid_in from intents order by all")
    assert [(id, start, end, None if paid is None else int(paid)) for id, start, end, paid in found] == [
        ("I1", date(2024, 6, 30), date(2025, 6, 30), 3_000_000),
        ("I2", date(2024, 6, 15), date(2027, 12, 31), None),
        ("I3", date(2024, 5, 1), date(2026, 1, 31), 33_000_000),
        ("I4", date(2027, 1, 1), None, 500_000),
        ("I5", date(2026, 11, 22), None, 5_000_000),
        ("I6", None, None, 500_000),
    ]
    assert due.query("select distinct date_precision from intents") == [("day",)]


def test_started_of_those_due_to_start(due):
    # I2 and I3 of I1, I2, I3, I5; I4 has started and is not due yet
    assert shares(due, "start_rate") == (2, 4, 0.5)
    assert shares(due, "start_rate", on=date(2026, 11, 21)) == (2, 3, pytest.approx(2 / 3))
    assert shares(due, "start_rate", start=date(2024, 6, 1), end=date(2024, 6, 30)) == (1, 2, 0.5)
    assert shares(due, "start_rate", end=date(2020, 1, 1)) == (0, 0, None)
    assert {found["partner"]: found["value"] for found in row(due, "start_rate", "partner")} == {
        "香港生产力促进局": 0.5, "香港大学": 0.5,
    }  # fmt: skip


def test_in_production_of_those_due_to_produce(due):
    assert shares(due, "production_rate") == (1, 2, 0.5)
    assert shares(due, "production_rate", on=date(2028, 1, 1)) == (1, 3, pytest.approx(1 / 3))


def test_paid_in_of_what_was_agreed(due):
    """Of the contracts I1, I2, I3, I4, I6 those that state both: I1, I3 and I6, whose HKD stand at the month's rate."""
    ((rate,),) = due.query("select cny_per_unit::double from exchange_rates where month || currency = '2025-05HKD'")
    (found,) = row(due, "paid_in_rate")
    assert found["numerator"] == pytest.approx(3_000_000 + 33_000_000 + 500_000 * rate)
    assert found["denominator"] == pytest.approx(10_000_000 + 30_000_000 + 1_000_000 * rate)
    assert found["value"] == pytest.approx(found["numerator"] / found["denominator"])
    assert (found["known"], found["cases"]) == (3, 5)
    (found,) = row(due, "paid_in_rate", end=date(2024, 1, 31))
    assert (found["value"], found["known"], found["cases"]) == (0.3, 1, 1)


def test_without_data_there_is_no_rate(loaded):
    loaded.load([HEADING[:5], ["I1", "2024-01-10", "甲", "HKPC", "正式签约"]])
    for indicator in ("start_rate", "production_rate", "paid_in_rate"):
        assert loaded.total(indicator) is None
