"""What titles, sheet names and section rows say applies to the cells that do not say it themselves."""

from datetime import date
from decimal import Decimal

import pytest

from etl.clean.surroundings import Surroundings, nearest, said_by

TODAY = date(2026, 11, 22)
VISITS = ["编号", "时间", "方向", "机构", "镇街", "人数"]
INTENTS = ["编号", "签约日期", "项目名称", "港方", "阶段", "金额", "币种"]


def days(checked):
    return [(row["start_date"], row["end_date"]) for row in checked.rows["visits"].as_json()]


def problems(checked):
    return [(problem.code, problem.cell) for problem in checked.problems]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024年赴港交流台账", {"year": 2024, "direction": "ZS_TO_HK"}),
        ("2024", {"year": 2024}),
        ("2024年10月", {"year": 2024, "month": 10}),
        ("10月", {"month": 10}),
        ("2023-2024年交流台账", {"year": None}),
        ("2024年1-10月", {"year": 2024, "month": None}),
        ("2024年1月至10月", {"year": 2024, "month": None}),
        ("2024年度總結及2025年計劃", {"year": None}),
        ("2099年台账", {"year": None}),
        ("赴港、来访情况", {"direction": None}),
        ("来访香港机构", {"direction": None}),
        ("南区街道交流台账", {"town": "南区街道"}),
        ("南區", {"town": "南区街道"}),
        ("南朗镇", {"town": "南朗街道"}),
        ("港口物流合作", {}),
        ("古镇镇与小榄镇", {"town": None}),
        ("单位：万元", {"factor": 10_000, "currency": "CNY"}),
        ("签约情况（單位：萬港元）", {"factor": 10_000, "currency": "HKD"}),
        ("单位：亿", {"factor": 100_000_000}),
        ("（币种：港元）", {"currency": "HKD"}),
        ("（港元）", {"currency": "HKD"}),
        ("单位：万元、人", {"factor": 10_000, "currency": "CNY", "heads": 1}),
        ("单位：万人", {"heads": 10_000}),
        ("单位：元朗商会", {}),
        ("单位：中山市外事局", {}),
        ("填报日期：2023年3月5日", {}),
        ("截至2024年10月", {}),
        ("粤府〔2023〕12号", {}),
        ("台账", {}),
    ],
)
def test_what_a_text_says(text, said):
    assert said_by(text, TODAY) == said


def test_texts_that_contradict_each_other_say_nothing():
    assert nearest([["2024年台账", "来访"]], TODAY) == Surroundings(year=2024, direction="HK_TO_ZS")
    assert nearest([["2024年台账", "2023"]], TODAY) == Surroundings()


def test_the_year_of_the_title(check):
    checked = check(
        [["2024年交流台账"], VISITS, ["V1", "10月31日-11月1日", "赴港", "HKPC", None, 3],
         ["V2", "2023年5月7日", "赴港", "HKPC", None, 3], ["V3", "5/6", "赴港", "HKPC", None, 3]]
    )  # fmt: skip
    assert days(checked) == [(date(2024, 10, 31), date(2024, 11, 1)), (date(2023, 5, 7), date(2023, 5, 7))]
    assert problems(checked) == [("date_undetermined", "B5")]


def test_year_and_month_of_the_sheet(check):
    checked = check([VISITS, ["V1", "31日", "赴港", "HKPC", None, 3]], sheet="2024年10月")
    assert days(checked) == [(date(2024, 10, 31), date(2024, 10, 31))]


def test_the_day_of_filling_in_is_no_context(check):
    checked = check([["填报日期：2023年3月5日"], VISITS, ["V1", "10月31日", "赴港", "HKPC", None, 3]])
    assert problems(checked) == [("date_undetermined", "B3")]


def test_direction_and_town_for_the_cells_that_say_none(check):
    checked = check(
        [["南区街道2024年赴港交流台账"], VISITS, ["V1", "5月7日", None, "HKPC", None, 3],
         ["V2", "5月8日", "来访", "HKPC", "小榄", 3], ["V3", "5月9日", "串门", "HKPC", "某镇", 3]]
    )  # fmt: skip
    assert [(row["direction"], row["towns"]) for row in checked.rows["visits"].as_json()] == [
        ("ZS_TO_HK", ["南区街道"]),
        ("HK_TO_ZS", ["小榄镇"]),
        (None, ["某镇"]),
    ]
    assert problems(checked) == [("bad_value", "C5"), ("unknown_name", "E5")]


def test_section_rows(check):
    checked = check(
        [
            VISITS,
            ["2023年"],
            ["赴港"],
            ["V1", "5月7日", None, "HKPC", None, 3],
            ["来访"],
            ["V2", "5月8日", None, "HKPC", None, 3],
            ["2024年"],
            ["V3", "5月9日", None, "HKPC", None, 3],
            ["其他"],
            ["V4", "5月10日", None, "HKPC", None, 3],
        ]
    )
    assert [(row["start_date"], row["direction"]) for row in checked.rows["visits"].as_json()] == [
        (date(2023, 5, 7), "ZS_TO_HK"),
        (date(2023, 5, 8), "HK_TO_ZS"),
        (date(2024, 5, 9), None),
    ]
    assert problems(checked) == [("date_undetermined", "B10")]


def test_the_unit_of_the_title(check):
    checked = check(
        [
            ["签约情况", None, None, None, None, "单位：万港元"],
            INTENTS,
            ["I1", "1999年5月7日", "甲", "HKPC", "意向", 500, None],
            ["I2", "2024年5月7日", "乙", "HKPC", "意向", "1亿元", None],
            ["I3", "2024年5月7日", "丙", "HKPC", "意向", 500, "人民币"],
            ["I4", "2024年5月7日", "丁", "HKPC", "意向", "待定", None],
            ["I5", "2024年5月7日", "戊", "HKPC", "意向", "/", None],
        ]
    )
    assert [(row["amount_low"], row.get("currency")) for row in checked.rows["intents"].as_json()] == [
        (Decimal(5_000_000), "HKD"),
        (Decimal(100_000_000), "CNY"),
        (Decimal(5_000_000), "CNY"),
        (None, None),
        (None, None),
    ]
    assert problems(checked) == [("rate_missing", "F3")]


def test_a_column_of_currencies_wins_on_either_side(check):
    checked = check(
        [["单位：万港元"], [*INTENTS[:5], "币种", "金额"], ["I1", "2024年5月7日", "甲", "HKPC", "意向", "人民币", 500]]
    )
    (row,) = checked.rows["intents"].as_json()
    assert (row["amount_low"], row["currency"]) == (Decimal(5_000_000), "CNY")


def test_a_unit_of_money_scales_no_people(check):
    checked = check([["单位：万元"], VISITS, ["V1", "2024年5月7日", "赴港", "HKPC", None, 3]])
    assert checked.rows["visits"].as_json()[0]["participants"] == 3


def test_percents_are_never_people(check):
    checked = check([[*VISITS[:5], "人数（%）"], ["V1", "2024年5月7日", "赴港", "HKPC", None, 3]])
    assert checked.rows["visits"].as_json()[0]["participants"] is None
    assert problems(checked) == [("bad_number", "F2")]


def test_the_column_proves_day_first(check):
    cells = ("05/06/2024", "31/10/2024")
    checked = check([VISITS, *([f"V{n}", cell, "赴港", "HKPC", None, 3] for n, cell in enumerate(cells))])
    assert days(checked) == [(date(2024, 6, 5),) * 2, (date(2024, 10, 31),) * 2]
    checked = check([VISITS, ["V1", "05/06/2024", "赴港", "HKPC", None, 3]])
    assert problems(checked) == [("date_undetermined", "B2")]


def test_an_unknown_name_is_suggested_at_its_cell(check):
    checked = check([VISITS, ["V1", "2024年5月7日", "赴港", "香港生產力促進中心", None, 3]])
    (problem,) = checked.problems
    assert (problem.code, problem.cell) == ("unknown_name", "D2")
    assert problem.suggestion is not None and "香港生产力促进局" in problem.suggestion


def test_months_as_numbers_under_the_year_of_the_title(check):
    rows = [["2024年人才流动"], ["月份", "方向", "人数", "口径"], [2, "赴港", 3, None], ["3月", "赴港", 4, None]]
    assert [row["period_end"] for row in check(rows).rows["talent_flows"].as_json()] == [
        date(2024, 2, 29), date(2024, 3, 31),
    ]  # fmt: skip


def test_the_unit_and_currency_of_a_heading(check):
    heading = ["编号", "签约日期", "项目名称", "阶段", "投资额（亿元）", "币种"]
    row = ["I1", "2024年5月7日", "甲", "意向"]
    (found,) = check([["单位：万港元"], heading, [*row, 2, None]]).as_json()["rows"]["intents"]
    assert (found["amount_low"], found["currency"]) == (200_000_000, "CNY")
    (found,) = check([[*heading[:4], "金额(万港元)", "币种"], [*row, 500, None]]).as_json()["rows"]["intents"]
    assert (found["amount_low"], found["currency"]) == (5_000_000, "HKD")
    (found,) = check([[*heading[:4], "金额(万港元)", "币种"], [*row, 500, "人民币"]]).as_json()["rows"]["intents"]
    assert (found["amount_low"], found["currency"]) == (5_000_000, "CNY")
    rows = [["月份", "方向", "人数（万人）"], ["2024年5月", "来访", 1.2]]
    (found,) = check(rows).as_json()["rows"]["talent_flows"]
    assert found["headcount"] == 12_000


def test_months_across_become_rows(check):
    rows = [["2024年人才流动"], ["镇街", "方向", "1月", "2月", "合计"], ["石岐街道", "赴港", 3, None, 3],
            ["东区街道", "来访", 0, 4, 4]]  # fmt: skip
    checked = check(rows)
    found = checked.as_json()["rows"]["talent_flows"]
    got = sorted((row["row_number"], str(row["period_start"]), row["direction"], row["headcount"]) for row in found)
    assert got == [
        (3, "2024-01-01", "ZS_TO_HK", 3),
        (4, "2024-01-01", "HK_TO_ZS", 0),
        (4, "2024-02-01", "HK_TO_ZS", 4),
    ]
    assert checked.as_json()["problems"] == []


def test_months_across_without_a_year_are_a_problem(check):
    rows = [["人才流动"], ["镇街", "方向", "1月", "2月"], ["石岐街道", "赴港", 3, 4]]
    checked = check(rows)
    assert checked.as_json()["rows"]["talent_flows"] == []
    assert [problem.code for problem in checked.problems] == ["date_undetermined"] * 2
