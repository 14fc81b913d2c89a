"""Published exchange rates: every line is one month of one currency, and a month without one is never guessed."""

import re
from datetime import date
from decimal import Decimal

from etl.reference import exchange_rates, read_table

INTENTS = ["编号", "签约日期", "项目名称", "港方", "阶段", "金额"]


def converted(check, when, amount):
    """(amount in RMB, problem codes) of one intent."""
    found = check([INTENTS, ["I1", when, "甲", "HKPC", "意向", amount]]).as_json()
    (row,) = found["rows"]["intents"]
    return row["amount_cny"], [(problem["code"], problem["cell"], problem["seen"]) for problem in found["problems"]]


def test_hong_kong_dollars_of_a_month(check):
    # October 2024: 7.0881 yuan and 7.7707 HKD for one USD, so 0.91216 yuan for one HKD
    assert converted(check, "2024年10月31日", "2000万港元") == (Decimal("18243200.00"), [])


def test_us_dollars_of_a_month(check):
    # October 2024: 7.0881 yuan for one USD
    assert converted(check, "2024年10月31日", "USD 3 million") == (Decimal("21264300.00"), [])


def test_rmb_stays(check):
    assert converted(check, "2024年10月31日", "500万元") == (Decimal(5_000_000), [])


def test_a_month_without_a_rate_is_said(check):
    assert converted(check, "1999年5月7日", "2000万港元") == (None, [("rate_missing", "F2", "HKD 1999-05")])


def test_a_currency_without_rates_is_said(check):
    assert converted(check, "2024年10月31日", "2000万澳门元") == (None, [("rate_missing", "F2", "MOP 2024-10")])


def test_every_line_is_one_month_of_one_currency():
    rows = read_table("exchange_rates")
    assert len(rows) == len(exchange_rates()) == len({(row["month"], row["currency"]) for row in rows})
    for row in rows:
        assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", row["month"])
        assert row["month"] < f"{date.today():%Y-%m}"
        assert re.fullmatch("[A-Z]{3}", row["currency"]) and row["currency"] != "CNY"
        assert Decimal(row["cny_per_unit"]) > 0
        assert row["source"].strip()


def test_rates_of_two_months_that_follow_are_near_each_other():
    """A slip of a digit or a swapped currency would be a jump that no two monthly averages have made."""
    rates = exchange_rates()
    for month, currency in rates:
        year, number = int(month[:4]), int(month[5:])
        after = rates.get((f"{year + number // 12}-{number % 12 + 1:02}", currency))
        if after:
            assert Decimal("0.9") < after / rates[month, currency] < Decimal("1.1"), (month, currency)


def test_the_two_dollars_keep_their_distance():
    """The Hong Kong dollar is kept between 7.75 and 7.85 for one US dollar."""
    rates = exchange_rates()
    months = [month for month, currency in rates if currency == "HKD"]
    assert months
    for month in months:
        assert Decimal("7.74") < rates[month, "USD"] / rates[month, "HKD"] < Decimal("7.86"), month
