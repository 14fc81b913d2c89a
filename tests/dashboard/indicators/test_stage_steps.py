"""How far and how fast matters go from stage to stage, and what partners met came to: worked out by hand."""

from datetime import date

import pytest

from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.values import values

HEADING = ["编号", "日期", "事项", "港方", "阶段"]
LOADS = [
    [
        ["I1", "2024-01-01", "甲", "HKPC", "意向"],
        ["I2", "2024-01-01", "乙", "HKU", "意向"],
        ["I3", "2024-02-01", "丙", "HKU", "框架协议"],
        ["I4", "2024年3月", "丁", "HKU", "意向"],
        ["I5", "2024-01-01", "戊", "HKPC", "意向"],
    ],
    [["I1", "2024-01-31", "甲", "HKPC", "框架协议"], ["I5", "2024-02-20", "戊", "HKPC", "框架协议"]],
    [
        ["I1", "2024-04-30", "甲", "HKPC", "正式签约"],
        ["I2", "2024-06-01", "乙", "HKU", "正式签约"],  # without an MoU between
        ["I4", "2024-05-10", "丁", "HKU", "框架协议"],
    ],
]
PRODUCES = [["I1", "2025-04-30", "甲", "HKPC", "投产"]]


@pytest.fixture(scope="module")
def matters(loaded_once):
    return loaded_once(*([HEADING, *rows] for rows in LOADS))


@pytest.fixture(scope="module")
def producing(loaded_once):
    return loaded_once(*([HEADING, *rows] for rows in [*LOADS, PRODUCES]))


def by_stage(matters, indicator, on=date(2024, 7, 1), **filters):
    with matters.connection() as connection:
        rows = values(connection, INDICATORS[indicator], Filters(**filters), ["stage"], on=on).rows
    return {row["stage"]: row for row in rows}


def shares(rows):
    return {stage: (row["numerator"], row["denominator"]) for stage, row in rows.items()}


def test_conversion_is_of_those_that_reached_the_stage_before(matters, producing):
    # I2 went past the MoU: it has reached it or more
    assert shares(by_stage(matters, "stage_conversion")) == {"mou": (4, 4), "contract": (1, 4), "landed": (0, 2)}
    assert by_stage(matters, "stage_conversion")["contract"]["value"] == 0.25
    february = {"start": date(2024, 2, 1), "end": date(2024, 2, 29)}
    assert shares(by_stage(matters, "stage_conversion", **february)) == {"contract": (0, 2)}
    assert shares(by_stage(producing, "stage_conversion")) == {
        "mou": (4, 4), "contract": (1, 4), "landed": (1, 2), "started": (1, 1), "counted": (1, 1), "production": (1, 1),
    }  # fmt: skip
    assert shares(by_stage(producing, "stage_conversion", partners=("香港大学",))) == {
        "mou": (2, 2), "contract": (0, 2), "landed": (0, 1),
    }  # fmt: skip


def days(rows):
    return {stage: (row["value"], row["known"], row["cases"]) for stage, row in rows.items()}


def test_days_between_stages_are_of_matters_with_both_days(matters, producing):
    """I1 took 30 and 90 days, I5 50; the intention of I4 is known to the month only."""
    assert days(by_stage(matters, "stage_days")) == {"mou": (40, 2, 4), "contract": (90, 1, 4), "landed": (None, 0, 2)}
    # What production implies carries its day: nobody knows when I1 landed.
    found = days(by_stage(producing, "stage_days"))
    assert {stage: found[stage][:2] for stage in ("landed", "started", "counted", "production")} == dict.fromkeys(
        ("landed", "started", "counted", "production"), (None, 0)
    )


def test_age_in_the_present_stage(matters, producing):
    """On 1 July: contracts of 62 and 30 days; MoUs of 151, 132 and 52."""
    assert days(by_stage(matters, "stage_age")) == {"contract": (46, 2, 2), "mou": (132, 3, 3)}
    assert days(by_stage(matters, "stage_age", on=date(2024, 2, 2))) == {"mou": (1, 1, 1)}
    assert days(by_stage(producing, "stage_age"))["contract"] == (30, 1, 1)
    assert "production" not in by_stage(producing, "stage_age", on=date(2026, 1, 1))


def test_over_all_stages_there_is_no_such_number(matters):
    for indicator in ("stage_conversion", "stage_days", "stage_age"):
        assert matters.total(indicator) is None
        assert set(matters.split(indicator, "partner").values()) == {None}


def test_stalled_is_longer_than_the_limit_of_the_stage(matters):
    """An MoU may take 180 days: I3 of 1 February is stalled from 31 July on."""

    def stalled(on):
        return {stage: row["value"] for stage, row in by_stage(matters, "stalled", on=on).items()}

    assert stalled(date(2024, 7, 30)) == {}
    assert stalled(date(2024, 7, 31)) == {"mou": 1}
    assert stalled(date(2025, 12, 31)) == {"mou": 3, "contract": 2}
    with matters.connection() as connection:
        assert values(connection, INDICATORS["stalled"], Filters(), on=date(2025, 12, 31)).total == 5


def test_a_month_is_stalled_from_its_last_day_on(loaded):
    loaded.load([HEADING, ["I1", "2024年3月", "甲", "HKPC", "意向"], ["I2", "2010-01-01", "乙", "HKPC", "投产"]])
    # 31 March and 180 days are 27 September
    assert by_stage(loaded, "stalled", on=date(2024, 9, 27)) == {}
    assert set(by_stage(loaded, "stalled", on=date(2024, 9, 28))) == {"intent"}


def test_amounts_are_a_range(loaded):
    loaded.load(
        [
            [*HEADING, "金额"],
            ["I1", "2024-05-10", "甲", "HKPC", "框架协议", "1000万至3000万元"],
            ["I2", "2024-05-10", "乙", "HKPC", "框架协议", "超500万元"],
            ["I3", "2024-05-10", "丙", "HKPC", "框架协议", None],
            ["I4", "2024-05-10", "丁", "HKPC", "框架协议", "100万至200万港元"],
        ]
    )
    ((rate,),) = loaded.query("select cny_per_unit::double from exchange_rates where month || currency = '2024-05HKD'")
    assert loaded.total("mous_amount") == pytest.approx(10_000_000 + 5_000_000 + 1_000_000 * rate)
    assert loaded.total("mous_amount_high") == pytest.approx(30_000_000 + 2_000_000 * rate)
    (row,) = loaded.values("mous_amount_high").rows
    assert (row["known"], row["cases"]) == (2, 4), "more than 5 million has no upper bound"


VISITS = [
    ["编号", "日期", "方向", "机构", "人数"],
    ["V1", "2024-01-10", "赴港", "HKPC、HKU", 3],
    ["V2", "2024-05-01", "来访", "HKPC", 3],
    ["V3", "2025-01-01", "赴港", "HKUST", 3],
]
LATER = [
    [*HEADING, "是否批次合计"],
    ["I1", "2024-03-01", "甲", "HKPC", "意向", None],
    ["I2", "2024-01-10", "乙", "HKU", "意向", None],
    ["I3", "2025-06-01", "丙", "HKUST", "意向", "是"],
    ["I4", "2024-12-31", "丁", "HKUST", "意向", None],
]


def test_partners_met_and_those_with_a_matter_later(loaded):
    loaded.load(VISITS)
    loaded.load(LATER)
    assert loaded.total("visited") == 3
    assert loaded.total("visited", end=date(2024, 12, 31)) == 2
    assert loaded.total("visited", directions=("HK_TO_ZS",)) == 1
    assert loaded.split("visited", "partner_kind") == {"statutory": 1, "university": 2}
    # HKPC before its matter, HKU on its day; HKUST after the one and before a batch total
    (row,) = loaded.values("partner_conversion").rows
    assert (row["numerator"], row["denominator"], row["value"]) == (2, 3, pytest.approx(2 / 3))
    (row,) = loaded.values("partner_conversion", start=date(2024, 4, 1)).rows
    assert (row["numerator"], row["denominator"], row["value"]) == (0, 2, 0.0)
    (row,) = loaded.values("partner_conversion", partners=("香港生产力促进局",)).rows
    assert (row["numerator"], row["denominator"]) == (1, 1)
