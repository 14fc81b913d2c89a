"""Cells under their headings, from the workbook to the row: what the heading says, and what a cell says for itself."""

from datetime import date
from decimal import Decimal

import pytest

from etl.pipeline import check_workbook
from tests.conftest import as_csv

VISITS = ["编号", "日期", "方向", "机构", "人数"]
INTENTS = ["编号", "签约日期", "项目名称", "港方", "阶段"]


def visits(check, *cells, heading="日期", **options):
    """(start, end) of each row, and problem codes by cell, of a table with these dates."""
    rows = [
        ["编号", heading, "方向", "机构", "人数"],
        *([f"V{n}", cell, "赴港", "HKPC", 3] for n, cell in enumerate(cells)),
    ]
    found = check(rows, **options).as_json()
    days = [(row["start_date"], row["end_date"]) for row in found["rows"]["visits"]]
    return days, [(problem["code"], problem["cell"]) for problem in found["problems"]]


def amounts(check, *cells, heading="金额"):
    """(low, high, currency) of each row, and problem codes by cell, of a table with these amounts."""
    rows = [
        [*INTENTS, heading],
        *([f"I{n}", "2024年5月7日", f"项目{n}", "HKPC", "意向", c] for n, c in enumerate(cells)),
    ]
    found = check(rows).as_json()
    read = [(row["amount_low"], row["amount_high"], row["currency"]) for row in found["rows"]["intents"]]
    return read, [(problem["code"], problem["cell"]) for problem in found["problems"]]


def test_years_of_the_republic_under_a_heading_that_says_so(check):
    days, problems = visits(check, "113.10.31", "民國113年11月2日-3日", 1140214, heading="日期（民國）")
    assert days == [
        (date(2024, 10, 31), date(2024, 10, 31)),
        (date(2024, 11, 2), date(2024, 11, 3)),
        (date(2025, 2, 14), date(2025, 2, 14)),
    ]
    assert problems == []


def test_dates_of_an_english_office(check):
    days, problems = visits(check, "31 Oct 2024", "Oct 30-31, 2024", "12-Oct-24", heading="Date")
    assert days == [(date(2024, 10, 31), date(2024, 10, 31)), (date(2024, 10, 30), date(2024, 10, 31))]
    assert problems == [("date_undetermined", "B4")]


def test_days_apart_are_asked(check):
    days, problems = visits(check, "2024年10月28、29日", "2024年10月28日、30日")
    assert days == [(date(2024, 10, 28), date(2024, 10, 29))]
    assert problems[0] == ("several_dates", "B3")


def test_months_as_text_of_a_text_file():
    rows = [["2024年人才流动"], ["月份", "方向", "人数", "口径"], ["2", "赴港", "3", ""], ["12", "赴港", "4", ""]]
    found = check_workbook(as_csv(rows), "人才.csv").as_json()["rows"]["talent_flows"]
    assert [(row["period_start"], row["period_end"]) for row in found] == [
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2024, 12, 1), date(2024, 12, 31)),
    ]


def test_a_heading_that_names_the_currency_alone(check):
    read, problems = amounts(check, 3_000_000, 500, "US$2m", heading="Amount (HKD)")
    assert read == [
        (Decimal(3_000_000), Decimal(3_000_000), "HKD"),
        (None, None, None),
        (Decimal(2_000_000), Decimal(2_000_000), "USD"),
    ]
    assert problems == [("amount_undetermined", "F3")]


def test_a_unit_without_an_amount_is_said(check):
    read, problems = amounts(check, "万元", "港元", "500万元", "待定", "/")
    assert [low for low, _, _ in read] == [None, None, Decimal(5_000_000), None, None]
    assert problems == [("amount_missing", "F2"), ("amount_missing", "F3")]


@pytest.mark.parametrize("written", ["<5", "男8女6", "10-15人", "50%", 0.5, 14.5, "3批次", "20家"])
def test_what_is_no_number_of_people_leaves_it_open(check, written):
    found = check([VISITS, ["V1", "2024年5月7日", "赴港", "HKPC", written]]).as_json()
    (row,) = found["rows"]["visits"]
    assert row["participants"] is None
    assert [(p["code"], p["cell"], p["row_kept"]) for p in found["problems"]] == [("bad_number", "E2", True)]
