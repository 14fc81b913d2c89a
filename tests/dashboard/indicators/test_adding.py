"""What may be added, what may not, and where parts overlap."""

from datetime import date

import pytest

from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.values import NotAddable, StagesNotAddable, add

INTENTS = [
    ["编号", "日期", "事项", "港方", "行业", "阶段", "金额（万元）"],
    ["I1", "2024-01-10", "甲", "HKPC、HKU", "潮玩、灯饰", "意向", 100],
    ["I2", "2024-02-10", "乙", "HKPC", "潮玩", "框架协议", 200],
    ["I3", "2024-03-10", "丙", "HKU", "灯饰", "正式签约", 300],
]
VISITS = [
    ["编号", "日期", "方向", "机构", "行业", "镇街", "人数"],
    ["V1", "2024-05-07", "赴港", "HKPC、HKU", "潮玩、灯饰", "古镇、南区", 3],
    ["V2", "2025-05-07", "来访", "HKPC", "潮玩", "古镇", 4],
]
PEOPLE = [
    ["月份", "方向", "合作机构", "人数"],
    ["2024年5月", "港→中山", "HKPC、HKU", 30],
    ["2024年5月", "中山→港", "HKPC", 12],
]
PUBLISHED = [
    ["年份", "计划", "口径", "人数"],
    ["2023年", "TTPS", "申请", 600],
    ["2023年", "TTPS", "获批", 500],
    ["2023年", "TTPS", "抵港", 400],
]


@pytest.fixture(scope="module")
def everything(loaded_once):
    return loaded_once(INTENTS, VISITS, PEOPLE, PUBLISHED)


STAGES = ("intentions", "mous", "contracts", "landed", "started", "counted", "production")
SCHEMES = [f"scheme_{name}" for name in ("applications", "approvals", "arrivals", "dependants", "extensions")]


AMOUNTS = [f"{stage}_amount" for stage in STAGES]


@pytest.mark.parametrize("steps", [STAGES, AMOUNTS, SCHEMES], ids=["number", "amount", "people"])
def test_steps_are_never_added(everything, steps):
    for one in steps:
        for other in steps:
            first, second = everything.values(one), everything.values(other)
            if one == other:
                add(first, second)
            elif INDICATORS[one].unit == INDICATORS[other].unit:
                with pytest.raises(StagesNotAddable, match=f"{one} \\+ {other}"):
                    add(first, second)
            else:
                with pytest.raises(NotAddable, match=f"{one} \\+ {other}"):
                    add(first, second)


def test_intention_mou_and_contract_one_after_the_other(everything):
    with pytest.raises(StagesNotAddable):
        add(everything.values("intentions"), everything.values("mous"))
    with pytest.raises(StagesNotAddable):
        add(everything.values("mous"), everything.values("contracts"))


def test_what_is_alike_is_added(everything):
    assert add(everything.values("talent_in"), everything.values("talent_out")) == 42
    years = [everything.values("delegations", start=date(y, 1, 1), end=date(y, 12, 31)) for y in (2024, 2025)]
    assert add(*years) == 2
    nothing = everything.values("talent_in", start=date(2030, 1, 1))
    assert add(nothing, nothing) is None
    assert add(nothing, everything.values("talent_out")) == 12


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        ("delegations", "meetings", ()),
        ("delegations", "participants", ()),
        ("mous", "mous_amount", ()),
        ("mous_amount", "mous_amount_high", ()),
        ("talent_in", "talent_net", ()),
        ("talent_in", "scheme_arrivals", ()),
        ("conversion_rate", "conversion_rate", ()),
        ("stage_days", "stage_days", ()),
        ("delegations", "delegations", ("partner",)),
    ],
)
def test_other_things_are_not_added(everything, one, other, by):
    with pytest.raises(NotAddable):
        add(everything.values(one, *by), everything.values(other, *by))


@pytest.mark.parametrize(
    ("indicator", "dimension", "total", "overlaps"),
    [
        ("delegations", "partner", 2, True),
        ("delegations", "sector", 2, True),
        ("delegations", "town", 2, True),
        ("meetings", "sector", 3, True),
        ("meetings", "partner", 3, False),
        ("meetings", "partner_kind", 3, False),
        ("new_partners", "partner", 2, False),
        ("visited", "partner_kind", 2, False),
        ("visited", "sector", 2, True),
        ("matters", "partner", 3, True),
        ("matters", "stage", 3, False),
        ("contracts_amount", "sector", 3_000_000, True),
        ("delegations", "year", 2, False),
        ("talent_in", "partner", 30, True),
    ],
)
def test_overlaps_are_told_and_the_total_stays_distinct(everything, indicator, dimension, total, overlaps):
    found = everything.values(indicator, dimension)
    assert found.overlaps is overlaps
    assert everything.total(indicator) == total
    parts = sum(row["value"] for row in found.rows)
    assert parts == total if not overlaps else parts >= total


def test_parts_that_overlap_add_up_to_more(everything):
    assert everything.split("delegations", "partner") == {"香港生产力促进局": 2, "香港大学": 1}
    assert everything.split("matters", "sector") == {"潮玩": 2, "灯饰照明": 2}
    assert (everything.total("delegations"), everything.total("matters")) == (2, 3)
