"""An amount has one currency: its cell's, its column's or its title's, and they must not contradict each other."""

from datetime import date
from decimal import Decimal

from etl.currency import convert_amounts, settle_currencies
from etl.read.combined import constant
from etl.read.encode import distinct
from etl.rows import Rows
from etl.source import sources


def intents(**columns):
    """Rows of intents with these columns."""
    count = len(next(iter(columns.values())))
    letters = constant({"amount_low": "F", "currency": "G"}, count)
    columns = {name: distinct(column) for name, column in columns.items()}
    return Rows(sources()["intents"], range(2, count + 2), constant("台账", count), letters, columns)


def values(rows):
    return {name: column.rows() for name, column in rows.values.items()}


def found(rows):
    return [(finding.position, finding.code, finding.column, finding.seen) for finding in rows.findings]


def test_the_cell_the_column_and_the_title():
    five = [Decimal(5)] * 4
    rows = intents(
        amount_low=five, amount_high=five, currency=["USD", "HKD", None, "CNY"],
        _own_currency=["USD", None, None, "CNY"], _stated_currency=[None, "HKD", None, "CNY"], _currency=["HKD"] * 4,
    )  # fmt: skip
    settle_currencies(rows)
    assert values(rows) == {"currency": ["USD", "HKD", "HKD", "CNY"], "amount_low": five, "amount_high": five}
    assert found(rows) == []


def test_a_cell_that_contradicts_its_column():
    rows = intents(
        amount_low=[Decimal(5)], amount_high=[Decimal(5)], currency=["USD"], _own_currency=["USD"],
        _stated_currency=["HKD"],
    )  # fmt: skip
    settle_currencies(rows)
    assert values(rows) == {"currency": ["HKD"], "amount_low": [None], "amount_high": [None]}
    assert found(rows) == [(0, "amount_undetermined", "amount_low", "USD / HKD")]


def test_a_currency_without_an_amount():
    rows = intents(
        amount_low=[None, None, Decimal(5), None], amount_high=[None, None, None, None],
        currency=["HKD", None, "HKD", "HKD"], _stated_currency=["HKD", None, "HKD", "HKD"],
    )  # fmt: skip
    rows.find(3, "amount_undetermined", "amount_low", "面议")  # what stands there and could not be read is not missing
    settle_currencies(rows)
    assert found(rows) == [
        (3, "amount_undetermined", "amount_low", "面议"),
        (0, "amount_missing", "amount_low", "HKD"),
    ]


def test_other_tables_have_no_currency():
    rows = Rows(sources()["visits"], [2], constant("台账", 1), constant({}, 1), {"participants": distinct([3])})
    settle_currencies(rows)
    assert values(rows) == {"participants": [3]}


def test_bounds_the_wrong_way_round():
    rows = intents(amount_low=[Decimal(8)], amount_high=[Decimal(5)], currency=["CNY"])
    settle_currencies(rows)
    assert (values(rows)["amount_low"], values(rows)["amount_high"]) == ([None], [None])
    assert found(rows) == [(0, "amount_undetermined", "amount_low", "8 > 5")]


def test_the_rate_of_the_month():
    # October 2024: 0.91216 yuan for one HKD
    day, month_end, year_end = date(2024, 10, 1), date(2024, 10, 31), date(2024, 12, 31)
    rows = intents(
        amount_low=[Decimal(1000)] * 6 + [None],
        currency=["HKD", "HKD", "HKD", "HKD", "HKD", None, "HKD"],
        signed_date=[day, day, date(2024, 1, 1), None, date(1999, 5, 7), None, None],
    )
    convert_amounts(rows, distinct([None, month_end, year_end, None, None, None, None]))
    assert values(rows)["amount_cny"] == [
        Decimal("912.16"), Decimal("912.16"), None, None, None, Decimal(1000), None,
    ]  # fmt: skip
    assert values(rows)["currency"] == ["HKD", "HKD", "HKD", "HKD", "HKD", "CNY", "HKD"]
    assert found(rows) == [
        (2, "rate_missing", "amount_low", "HKD"),  # some day of 2024
        (3, "rate_missing", "amount_low", "HKD"),
        (4, "rate_missing", "amount_low", "HKD 1999-05"),
    ]
