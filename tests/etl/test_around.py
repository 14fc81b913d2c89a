"""What is said around a table, and which of it wins."""

from datetime import date

import pytest

from etl.read.sheet import Sheet
from etl.tables.around import surroundings_of
from etl.tables.find import find_tables

TODAY = date(2026, 11, 22)
HEADING = ["日期", "方向", "机构", "人数"]
ROW = ["5月7日", "赴港", "HKPC", 3]


def around(rows, sheet="Sheet1", workbook="", table=0):
    found = find_tables(Sheet(sheet, [list(row) for row in rows]))[table]
    return surroundings_of(found, TODAY, workbook)


@pytest.mark.parametrize(
    ("title", "sheet", "workbook", "year", "month"),
    [
        ("2024年台账", "Sheet1", "", 2024, None),
        ("台账", "2024年", "", 2024, None),
        ("台账", "3月", "2024年台账", 2024, 3),
        ("台账", "202403", "", 2024, 3),
        ("台账", "2024.3", "", 2024, 3),
        ("台账", "Sheet1", "2024年台账", 2024, None),
        # A nearer text wins over the file's name
        ("2024年台账", "Sheet1", "2025年导出", 2024, None),
        # The day of export is no year of rows
        ("台账", "Sheet1", "台账2025-01-10", None, None),
        ("台账", "Sheet1", "台账_20250110", None, None),
        ("2025年1月10日", "Sheet1", "2024年台账", 2024, None),
        # A stale title and the sheet contradict each other
        ("2023年台账", "2024年", "", None, None),
        ("2023年台账", "2024年", "2024年", None, None),
        ("2024年1月台账", "2月", "", 2024, None),
        # The sheet says which of the title's years
        ("2023-2024年台账", "2024年", "", 2024, None),
        ("2021-2022年台账", "2024年", "", None, None),
        ("台账（2024年）", "Sheet1", "", 2024, None),
        ("粤府（2024）12号", "Sheet1", "", None, None),
        ("二〇二四年台账", "Sheet1", "", 2024, None),
        ("二〇二四年十二月台账", "Sheet1", "", 2024, 12),
        ("民國113年台账", "Sheet1", "", 2024, None),
    ],
)
def test_year_and_month(title, sheet, workbook, year, month):
    found = around([[title], HEADING, ROW], sheet, workbook)
    assert (found.year, found.month) == (year, month)


def test_lines_of_defaults():
    found = around([["以下均为赴港"], ["默认币种：港元"], ["日期", "机构", "人数"], ["5月7日", "HKPC", 3]])
    assert (found.direction, found.currency) == ("ZS_TO_HK", "HKD")


def test_the_corner_of_the_heading():
    rows = [["2023年人才流动"], ["2024年", "镇街", "1月", "2月"], [None, "石岐街道", 3, 4]]
    assert around(rows).year == 2024
    rows = [["2024年签约"], ["单位：万港元", "项目名称", "阶段", "签约日期", "金额"], [1, "甲", "意向", "5月7日", 5]]
    found = around(rows)
    assert (found.factor, found.currency) == (10_000, "HKD")


def test_a_direction_that_the_headings_name():
    rows = [["日期", "来访单位", "人数"], ["5月7日", "HKPC", 3]]
    assert around(rows).direction == "HK_TO_ZS"
    assert around([["赴港台账"], *rows]).direction is None
    assert around([["日期", "来访/出访单位", "人数"], ["5月7日", "HKPC", 3]]).direction is None


def test_each_of_several_tables_has_its_own_words_and_the_first_line_of_the_sheet():
    rows = [["2025年分镇街台账"], ["小榄镇"], HEADING, ROW, [], ["古镇镇"], HEADING, ROW]
    assert [(found.year, found.town) for found in (around(rows), around(rows, table=1))] == [
        (2025, "小榄镇"),
        (2025, "古镇镇"),
    ]


def test_years_of_the_republic():
    assert around([["日期（民國）", *HEADING[1:]], ROW]).era == 1911
    assert around([HEADING, ROW]).era == 0
