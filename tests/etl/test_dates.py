"""Every style of date that offices write, each with the days it means."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from etl.clean.dates import Dates, read_dates

TODAY = date(2026, 11, 22)
DAYS = some.dates(date(1990, 1, 1), date(2027, 12, 31))


def day(year: int, month: int, number: int) -> Dates:
    return Dates(date(year, month, number), date(year, month, number), "day")


@pytest.mark.parametrize(
    ("written", "start", "end", "precision"),
    [
        ("2023年4月12日", (2023, 4, 12), (2023, 4, 12), "day"),
        ("2023年7月29日-30日", (2023, 7, 29), (2023, 7, 30), "day"),
        ("2023年8月8日-9日", (2023, 8, 8), (2023, 8, 9), "day"),
        ("2024年10月31日-11月1日", (2024, 10, 31), (2024, 11, 1), "day"),
        ("2024年10月31日至2024年11月1日", (2024, 10, 31), (2024, 11, 1), "day"),
        ("2024年10月30-31日", (2024, 10, 30), (2024, 10, 31), "day"),
        ("2024年12月30日—2025年1月2日", (2024, 12, 30), (2025, 1, 2), "day"),
        ("2024.10.31-11.1", (2024, 10, 31), (2024, 11, 1), "day"),
        ("2024/10/31", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024/5/7-9", (2024, 5, 7), (2024, 5, 9), "day"),
        ("2024-10-31", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024-10-31 ~ 2024-11-01", (2024, 10, 31), (2024, 11, 1), "day"),
        ("20241031", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024年10月31日（星期四）", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024年10月31日 9:30", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024-10-31 9:30", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024-10-31T09:30:00", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024-10-3 19:30:00", (2024, 10, 3), (2024, 10, 3), "day"),
        ("２０２４年５月７日", (2024, 5, 7), (2024, 5, 7), "day"),
        ("二〇二四年五月七日", (2024, 5, 7), (2024, 5, 7), "day"),
        ("2024 年 5 月 7 日", (2024, 5, 7), (2024, 5, 7), "day"),
        ("2024年5月", (2024, 5, 1), (2024, 5, 31), "month"),
        ("2024年2月", (2024, 2, 1), (2024, 2, 29), "month"),
        ("2024-05", (2024, 5, 1), (2024, 5, 31), "month"),
        ("2023年7-8月", (2023, 7, 1), (2023, 8, 31), "month"),
        ("2023年11月至2024年2月", (2023, 11, 1), (2024, 2, 29), "month"),
        ("2024年", (2024, 1, 1), (2024, 12, 31), "year"),
        ("2024", (2024, 1, 1), (2024, 12, 31), "year"),
        ("2016-2021", None, None, "bad_date"),
        ("2016年-2021年", (2016, 1, 1), (2021, 12, 31), "year"),
        (2016, (2016, 1, 1), (2016, 12, 31), "year"),
        (20241031, (2024, 10, 31), (2024, 10, 31), "day"),
        (45596, (2024, 10, 31), (2024, 10, 31), "day"),
        (45596.4, (2024, 10, 31), (2024, 10, 31), "day"),
        (date(2024, 7, 30), (2024, 7, 30), (2024, 7, 30), "day"),
        (datetime(2024, 7, 30, 9, 0), (2024, 7, 30), (2024, 7, 30), "day"),
    ],
)
def test_a_date_is_read(written, start, end, precision):
    expected = Dates(date(*start), date(*end), precision) if start else precision
    assert read_dates(written, TODAY) == expected


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2024年2月30日", "bad_date"),
        ("2024年13月1日", "bad_date"),
        ("2023年2月29日", "bad_date"),
        ("日期未载明", "bad_date"),
        ("近日", "bad_date"),
        (2024.1, "bad_date"),  # was it January or October?
        (True, "bad_date"),
        (7, "bad_date"),
        ("5月7日", "date_undetermined"),
        ("10.31", "date_undetermined"),
        ("7日", "date_undetermined"),
        ("5月", "date_undetermined"),
        ("1989年12月31日", "date_out_of_range"),
        ("2028年1月1日", "date_out_of_range"),
        (date(1900, 1, 1), "date_out_of_range"),
        ("2024年11月1日-10月31日", "end_before_start"),
        ("2024年7月30日-29日", "end_before_start"),
    ],
)
def test_a_date_that_cannot_be_is_named(written, code):
    assert read_dates(written, TODAY) == code


def test_next_year_is_still_a_plan():
    assert read_dates("2027年12月31日", TODAY) == day(2027, 12, 31)


STYLES = (
    "{0:%Y}年{0.month}月{0.day}日",
    "{0:%Y}年{0:%m}月{0:%d}日",
    "{0.year}年{0.month}月{0.day}日（周一）",
    "{0:%Y-%m-%d}",
    "{0:%Y-%m-%d} 09:30",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}.{0.month}.{0.day}",
    "{0:%Y%m%d}",
)


@given(DAYS, some.sampled_from(STYLES))
@settings(max_examples=200, deadline=None)
def test_any_day_in_any_style_comes_back(when, style):
    assert read_dates(style.format(when), TODAY) == Dates(when, when, "day")


@given(DAYS, DAYS)
@settings(max_examples=100, deadline=None)
def test_any_range_comes_back_or_is_reversed(first, last):
    written = f"{first.year}年{first.month}月{first.day}日-{last.year}年{last.month}月{last.day}日"
    expected = Dates(first, last, "day") if first <= last else "end_before_start"
    assert read_dates(written, TODAY) == expected


@given(some.one_of(some.text(max_size=30), some.text("0123456789年月日.-/至 :", max_size=20), some.integers()))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_date_or_a_code(written):
    found = read_dates(written, TODAY)
    assert isinstance(found, Dates) or found in {
        "bad_date", "date_undetermined", "date_out_of_range", "end_before_start"
    }  # fmt: skip
