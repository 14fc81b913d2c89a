"""Every style of date that offices write, each with the days it means."""

from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from etl.clean.dates import Around, Dates, era_of, only_month, orders_of, read_dates, year_of_republic

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


CODES = {"bad_date", "date_undetermined", "date_out_of_range", "end_before_start", "several_dates"}
STYLES = (
    "{0:%Y}年{0.month}月{0.day}日",
    "{0:%Y}年{0:%m}月{0:%d}日",
    "{0.year}年{0.month}月{0.day}日（周一）",
    "{0:%Y-%m-%d}",
    "{0:%Y-%m-%d} 09:30",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}.{0.month}.{0.day}",
    "{0:%Y%m%d}",
    "'{0:%Y%m%d}",
    "{0:%Y} 年 {0:%m} 月 {0:%d} 日",
    "{0:%Y-%m-%d}T00:00:00",
    "{0.day} {0:%b} {0.year}",
    "{0:%B} {0.day}, {0.year}",
    "{0:%A}, {0.day} {0:%B} {0.year}",
    "{0.year}年{0.month}月{0.day}日（星期四上午9:30）",
)


@given(DAYS, some.sampled_from(STYLES))
@settings(max_examples=200, deadline=None)
def test_any_day_in_any_style_comes_back(when, style):
    assert read_dates(style.format(when), TODAY) == Dates(when, when, "day")


@given(DAYS, DAYS)
@settings(max_examples=100, deadline=None)
def test_any_range_comes_back_or_is_reversed(first, last):
    expected = Dates(first, last, "day") if first <= last else "end_before_start"
    for style, dash in (
        ("{0.year}年{0.month}月{0.day}日", "-"),
        ("{0:%Y-%m-%d}", " 至 "),
        ("{0.day} {0:%b} {0.year}", "–"),
    ):
        assert read_dates(dash.join((style.format(first), style.format(last))), TODAY) == expected


@given(
    some.one_of(
        some.text(max_size=30), some.text("0123456789年月日.-/至、 :季Q上旬OctT次", max_size=20), some.integers()
    )
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_date_or_a_code(written):
    found = read_dates(written, TODAY)
    assert isinstance(found, Dates) or found in CODES
    assert not isinstance(found, Dates) or date(1990, 1, 1) <= found.start <= found.end <= date(2027, 12, 31)


@pytest.mark.parametrize(
    ("written", "start", "end", "precision"),
    [
        ("24-10-31", (2024, 10, 31), (2024, 10, 31), "day"),
        ("24年10月31日", (2024, 10, 31), (2024, 10, 31), "day"),
        ("98年5月", (1998, 5, 1), (1998, 5, 31), "month"),
        ("31/10/2024", (2024, 10, 31), (2024, 10, 31), "day"),
        ("10/31/2024", (2024, 10, 31), (2024, 10, 31), "day"),
        ("5/5/2024", (2024, 5, 5), (2024, 5, 5), "day"),
        ("2024年上半年", (2024, 1, 1), (2024, 6, 30), "month"),
        ("2024年下半年", (2024, 7, 1), (2024, 12, 31), "month"),
        ("2024年第一季度", (2024, 1, 1), (2024, 3, 31), "month"),
        ("2024年第4季度", (2024, 10, 1), (2024, 12, 31), "month"),
        ("2024年三季度", (2024, 7, 1), (2024, 9, 30), "month"),
        ("2024 Q2", (2024, 4, 1), (2024, 6, 30), "month"),
        ("2024年3月上旬", (2024, 3, 1), (2024, 3, 10), "month"),
        ("2024年3月中旬", (2024, 3, 11), (2024, 3, 20), "month"),
        ("2024年2月下旬", (2024, 2, 21), (2024, 2, 29), "month"),
        ("二〇二四年十月三十一日", (2024, 10, 31), (2024, 10, 31), "day"),
        ("二○二四年十月三十一日至十一月一日", (2024, 10, 31), (2024, 11, 1), "day"),
        ("二零二四年十二月", (2024, 12, 1), (2024, 12, 31), "month"),
        ("2024年元月", (2024, 1, 1), (2024, 1, 31), "month"),
        ("民國113年10月31日", (2024, 10, 31), (2024, 10, 31), "day"),
        ("中華民國一一三年十月三十一日", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024年10月31日下午3时30分", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024年10月31日上午", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024年10月31日 9:00-11:30", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024-10-31 09:00 至 2024-11-01 17:00", (2024, 10, 31), (2024, 11, 1), "day"),
        ("２０２４／１０／３１", (2024, 10, 31), (2024, 10, 31), "day"),
        ("12-10-11", None, None, "date_undetermined"),
        ("05/06/2024", None, None, "date_undetermined"),
        ("31/02/2024", None, None, "bad_date"),
        ("113年10月31日", None, None, "bad_date"),
        ("第一季度", None, None, "date_undetermined"),
        ("上旬", None, None, "date_undetermined"),
        ("十月三十一日", None, None, "date_undetermined"),
        ("2023-24", None, None, "bad_date"),
        ("2050年第一季度", None, None, "date_out_of_range"),
        ("2024年12月30日-1月2日", (2024, 12, 30), (2025, 1, 2), "day"),
    ],
)
def test_a_rarer_style_is_read(written, start, end, precision):
    expected = Dates(date(*start), date(*end), precision) if start else precision
    assert read_dates(written, TODAY) == expected


@pytest.mark.parametrize(
    ("written", "year", "month", "expected"),
    [
        ("10月31日", 2024, None, day(2024, 10, 31)),
        ("10.31", 2024, None, day(2024, 10, 31)),
        ("十月三十一日", 2024, None, day(2024, 10, 31)),
        ("31日", 2024, 10, day(2024, 10, 31)),
        ("11月1日", 2024, 10, day(2024, 11, 1)),
        ("10月31日-11月1日", 2024, None, Dates(date(2024, 10, 31), date(2024, 11, 1), "day")),
        ("2月", 2024, None, Dates(date(2024, 2, 1), date(2024, 2, 29), "month")),
        ("第一季度", 2024, None, Dates(date(2024, 1, 1), date(2024, 3, 31), "month")),
        ("2023年10月31日", 2024, None, day(2023, 10, 31)),
        ("2月29日", 2023, None, "bad_date"),
        ("31日", 2024, None, "date_undetermined"),
        ("5/6", 2024, None, "date_undetermined"),
        ("10/31", 2024, None, day(2024, 10, 31)),
        ("12月30日-1月2日", 2024, None, "date_undetermined"),  # which of its two Januaries?
    ],
)
def test_the_surroundings_give_only_what_the_cell_leaves_out(written, year, month, expected):
    assert read_dates(written, TODAY, Around(year, month)) == expected


def test_the_column_proves_the_order_of_day_and_month():
    day_first = orders_of(["05/06/2024", "31/10/2024", None, 3, "2024年5月7日"], TODAY)
    assert day_first == {"dmy"}
    assert read_dates("05/06/2024", TODAY, Around(orders=day_first)) == day(2024, 6, 5)
    assert read_dates("05/06/2024", TODAY, Around(orders=orders_of(["10/31/2024"], TODAY))) == day(2024, 5, 6)
    assert read_dates("05/06/2024", TODAY, Around(orders=orders_of(["05/06/2024"], TODAY))) == "date_undetermined"
    contradiction = orders_of(["31/10/2024", "10/31/2024"], TODAY)
    assert contradiction == frozenset()
    assert read_dates("05/06/2024", TODAY, Around(orders=contradiction)) == "date_undetermined"
    # 24-10-31 is a day in one order only: 24 is no month, and 2031 is to come
    assert read_dates("12-10-11", TODAY, Around(orders=orders_of(["24-10-31"], TODAY))) == day(2012, 10, 11)


DIGITS, TENS = "〇一二三四五六七八九", ("", "十", "二十", "三十")


def in_chinese(when: date) -> str:
    def small(number: int) -> str:
        return TENS[number // 10] + (DIGITS[number % 10] if number % 10 else "")

    return f"{''.join(DIGITS[int(d)] for d in str(when.year))}年{small(when.month)}月{small(when.day)}日"


@given(DAYS)
@settings(max_examples=200, deadline=None)
def test_any_day_in_chinese_numerals_or_of_the_republic_comes_back(when):
    assert read_dates(in_chinese(when), TODAY) == Dates(when, when, "day")
    assert read_dates(f"民國{when.year - 1911}年{when.month}月{when.day}日", TODAY) == Dates(when, when, "day")
    assert read_dates(f"{when.month}月{when.day}日", TODAY, Around(when.year)) == Dates(when, when, "day")


@given(some.dates(date(2000, 1, 1), date(2027, 12, 31)))
@settings(max_examples=200, deadline=None)
def test_a_short_date_comes_back_or_is_asked(when):
    for written, orders in ((f"{when:%y-%m-%d}", "ymd"), (f"{when:%d/%m/%Y}", "dmy"), (f"{when:%m/%d/%Y}", "mdy")):
        assert read_dates(written, TODAY, Around(orders=frozenset({orders}))) == Dates(when, when, "day")
        assert read_dates(written, TODAY) in (Dates(when, when, "day"), "date_undetermined")


@pytest.mark.parametrize(
    ("written", "start", "end", "precision"),
    [
        # Lists of days: one visit where they follow each other, else a person has to say
        ("2024年10月28、29日", (2024, 10, 28), (2024, 10, 29), "day"),
        ("2024年10月28日、29日、30日", (2024, 10, 28), (2024, 10, 30), "day"),
        ("2024.10.28/29", (2024, 10, 28), (2024, 10, 29), "day"),
        ("2024年10月31日和11月1日", (2024, 10, 31), (2024, 11, 1), "day"),
        ("2024年10月31日\n2024年11月1日", (2024, 10, 31), (2024, 11, 1), "day"),
        ("2024年10月28-29日、30日", (2024, 10, 28), (2024, 10, 30), "day"),
        ("2024年10月、11月", (2024, 10, 1), (2024, 11, 30), "month"),
        ("2024年10月28日、30日", None, None, "several_dates"),
        ("2024.10.28、30", None, None, "several_dates"),
        ("2024年10月30日、29日", None, None, "several_dates"),
        ("2024年9月、11月", None, None, "several_dates"),
        # Over the new year, where it is short
        ("2024年12月30日—次年1月2日", (2024, 12, 30), (2025, 1, 2), "day"),
        ("2024年12月30日至翌年1月2日", (2024, 12, 30), (2025, 1, 2), "day"),
        ("2023年12月-2024年2月", (2023, 12, 1), (2024, 2, 29), "month"),
        ("2023年11月-2月", (2023, 11, 1), (2024, 2, 29), "month"),
        ("30 Dec - 2 Jan 2025", (2024, 12, 30), (2025, 1, 2), "day"),
        ("2024年10月31日-1日", None, None, "end_before_start"),
        ("2024年11月1日-10月31日", None, None, "end_before_start"),
        ("2024年11月20日-1月20日", None, None, "end_before_start"),
        # Weekdays, times, brackets
        ("2024年10月31日（周四）至11月1日（周五）", (2024, 10, 31), (2024, 11, 1), "day"),
        ("2024年10月31日（星期四上午9:30-11:30）", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024年10月30日9:00至31日17:00", (2024, 10, 30), (2024, 10, 31), "day"),
        # Parts of a year
        ("二〇二四年第一季度", (2024, 1, 1), (2024, 3, 31), "month"),
        ("2024年1季度", (2024, 1, 1), (2024, 3, 31), "month"),
        ("24年Q3", (2024, 7, 1), (2024, 9, 30), "month"),
        ("Q4 2024", (2024, 10, 1), (2024, 12, 31), "month"),
        ("1H 2024", (2024, 1, 1), (2024, 6, 30), "month"),
        ("2024年第一季度-第三季度", (2024, 1, 1), (2024, 9, 30), "month"),
        ("2023年下半年至2024年上半年", (2023, 7, 1), (2024, 6, 30), "month"),
        ("2024年10月31日-11月", (2024, 10, 31), (2024, 11, 30), "month"),
        ("2024/3", (2024, 3, 1), (2024, 3, 31), "month"),
        ("202403", (2024, 3, 1), (2024, 3, 31), "month"),
        ("200508", None, None, "date_undetermined"),  # or the 8th of May 2020
        ("2024.1", None, None, "date_undetermined"),  # 2024.10 stored as a number says the same
        ("2024.01", (2024, 1, 1), (2024, 1, 31), "month"),
        ("2024年初", None, None, "date_undetermined"),
        ("年底", None, None, "date_undetermined"),
        ("约2024年10月", None, None, "date_undetermined"),
        ("2024-W45", None, None, "bad_date"),
        ("31@10@2024", None, None, "bad_date"),
        # English offices
        ("Mar 2024", (2024, 3, 1), (2024, 3, 31), "month"),
        ("31 Oct 2024", (2024, 10, 31), (2024, 10, 31), "day"),
        ("Oct 31, 2024", (2024, 10, 31), (2024, 10, 31), "day"),
        ("October 31st, 2024", (2024, 10, 31), (2024, 10, 31), "day"),
        ("Oct 30-31, 2024", (2024, 10, 30), (2024, 10, 31), "day"),
        ("30 Oct to 1 Nov 2024", (2024, 10, 30), (2024, 11, 1), "day"),
        ("Oct - Dec 2024", (2024, 10, 1), (2024, 12, 31), "month"),
        ("31-Oct-24", (2024, 10, 31), (2024, 10, 31), "day"),
        ("12-Oct-24", None, None, "date_undetermined"),  # 2012 to some programs
        ("Oct-24", None, None, "date_undetermined"),
        ("31 Oct", None, None, "date_undetermined"),
        ("31 Feb 2024", None, None, "bad_date"),
        ("2024 10 31", (2024, 10, 31), (2024, 10, 31), "day"),
        ("2024-10-3 1", None, None, "bad_date"),
        ("45596", (2024, 10, 31), (2024, 10, 31), "day"),
    ],
)
def test_lists_parts_of_a_year_and_english_dates(written, start, end, precision):
    expected = Dates(date(*start), date(*end), precision) if start else precision
    assert read_dates(written, TODAY) == expected


@pytest.mark.parametrize(
    ("written", "start", "end", "precision"),
    [
        ("113.10.31", (2024, 10, 31), (2024, 10, 31), "day"),
        ("113/10/31", (2024, 10, 31), (2024, 10, 31), "day"),
        ("113年10月31日-11月1日", (2024, 10, 31), (2024, 11, 1), "day"),
        ("113年第一季度", (2024, 1, 1), (2024, 3, 31), "month"),
        ("1131031", (2024, 10, 31), (2024, 10, 31), "day"),
        (1131031, (2024, 10, 31), (2024, 10, 31), "day"),
        (113, (2024, 1, 1), (2024, 12, 31), "year"),
        ("98.5.6", (2009, 5, 6), (2009, 5, 6), "day"),
        ("2024年10月31日", (2024, 10, 31), (2024, 10, 31), "day"),
        ("24.10.31", None, None, "date_out_of_range"),  # 1935
    ],
)
def test_years_of_the_republic_below_a_title_that_says_so(written, start, end, precision):
    expected = Dates(date(*start), date(*end), precision) if start else precision
    assert read_dates(written, TODAY, Around(era=1911)) == expected


@pytest.mark.parametrize("written", ["113.10.31", "113/10/31", "113年10月31日", "1131031", 1131031, 113])
def test_years_of_three_digits_are_no_years_elsewhere(written):
    assert read_dates(written, TODAY) == "bad_date"


@pytest.mark.parametrize(
    ("title", "era", "year"),
    [
        ("民国113年交流台账", 1911, 2024),
        ("中華民國一一三年度", 1911, 2024),
        ("民国113年至114年", 1911, None),
        ("2024年台账", 0, None),
        ("日期（民國）", 1911, None),
        ("人民国家", 0, None),
    ],
)
def test_the_era_of_a_title(title, era, year):
    assert (era_of(title), year_of_republic(title)) == (era, year)


@given(some.dates(date(1990, 1, 1), date(2027, 12, 30)), some.integers(1, 4))
@settings(max_examples=100, deadline=None)
def test_a_list_of_following_days_is_one_range_and_any_other_is_asked(first, step):
    last = first + timedelta(step)
    if last.year > 2027:
        return
    written = f"{first.year}年{first.month}月{first.day}日、{last.year}年{last.month}月{last.day}日"
    assert read_dates(written, TODAY) == (Dates(first, last, "day") if step == 1 else "several_dates")


def test_the_month_whose_exchange_rate_applies():
    assert only_month(date(2024, 10, 31)) == "2024-10"
    assert only_month(date(2024, 10, 1), date(2024, 10, 31)) == "2024-10"
    assert only_month(date(2024, 1, 1), date(2024, 12, 31)) is None
    assert only_month(date(2023, 10, 1), date(2024, 10, 31)) is None
    assert only_month(None) is None


@given(some.integers(1990, 2027), some.integers(1, 12))
@settings(max_examples=100, deadline=None)
def test_any_month_in_any_style_comes_back(year, month):
    whole = Dates(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
    name = date(year, month, 1)
    for style in (f"{year}年{month}月", f"{year}年{month:02}月份", f"{year}-{month:02}", f"{year}/{month}",
                  f"{name:%B %Y}",
                  f"{name:%b} {year}", f"民国{year - 1911}年{month}月", f"{year}年{month}月上旬至下旬"):  # fmt: skip
        assert read_dates(style, TODAY) == whole, style


@given(some.integers(1990, 2027), some.integers(1, 4))
@settings(max_examples=100, deadline=None)
def test_any_quarter_in_any_style_comes_back(year, quarter):
    last = quarter * 3
    whole = Dates(date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]), "month")
    for style in (f"{year}年第{quarter}季度", f"{year}年{'一二三四'[quarter - 1]}季度", f"{year} Q{quarter}",
                  f"Q{quarter} {year}",
                  f"{quarter}Q {year}", f"{year}-Q{quarter}", f"{year}年{last - 2}-{last}月"):  # fmt: skip
        assert read_dates(style, TODAY) == whole, style


@given(some.dates(date(1990, 1, 1), date(2026, 12, 31)), some.integers(1, 31))
@settings(max_examples=100, deadline=None)
def test_any_short_trip_over_the_new_year_comes_back(first, length):
    last = first + timedelta(length)
    if last.year == first.year:
        return
    written = f"{first.year}年{first.month}月{first.day}日-{last.month}月{last.day}日"
    assert read_dates(written, TODAY) == Dates(first, last, "day")
