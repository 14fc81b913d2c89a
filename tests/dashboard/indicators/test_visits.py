"""V1–V4: given rows → the number, worked out by hand."""

from datetime import date

import pytest

VISITS = ["编号", "起止时间", "方向", "机构", "镇街", "行业", "人数"]
HOSTS = "香港大中华中小企业商会、香港优才与专才协会、香港生产力促进局"
FIELDS = "跨境电商、电梯及高端设备制造、潮玩、人才"
ORIGIN = ["V1", "2024年10月31日-11月1日", "赴港", HOSTS, "南区街道", FIELDS, "14人"]
ROWS = [
    VISITS,
    ORIGIN,
    ["V2", "2024年5月7日", "赴港", "HKPC", "南区、东区", "潮玩", 3],
    ["V3", "2024年5月", "来访", "HKPC、HKUST", "古镇", "灯饰", 19],
    ["V4", "2024年", "赴港", "HKU", None, None, None],
    ["V5", "2025年1月10日", "来访", "HKUST", "古镇", "灯饰、潮玩", 6],
    ["V6", "2025年1月11日", "来访", None, "古镇", "灯饰", 2],
]
INTENTION = [
    ["编号", "日期", "事项", "港方", "阶段"],
    ["I1", "2024年11月1日", "人才交流平台", "香港优才与专才协会", "达成合作意向"],
]
HKPC, HKUST = "香港生产力促进局", "香港科技大学"


@pytest.fixture
def visits(loaded):
    loaded.load(ROWS)
    return loaded


def test_the_delegation_of_the_origin_article(loaded):
    loaded.load([VISITS, ORIGIN])
    loaded.load(INTENTION)
    numbers = {
        name: loaded.total(name)
        for name in ("delegations", "meetings", "participants", "intentions", "mous", "contracts")
    }
    assert numbers == {
        "delegations": 1, "meetings": 3, "participants": 14, "intentions": 1, "mous": 0, "contracts": 0,
    }  # fmt: skip


def test_totals(visits):
    assert visits.total("delegations") == 6
    assert visits.total("meetings") == 3 + 1 + 2 + 1 + 1 + 0
    assert visits.total("participants") == 14 + 3 + 19 + 6 + 2
    assert visits.total("new_partners") == 5  # 大中华, 优才专才, HKPC, HKUST, HKU


def test_a_trip_over_two_months_counts_once_in_the_first(visits):
    autumn = {"start": date(2024, 10, 1), "end": date(2024, 11, 30)}
    assert visits.split("delegations", "month", **autumn) == {"2024-10": 1}
    assert visits.total("delegations", start=date(2024, 10, 1), end=date(2024, 10, 31)) == 1
    assert visits.total("delegations", start=date(2024, 11, 1), end=date(2024, 11, 30)) == 0


def test_what_is_known_to_the_month_or_year_never_lands_in_a_finer_bucket(visits):
    assert visits.split("delegations", "year") == {"2024": 4, "2025": 2}
    assert visits.split("delegations", "quarter") == {"2024-Q2": 2, "2024-Q4": 1, "2025-Q1": 2, None: 1}
    assert visits.split("delegations", "month") == {"2024-05": 2, "2024-10": 1, "2025-01": 2, None: 1}
    assert visits.split("delegations", "week") == {"2024-W19": 1, "2024-W44": 1, "2025-W02": 2, None: 2}
    assert visits.split("delegations", "day") == {
        "2024-05-07": 1, "2024-10-31": 1, "2025-01-10": 1, "2025-01-11": 1, None: 2,
    }  # fmt: skip


def test_what_is_known_to_the_month_must_lie_wholly_inside_the_period(visits):
    assert visits.total("delegations", start=date(2024, 5, 1), end=date(2024, 5, 31)) == 2
    assert visits.total("delegations", start=date(2024, 5, 1), end=date(2024, 5, 15)) == 1
    assert visits.total("delegations", start=date(2024, 1, 1), end=date(2024, 6, 30)) == 2
    assert visits.total("delegations", start=date(2024, 1, 1), end=date(2024, 12, 31)) == 4


def test_meetings_by_partner_and_with_a_partner_chosen(visits):
    assert visits.split("meetings", "partner") == {
        HKPC: 3, HKUST: 2, "香港大中华中小企业商会": 1, "香港优才及专才协会": 1, "香港大学": 1,
    }  # fmt: skip
    # three bodies were met on the trip; only the one that was chosen counts
    assert visits.total("meetings", partners=(HKPC,)) == 3
    assert visits.split("meetings", "partner", partners=(HKPC,)) == {HKPC: 3}
    assert visits.total("delegations", partners=(HKPC,)) == 3
    assert visits.total("participants", partners=(HKPC,)) == 14 + 3 + 19
    assert visits.total("meetings", partners=(HKPC, HKUST)) == 5
    assert visits.split("meetings", "partner_kind") == {"statutory": 3, "university": 3, "chamber": 1, "talent": 1}


def test_sectors_overlap_and_the_total_stays_distinct(visits):
    assert visits.split("delegations", "sector") == {
        "跨境电商": 1, "电梯及高端装备": 1, "潮玩": 3, "人才服务": 1, "灯饰照明": 3, None: 1,
    }  # fmt: skip
    assert visits.total("delegations", sectors=("潮玩", "灯饰照明")) == 5  # V1 V2 V5, V3 V5 V6: V5 once
    assert visits.split("delegations", "sector", sectors=("潮玩",)) == {"潮玩": 3}
    assert visits.total("participants", sectors=("潮玩",)) == 14 + 3 + 6


def test_towns_and_directions(visits):
    assert visits.split("delegations", "town") == {"南区街道": 2, "东区街道": 1, "古镇镇": 3, None: 1}
    assert visits.total("delegations", towns=("南区街道", "东区街道")) == 2
    assert visits.split("delegations", "direction") == {"ZS_TO_HK": 3, "HK_TO_ZS": 3}
    assert visits.total("delegations", directions=("HK_TO_ZS",)) == 3
    assert visits.split("delegations", "year", "direction") == {
        ("2024", "ZS_TO_HK"): 3, ("2024", "HK_TO_ZS"): 1, ("2025", "HK_TO_ZS"): 2,
    }  # fmt: skip


def test_participants_say_how_many_trips_are_known(visits):
    (row,) = visits.values("participants").rows
    assert (row["value"], row["known"], row["cases"]) == (44, 5, 6)
    assert visits.total("participants", partners=("香港大学",)) is None


def test_new_partners_are_first_meetings_over_all_time(visits):
    assert visits.split("new_partners", "year") == {"2024": 5}
    # HKPC was met in May, so October brings the other two only
    assert visits.split("new_partners", "partner", start=date(2024, 10, 1), end=date(2024, 12, 31)) == {
        "香港大中华中小企业商会": 1, "香港优才及专才协会": 1,
    }  # fmt: skip
    assert visits.total("new_partners", start=date(2025, 1, 1), end=date(2025, 12, 31)) == 0
    assert visits.total("new_partners", partners=(HKUST,)) == 1


def test_an_empty_choice_counts_nothing(visits):
    nothing = {"start": date(2030, 1, 1), "end": date(2030, 12, 31)}
    assert visits.total("delegations", **nothing) == 0
    assert visits.total("participants", **nothing) is None
    assert visits.split("delegations", "month", **nothing) == {}
    assert not visits.values("delegations", **nothing).is_example


def test_made_up_rows_are_told(loaded):
    loaded.load([VISITS, ROWS[2]])
    assert not loaded.values("delegations").is_example
    loaded.load([["示例数据"], VISITS, ROWS[5]])
    assert loaded.values("delegations").is_example
    assert [row["is_example"] for row in loaded.values("delegations", "year").rows] == [False, True]
    assert not loaded.values("delegations", end=date(2024, 12, 31)).is_example
