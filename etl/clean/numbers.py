"""Numbers in cells: counts of people and cases, amounts of money, their units."""

from etl.clean.amounts import Amount, lacks_amount, read_amount
from etl.clean.counts import read_count
from etl.clean.money import currency_of, sole_currency, stated_unit, unit_of

__all__ = [
    "Amount", "currency_of", "lacks_amount", "read_amount", "read_count", "sole_currency", "stated_unit", "unit_of",
]  # fmt: skip
