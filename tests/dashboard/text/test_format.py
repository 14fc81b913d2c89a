"""Numbers, money, dates and periods, written out in three languages."""

from datetime import date

import pytest

from dashboard.text.format import bucket, count, dates, day, money, percent

LANGUAGES = ("zh-Hans", "zh-Hant", "en")


def in_all(function, *arguments, **options):
    return tuple(function(*arguments, language, **options) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ("—", "—", "—")),
        (0, ("0", "0", "0")),
        (1286, ("1,286", "1,286", "1,286")),
        (-42, ("-42", "-42", "-42")),
        (99_999, ("99,999", "99,999", "99,999")),
        (100_000, ("10 万", "10 萬", "100,000")),
        (123_456, ("12.3 万", "12.3 萬", "123,456")),
        (-123_456, ("-12.3 万", "-12.3 萬", "-123,456")),
        (999_999, ("100 万", "100 萬", "999,999")),
        (999_999.6, ("100 万", "100 萬", "1 M")),
        (12_345_678, ("1,234.6 万", "1,234.6 萬", "12.3 M")),
        (99_999_999, ("1 亿", "1 億", "100 M")),
        (120_000_000, ("1.2 亿", "1.2 億", "120 M")),
        (-120_000_000, ("-1.2 亿", "-1.2 億", "-120 M")),
        (99_999.0, ("99,999", "99,999", "99,999")),
    ],
)
def test_count(value, expected):
    assert in_all(count, value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ("—", "—", "—")),
        (0, ("0 元", "0 元", "RMB 0")),
        (9_800, ("9,800 元", "9,800 元", "RMB 9,800")),
        (9_999.99, ("1 万元", "1 萬元", "RMB 10,000")),
        (10_000, ("1 万元", "1 萬元", "RMB 10,000")),
        (15_000, ("1.5 万元", "1.5 萬元", "RMB 15,000")),
        (32_000_000, ("3,200 万元", "3,200 萬元", "RMB 32 M")),
        (99_999_999, ("1 亿元", "1 億元", "RMB 100 M")),
        (100_000_000, ("1 亿元", "1 億元", "RMB 100 M")),
        (11_860_000_000, ("118.6 亿元", "118.6 億元", "RMB 11.86 bn")),
        (-11_860_000_000, ("-118.6 亿元", "-118.6 億元", "RMB -11.86 bn")),
        (999_999_999, ("10 亿元", "10 億元", "RMB 1 bn")),
        (2_000_000_000, ("20 亿元", "20 億元", "RMB 2 bn")),
    ],
)
def test_money(value, expected):
    assert in_all(money, value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(None, "—"), (0, "0.0%"), (0.643, "64.3%"), (1, "100.0%"), (1.06, "106.0%")]
)
def test_percent(value, expected):
    assert in_all(percent, value) == (expected,) * 3


def test_day():
    friday = date(2026, 11, 20)
    assert in_all(day, friday) == ("2026年11月20日", "2026年11月20日", "20 Nov 2026")
    assert in_all(day, friday, weekday=True) == (
        "2026年11月20日（周五）",
        "2026年11月20日（星期五）",
        "Fri 20 Nov 2026",
    )
    assert in_all(day, date(2024, 2, 29), weekday=True) == (
        "2024年2月29日（周四）",
        "2024年2月29日（星期四）",
        "Thu 29 Feb 2024",
    )
    assert in_all(day, date(2026, 11, 22), weekday=True)[0] == "2026年11月22日（周日）"
    assert in_all(day, None, weekday=True) == ("—", "—", "—")


@pytest.mark.parametrize(
    ("key", "unit", "expected"),
    [
        ("2024", "year", ("2024年", "2024年", "2024")),
        ("2024-Q2", "quarter", ("2024年2季度", "2024年第2季", "Q2 2024")),
        ("2024-05", "month", ("2024年5月", "2024年5月", "May 2024")),
        ("2024-12", "month", ("2024年12月", "2024年12月", "Dec 2024")),
        ("2024-05-31", "day", ("2024年5月31日", "2024年5月31日", "31 May 2024")),
    ],
)
def test_bucket(key, unit, expected):
    assert in_all(bucket, key, unit) == expected


def row(start, end=None, precision="day"):
    return {"start_date": start, "end_date": end, "date_precision": precision}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (row(None), ("—", "—", "—")),
        (row(date(2024, 5, 13)), ("2024年5月13日", "2024年5月13日", "13 May 2024")),
        (row(date(2024, 5, 13), date(2024, 5, 13)), ("2024年5月13日", "2024年5月13日", "13 May 2024")),
        (
            row(date(2024, 5, 13), date(2024, 6, 1)),
            ("2024年5月13日至2024年6月1日", "2024年5月13日至2024年6月1日", "13 May 2024 to 1 Jun 2024"),
        ),
        (row(date(2024, 5, 1), date(2024, 5, 31), "month"), ("2024年5月", "2024年5月", "May 2024")),
        (row(date(2024, 1, 1), date(2024, 12, 31), "year"), ("2024年", "2024年", "2024")),
        (row(date(2024, 5, 13), None, None), ("2024年5月13日", "2024年5月13日", "13 May 2024")),
    ],
)
def test_dates(record, expected):
    assert tuple(dates(record, "start_date", language, "end_date") for language in LANGUAGES) == expected


def test_dates_without_an_end():
    assert dates({"signed_date": date(2024, 5, 13)}, "signed_date", "en") == "13 May 2024"
