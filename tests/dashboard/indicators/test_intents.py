"""S1–S7 and the rates: given rows → the number, worked out by hand."""

from datetime import date

import pytest

INTENTS = ["编号", "日期", "事项", "港方", "行业", "镇街", "阶段", "金额", "是否批次合计"]
ROWS = [
    INTENTS,
    ["I1", "2024年1月10日", "甲", "HKPC", "潮玩、灯饰", "古镇", "意向", None, None],
    ["I2", "2024年2月10日", "乙", "HKPC、HKUST", "潮玩", "古镇、南区", "框架协议", "5000万元", None],
    ["I3", "2024年3月10日", "丙", "HKUST", "灯饰", "南区", "正式签约", "1亿元", "否"],
    ["I4", "2024年4月", "丁", "HKU", "灯饰", "南区", "开工", "超2亿元", None],
    ["I5", "2025年5月10日", "戊", "HKU", None, None, "投产", "3000万澳门元", None],
    ["I6", "2024年6月10日", "198个项目", None, None, None, "框架协议", "1000亿元", "是"],
    ["I7", "2024年", "己", "HKPC", None, None, "终止", None, None],
]
STAGES = ("intentions", "mous", "contracts", "landed", "started", "counted", "production")
HKPC, HKUST, HKU = "香港生产力促进局", "香港科技大学", "香港大学"


@pytest.fixture
def intents(loaded):
    loaded.load(ROWS)
    return loaded


def test_each_stage_by_number(intents):
    # I4 is started: it was contracted and landed as well. I5 produces: all from the contract on. I6 is a batch.
    assert {stage: intents.total(stage) for stage in STAGES} == {
        "intentions": 1, "mous": 1, "contracts": 3, "landed": 2, "started": 2, "counted": 1, "production": 1,
    }  # fmt: skip


def test_each_stage_by_amount_in_cny(intents):
    # the patacas of I5 have no rate: they are no RMB
    assert {stage: intents.total(f"{stage}_amount") for stage in STAGES} == {
        "intentions": None,
        "mous": 50_000_000,
        "contracts": 300_000_000,
        "landed": 200_000_000,
        "started": 200_000_000,
        "counted": None,
        "production": None,
    }
    (row,) = intents.values("contracts_amount").rows
    assert (row["known"], row["cases"]) == (2, 3)


def test_batch_totals_are_never_counted(intents):
    assert intents.total("mous_amount") == 50_000_000
    assert intents.total("matters") == 6
    assert intents.total("batches") == 1
    assert intents.split("matters", "stage") == {
        "intent": 1, "mou": 1, "contract": 1, "started": 1, "production": 1, "ended": 1,
    }  # fmt: skip


def test_splits(intents):
    assert intents.split("contracts", "year") == {"2024": 2, "2025": 1}
    assert intents.split("mous", "partner") == {HKPC: 1, HKUST: 1}
    assert intents.split("mous_amount", "town") == {"古镇镇": 50_000_000, "南区街道": 50_000_000}
    assert intents.split("intentions", "sector") == {"潮玩": 1, "灯饰照明": 1}
    assert intents.total("contracts", partners=(HKU,)) == 2
    assert intents.total("contracts", sectors=("灯饰照明",), towns=("南区街道",)) == 2
    assert intents.split("matters", "partner_kind") == {"statutory": 3, "university": 4}


def test_a_stage_known_to_the_month_or_year_never_lands_in_a_finer_bucket(intents):
    assert intents.split("started", "month") == {"2024-04": 1, "2025-05": 1}
    assert intents.split("started", "week") == {"2025-W19": 1, None: 1}
    assert intents.split("matters", "quarter", end=date(2024, 12, 31)) == {"2024-Q1": 3, "2024-Q2": 1, None: 1}


def test_a_stage_known_to_the_month_must_lie_wholly_inside_the_period(intents):
    assert intents.total("started", start=date(2024, 4, 1), end=date(2024, 4, 30)) == 1
    assert intents.total("started", start=date(2024, 4, 1), end=date(2024, 4, 20)) == 0
    assert intents.total("matters", start=date(2024, 1, 1), end=date(2024, 6, 30)) == 4


def test_a_stage_of_an_earlier_row_keeps_how_exactly_it_is_known(loaded):
    heading = [*INTENTS[:3], "阶段"]
    loaded.load([heading, ["I1", "2024年5月", "甲", "意向"]])
    loaded.load([heading, ["I1", "2024年9月9日", "甲", "框架协议"]])
    assert loaded.split("intentions", "month") == {"2024-05": 1}
    assert loaded.split("intentions", "day") == {None: 1}
    assert loaded.split("mous", "day") == {"2024-09-09": 1}


def test_a_matter_that_goes_on_keeps_its_stages_and_a_correction_does_not(loaded):
    heading = [*INTENTS[:3], "阶段"]
    loaded.load([heading, ["I1", "2024年1月10日", "甲", "意向"], ["I2", "2024年1月10日", "乙", "正式签约"]])
    loaded.load([heading, ["I1", "2024年5月10日", "甲", "正式签约"], ["I2", "2024年2月10日", "乙", "框架协议"]])
    loaded.load([heading, ["I1", "2025年1月10日", "甲", "投产"]])
    assert loaded.split("intentions", "day") == {"2024-01-10": 1}
    assert loaded.split("contracts", "day") == {"2024-05-10": 1}  # I2 never was a contract
    assert loaded.split("mous", "day") == {"2024-02-10": 1}
    # never reported by themselves: no later than the production that implies them
    assert loaded.split("landed", "day") == {"2025-01-10": 1}


def test_fulfilment_is_a_share_of_the_contracts_of_a_cohort(intents):
    (row,) = intents.values("fulfilment_rate").rows
    assert (row["numerator"], row["denominator"], row["value"]) == (2, 3, pytest.approx(2 / 3))
    (row,) = intents.values("fulfilment_rate", end=date(2024, 12, 31)).rows
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 2, 0.5)
    by_partner = {
        row["partner"]: (row["numerator"], row["denominator"])
        for row in intents.values("fulfilment_rate", "partner").rows
    }
    assert by_partner == {HKUST: (0, 1), HKU: (2, 2)}
    (row,) = intents.values("fulfilment_rate", start=date(2030, 1, 1)).rows
    assert (row["numerator"], row["denominator"], row["value"]) == (0, 0, None)


def test_conversion_is_a_share_of_the_intentions_of_a_cohort(loaded):
    heading = [*INTENTS[:3], "阶段"]
    loaded.load(
        [
            heading,
            ["I1", "2024-01-01", "甲", "意向"],
            ["I2", "2024-01-01", "乙", "框架协议"],
            ["I3", "2024-01-01", "丙", "意向"],
            ["I4", "2025-01-01", "丁", "意向"],
        ]
    )
    loaded.load([heading, ["I1", "2024-02-01", "甲", "框架协议"]])
    loaded.load(
        [
            heading,
            ["I1", "2024-06-29", "甲", "正式签约"],  # day 180 after the intention; the MoU between is no second case
            ["I2", "2024-06-30", "乙", "正式签约"],  # day 181
        ]
    )
    (row,) = loaded.values("conversion_rate").rows
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 4, 0.25)
    assert [
        (row["year"], row["numerator"], row["denominator"]) for row in loaded.values("conversion_rate", "year").rows
    ] == [
        ("2024", 1, 3),
        ("2025", 0, 1),
    ]


def test_an_undone_load_tells_no_stage(loaded):
    heading = [*INTENTS[:3], "阶段"]
    loaded.load([heading, ["I1", "2024-01-01", "甲", "意向"]])
    loaded.load([heading, ["I1", "2024-06-01", "甲", "框架协议"]])
    assert loaded.total("intentions") == 1
    loaded.warehouse.undo(1, "tester")
    assert (loaded.total("intentions"), loaded.total("mous")) == (0, 1)
    # and neither does it as of a day after the undo
    assert (loaded.total("intentions", as_of=date(2099, 1, 1)), loaded.total("mous", as_of=date(2099, 1, 1))) == (0, 1)
