"""T1–T5 as published, T7 as recorded: given rows → the number, worked out by hand."""

from datetime import date

import pytest

from dashboard.indicators.published import countable

FLOWS = ["编号", "月份", "方向", "人数", "目的", "合作机构", "行业", "镇街"]
PUBLISHED = ["编号", "计划", "口径", "公布行业", "统计期/起", "统计期/止", "人数"]
TTPS, ALL, QMAS = "高端人才通行证计划", "各项人才入境计划", "优秀人才入境计划"


@pytest.fixture
def flows(loaded):
    loaded.load(
        [
            FLOWS,
            ["F1", "2024年1月", "来中山", 5, "任职", "HKUST", "潮玩", "古镇"],
            ["F2", "2024年1月", "赴港", 2, "交流", "HKUST、HKPC", "潮玩、灯饰", "古镇"],
            ["F3", "2024年3月", "来中山", 7, "实习", "HKPC", "灯饰", "南区"],
            ["F4", "2025年1月", "赴港", 10, "培训", "HKPC", None, None],
            ["F5", "2025年1月", "其他", 100, None, None, None, None],
        ]
    )
    return loaded


def test_in_out_and_net(flows):
    assert flows.total("talent_in") == 5 + 7
    assert flows.total("talent_out") == 2 + 10
    assert flows.total("talent_net") == 5 - 2 + 7 - 10
    assert flows.split("talent_net", "year") == {"2024": 10, "2025": -10}
    assert flows.split("talent_net", "direction") == {"HK_TO_ZS": 12, "ZS_TO_HK": -12}


def test_flows_split_and_chosen(flows):
    assert flows.split("talent_in", "month") == {"2024-01": 5, "2024-03": 7}
    assert flows.split("talent_out", "partner") == {"香港科技大学": 2, "香港生产力促进局": 12}
    assert flows.split("talent_out", "sector") == {"潮玩": 2, "灯饰照明": 2, None: 10}
    assert flows.total("talent_out", partners=("香港生产力促进局",)) == 12
    assert flows.total("talent_in", towns=("南区街道",)) == 7
    assert flows.total("talent_in", start=date(2024, 1, 1), end=date(2024, 1, 31)) == 5
    assert flows.total("talent_in", start=date(2024, 1, 1), end=date(2024, 1, 30)) is None


def test_a_month_of_people_has_no_day_and_no_week(flows):
    assert flows.split("talent_in", "week") == {None: 12}
    assert flows.split("talent_in", "day") == {None: 12}
    assert flows.split("talent_in", "quarter") == {"2024-Q1": 12}


def published(loaded, *rows):
    loaded.load([PUBLISHED, *([f"T{n}", *row] for n, row in enumerate(rows, 1))])
    return loaded


def test_each_measure_is_a_number_of_its_own(loaded):
    names = {"申请": 60, "获批": 50, "拒绝": 5, "抵港": 40, "受养人": 30, "续签": 20}
    published(loaded, *([TTPS, measure, None, "2024-01-01", "2024-12-31", count] for measure, count in names.items()))
    assert {
        name: loaded.total(f"scheme_{name}")
        for name in ("applications", "approvals", "rejections", "arrivals", "dependants", "extensions")
    } == {"applications": 60, "approvals": 50, "rejections": 5, "arrivals": 40, "dependants": 30, "extensions": 20}
    assert loaded.total("talent_in") is None


def test_cumulative_figures_that_contain_each_other_are_never_added(loaded):
    published(
        loaded,
        [TTPS, "获批", None, "2022-12-28", "2023-01-27", 5_799],
        [TTPS, "获批", None, "2022-12-28", "2023-02-28", 8_797],
        [TTPS, "获批", None, "2023-01-01", "2023-01-31", 3_000],
        [TTPS, "获批", None, "2024-01-01", "2024-12-31", 100],
    )
    assert loaded.total("scheme_approvals") == 8_797 + 100
    # a figure belongs to its as-at day
    assert loaded.total("scheme_approvals", end=date(2023, 1, 27)) == 5_799
    assert loaded.total("scheme_approvals", start=date(2023, 2, 1), end=date(2023, 12, 31)) == 8_797


def test_cumulative_figures_that_overlap_in_part_are_never_added(loaded):
    published(
        loaded,
        [TTPS, "申请", None, "2022-12-28", "2025-06-30", 135_000],
        [ALL, "申请", None, "2024-01-01", "2024-10-31", 180_000],
        [QMAS, "申请", None, "2025-01-01", "2025-12-31", 7_000],
        [TTPS, "获批", None, "2024-01-01", "2024-08-31", 10],
        [TTPS, "获批", None, "2024-07-01", "2024-12-31", 8],
        [TTPS, "获批", None, "2024-12-01", "2025-12-31", 9],
    )
    # ALL over 2024 says more than TTPS to mid-2025; beside a total over schemes no scheme is counted, also not of 2025
    assert loaded.total("scheme_applications") == 180_000
    # the first and the third lie apart; the second overlaps both
    assert loaded.total("scheme_approvals") == 10 + 9


def test_all_schemes_cover_each_and_a_scheme_covers_its_categories(loaded):
    year = ("2024-01-01", "2024-12-31")
    published(
        loaded,
        [ALL, "获批", None, *year, 1_000],
        [TTPS, "获批", None, *year, 600],
        ["高才通A类", "获批", None, *year, 100],
        ["高才通B类", "获批", None, *year, 200],
        [QMAS, "获批", None, *year, 300],
        ["高才通A类", "获批", None, "2025-01-01", "2025-12-31", 11],
        ["高才通B类", "获批", None, "2025-01-01", "2025-12-31", 22],
    )
    assert loaded.total("scheme_approvals") == 1_000
    assert loaded.total("scheme_approvals", start=date(2025, 1, 1)) == 11 + 22
    assert loaded.split("scheme_approvals", "year") == {"2024": 1_000, "2025": 33}
    assert loaded.split("scheme_approvals", "scheme") == {
        ALL: 1_000, TTPS: 600, QMAS: 300, f"{TTPS}A类": 100 + 11, f"{TTPS}B类": 200 + 22,
    }  # fmt: skip


def test_the_sectors_of_a_total_are_never_added_to_it(loaded):
    published(
        loaded,
        [QMAS, "获批", None, "2016年", None, 273],
        [QMAS, "获批", "金融服务", "2016年", None, 100],
        [QMAS, "获批", "资讯科技", "2016年", None, 173],
        [QMAS, "获批", "金融服务", "2017年", None, 7],
        [QMAS, "获批", "资讯科技", "2017年", None, 8],
    )
    assert loaded.total("scheme_approvals") == 273 + 7 + 8
    assert loaded.split("scheme_approvals", "published_sector") == {"金融服务": 107, "资讯科技": 181}
    assert loaded.split("scheme_approvals", "year") == {"2016": 273, "2017": 15}


def test_the_same_figure_published_twice_is_one(loaded):
    year = ("2024-01-01", "2024-12-31")
    published(loaded, [TTPS, "获批", None, *year, 600], [TTPS, "获批", None, *year, 600])
    assert loaded.total("scheme_approvals") == 600


def test_only_a_calendar_years_figure_stands_in_a_year(loaded):
    published(
        loaded,
        [TTPS, "获批", None, "2022-12-28", "2023-11-30", 900],
        [TTPS, "获批", None, "2023-01-01", "2023-12-31", 800],
        [TTPS, "获批", None, "2024-01-01", "2024-10-31", 700],
        [TTPS, "获批", None, "2024-03-01", "2024-03-31", 50],
    )
    assert loaded.split("scheme_approvals", "year") == {"2023": 800}
    assert loaded.split("scheme_approvals", "month") == {"2024-03": 50}
    assert loaded.split("scheme_approvals", "quarter") == {}
    assert loaded.split("scheme_approvals", "week") == {}


def test_a_scheme_that_nobody_knows_is_not_added_to_itself(loaded):
    published(
        loaded,
        ["某计划", "获批", None, "2022-12-28", "2023-01-27", 5],
        ["某计划", "获批", None, "2022-12-28", "2023-02-28", 8],
        [None, "获批", None, "2022-12-28", "2023-02-28", 2],
        [None, "获批", None, "2022-12-28", "2023-01-28", 1],
    )
    assert loaded.total("scheme_approvals") == 8 + 2


def figure(name, headcount, scheme, start, end, **classes):
    nothing = {"sectors": [], "published_sector": None, "partners": [], "towns": []}
    days = {"day": date(*start), "last_day": date(*end)}
    return {"id": name, "headcount": headcount, "scheme": scheme, **days, **nothing, **classes}


def test_a_rounded_total_still_stands_for_what_it_contains():
    # "over 75 000" is less than the exact part, and yet the part lies within it
    broad = figure("broad", 75_000, "ALL", (2023, 1, 1), (2023, 12, 31))
    fine = figure("fine", 75_123, "TTPS", (2023, 1, 1), (2023, 11, 30))
    parents = {"TTPS": "ALL"}
    assert countable([fine, broad], parents, (), is_series=True) == ["broad"]
    assert countable([fine, broad], parents, ("year",), is_series=False) == ["broad"]
    assert sorted(countable([fine, broad], parents, ("scheme",), is_series=True)) == ["broad", "fine"]


def test_a_total_over_schemes_is_a_series_of_its_own():
    parents = {"TTPS": "ALL", "QMAS": "ALL"}
    broad = figure("broad", 1_000, "ALL", (2023, 1, 1), (2023, 12, 31))
    other = figure("other", 600, "TTPS", (2020, 1, 1), (2020, 12, 31))
    assert countable([other, broad], parents, (), is_series=True) == ["broad"]
    assert sorted(countable([other, broad], parents, ("year",), is_series=False)) == ["broad", "other"]
    # schemes beside each other are no totals of each other
    third = figure("third", 5, "QMAS", (2020, 6, 1), (2021, 5, 31))
    assert sorted(countable([other, third], parents, (), is_series=True)) == ["other", "third"]


def test_figures_of_other_classes_are_apart():
    year = ((2023, 1, 1), (2023, 12, 31))
    towns = [figure(town, 5, "TTPS", *year, towns=[town]) for town in ("a", "b")]
    assert sorted(countable(towns, {}, (), is_series=True)) == ["a", "b"]
    assert countable([*towns, figure("all", 9, "TTPS", *year)], {}, (), is_series=True) == ["all"]
    assert countable([], {}, (), is_series=True) == []


def test_published_figures_say_from_when_to_when(loaded):
    published(
        loaded,
        [TTPS, "获批", None, "2022-12-28", "2023-01-27", 5_799],
        [TTPS, "获批", None, "2022-12-28", "2023-02-28", 8_797],
        [TTPS, "获批", None, "2024-01-01", "2024-12-31", 100],
    )
    (row,) = loaded.values("scheme_approvals").rows
    assert (row["value"], row["since"], row["as_at"]) == (8_897, date(2022, 12, 28), date(2024, 12, 31))
