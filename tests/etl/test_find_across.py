"""Tables whose headings go across: months, quarters, years, directions and measures over numbers of people."""

from datetime import date

import pytest

from etl.read.sheet import Sheet
from etl.tables.across import read_across
from etl.tables.find import find_tables

TITLE = ["2024年人才流动人数"]


def only(rows, merged=(), name="表"):
    (table,) = find_tables(Sheet(name, [list(row) for row in rows], list(merged)))
    return table


def said(table):
    return [(one.column.index, one.year, one.months, dict(one.values)) for one in table.spread]


def test_months_across_as_the_reader_of_rows_gets_them():
    """The whole agreement: own columns in `columns`, a number a filled cell under `spread`, totals apart."""
    table = only(
        [TITLE, ["镇街", "方向", "1月", "2月", "合计"], ["石岐街道", "赴港", 3, 0, 3], ["东区街道", "来访", None, 4, 4],
         ["合计", None, 3, 4, 7]]
    )  # fmt: skip
    assert table.source.table == "talent_flows"
    assert [(column.index, column.heading.fills) for column in table.columns] == [(0, ("town",)), (1, ("direction",))]
    assert said(table) == [(2, None, (1, 1), {}), (3, None, (2, 2), {})]
    assert [one.column.heading.fills for one in table.spread] == [("headcount",)] * 2
    assert [column.text for column in table.totals] == ["合计"]
    assert (table.rows, table.left_out) == ([2, 3], [(4, "total")])
    assert table.spread[1].period(2024) == (date(2024, 2, 1), date(2024, 2, 29))
    assert table.spread[1].period(None) is None


@pytest.mark.parametrize(
    ("headings", "periods"),
    [
        (["2024年1月", "2024年2月"], [(2024, (1, 1)), (2024, (2, 2))]),
        (["一月", "十二月"], [(None, (1, 1)), (None, (12, 12))]),
        (["Jan", "February"], [(None, (1, 1)), (None, (2, 2))]),
        (["2024-01", "2024.2"], [(2024, (1, 1)), (2024, (2, 2))]),
        (["一季度", "第二季度"], [(None, (1, 3)), (None, (4, 6))]),
        (["Q1", "Q2"], [(None, (1, 3)), (None, (4, 6))]),
        (["上半年", "下半年"], [(None, (1, 6)), (None, (7, 12))]),
        (["2023年", "2024年"], [(2023, None), (2024, None)]),
        ([2023, 2024], [(2023, None), (2024, None)]),
        ([date(2024, 1, 1), date(2024, 2, 1)], [(2024, (1, 1)), (2024, (2, 2))]),
        (["1月（人）", "2月\n人数"], [(None, (1, 1)), (None, (2, 2))]),
    ],
)
def test_periods_in_every_spelling(headings, periods):
    table = only([["人才流动"], ["镇街", *headings], ["石岐街道", 3, 4]])
    assert [(one.year, one.months) for one in table.spread] == periods


def test_years_over_months_and_directions_under_months():
    rows = [TITLE, ["镇街", "2024年", None, "2025年"], [None, "11月", "12月", "1月"], ["石岐街道", 3, 4, 5]]
    assert said(only(rows, merged=[(1, 0, 2, 0), (1, 1, 1, 2)])) == [
        (1, 2024, (11, 11), {}), (2, 2024, (12, 12), {}), (3, 2025, (1, 1), {}),
    ]  # fmt: skip
    rows = [
        TITLE,
        ["镇街＼月份", "1月", None, "2月", None],
        [None, "赴港", "来访", "赴港", "小计"],
        ["石岐街道", 3, 4, 5, 5],
    ]
    table = only(rows, merged=[(1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4)])
    out, back = {"direction": "ZS_TO_HK"}, {"direction": "HK_TO_ZS"}
    assert said(table) == [(1, None, (1, 1), out), (2, None, (1, 1), back), (3, None, (2, 2), out)]
    assert [column.texts for column in table.totals] == [("2月", "小计")]
    assert [column.heading.fills for column in table.columns] == [("town",)]


def test_measures_across_and_other_columns_under_a_month():
    rows = [TITLE, ["计划", "1月", None, "2月"], [None, "申请", "获批", "申请"], ["优才", 3, 4, 5]]
    table = only(rows, merged=[(1, 0, 2, 0), (1, 1, 1, 2)])
    assert [dict(one.values)["measure"] for one in table.spread] == ["applications", "approvals", "applications"]
    rows = [TITLE, ["镇街", "1月", None, "2月"], [None, "人数", "满意度", "人数"], ["石岐街道", 3, 90, 5]]
    table = only(rows, merged=[(1, 0, 2, 0), (1, 1, 1, 2)])
    assert [one.column.index for one in table.spread] == [1, 3]
    assert [(column.text, column.heading is None) for column in table.columns][1:] == [("满意度", True)]


def test_quarters_beside_their_months_are_totals():
    table = only([TITLE, ["镇街", "1月", "2月", "3月", "一季度", "全年"], ["石岐街道", 1, 2, 3, 6, 6]])
    assert [one.months for one in table.spread] == [(1, 1), (2, 2), (3, 3)]
    assert [column.text for column in table.totals] == ["一季度", "全年"]


def test_directions_across_where_the_rows_say_when():
    table = only([["月份", "赴港人数", "来访人数"], ["2024年1月", 3, 4]])
    assert [dict(one.values) for one in table.spread] == [{"direction": "ZS_TO_HK"}, {"direction": "HK_TO_ZS"}]
    assert not any(one.says_period for one in table.spread)


@pytest.mark.parametrize("corner", [None, "单位：人"])
def test_rows_under_a_corner_that_says_nothing_are_known_by_their_names(corner):
    rows = [TITLE, [corner, "1月", "2月", "3月"], ["石岐街道", 1, 2, 3], ["东区", 1, 2, 3], ["合计", 2, 4, 6]]
    table = only(rows)
    assert [(column.index, column.heading.fills) for column in table.columns] == [(0, ("town",))]
    assert only([TITLE, [corner, "1月", "2月", "3月"], ["某处", 1, 2, 3], ["东区", 1, 2, 3]]).source is None


@pytest.mark.parametrize(
    "rows",
    [
        [["各镇街签约金额（万元）"], ["镇街", "1月", "2月"], ["石岐街道", 3, 4]],
        [["2024年出访团组批次"], ["镇街", "方向", "1月", "2月"], ["石岐街道", "赴港", 3, 4]],
        [["镇街", "1月", "2月"], ["石岐街道", 3, 4]],
        [["人才统计"], ["指标", "2023年", "2024年"], ["人才总量", 3, 4]],
        [["2024年交流互访按月汇总"], ["月份", "方向", "团组批次", "人数"], ["5月", "赴港", 1, 5]],
    ],
)
def test_other_numbers_across_are_no_people(rows):
    assert only(rows).source is None


def test_what_one_heading_says():
    assert read_across(["镇街"]) is None
    assert read_across(["1月金额"]) is None
    assert read_across(["2024年", "2023年"]) is None
    said_twice = read_across(["上半年", "1月赴港"])
    assert said_twice is not None and (said_twice.months, said_twice.values) == ((1, 1), (("direction", "ZS_TO_HK"),))


def test_a_running_total_is_not_the_number_of_a_month():
    table = only([["月份", "方向", "人数（累计）", "人数（本月）"], ["2024年1月", "赴港", 9, 4]])
    assert [column.heading and column.heading.fills for column in table.columns][2:] == [None, ("headcount",)]
    table = only([["月份", "方向", "机构", "人数（同比）", "人数"], ["2024年1月", "赴港", "HKPC", 1.5, 4]])
    assert [column.heading and column.heading.fills for column in table.columns][3:] == [None, ("headcount",)]


def test_months_that_pass_the_end_of_a_year_have_no_year_from_outside():
    table = only([TITLE, ["镇街", "11月", "12月", "1月"], ["石岐街道", 3, 4, 5]])
    assert [one.period(2024) for one in table.spread] == [None, None, None]
    table = only([TITLE, ["镇街", "2024年12月", "2025年1月"], ["石岐街道", 4, 5]])
    assert [one.period(2024) for one in table.spread] == [
        (date(2024, 12, 1), date(2024, 12, 31)),
        (date(2025, 1, 1), date(2025, 1, 31)),
    ]
    table = only([TITLE, ["镇街", "3月", "2月", "1月"], ["石岐街道", 3, 4, 5]])
    assert [one.period(2024)[0].month for one in table.spread] == [3, 2, 1]
