"""The currency of an amount: what its own cell says, what a column of currencies says, what titles say."""

from decimal import Decimal
from typing import Any

from etl.clean.dates import only_month
from etl.clean.numbers import lacks_amount
from etl.reference import exchange_rates
from etl.rows import Rows

_CENT = Decimal("0.01")


def settle_currencies(rows: Rows) -> None:
    """Fills the currencies in, and names what contradicts itself.

    An amount that its own cell and the column of currencies say in different money, or whose bounds are the wrong way
    round, is `amount_undetermined` and taken away; a currency in its column without an amount is `amount_missing`.
    """
    values = rows.values
    own, stated, around = (values.pop(name, None) for name in ("_own_currency", "_stated_currency", "_currency"))
    if "amount_low" not in rows.source.columns:
        return
    nothing: list[Any] = [None] * len(rows)
    currencies, lows, highs = (list(rows.column(name)) for name in ("currency", "amount_low", "amount_high"))
    unread = rows.found_in("amount_low") | rows.found_in("amount_high")
    for position, (cell, column) in enumerate(zip(own or nothing, stated or nothing, strict=True)):
        if cell and column and cell != column:
            rows.find(position, "amount_undetermined", "amount_low", f"{cell} / {column}")
            currencies[position], lows[position], highs[position] = column, None, None
        elif lows[position] is not None and highs[position] is not None and lows[position] > highs[position]:
            rows.find(position, "amount_undetermined", "amount_low", f"{lows[position]} > {highs[position]}")
            lows[position] = highs[position] = None
        elif position not in unread and lacks_amount(column, lows[position], highs[position]):
            rows.find(position, "amount_missing", "amount_low", column)
    for position, said in enumerate(around or nothing):
        currencies[position] = currencies[position] or said
    values.update(currency=currencies, amount_low=lows, amount_high=highs)


def convert_amounts(rows: Rows, last_days: list[Any] | None = None) -> None:
    """Adds `amount_cny` at the published rate of the month; a missing rate is a problem, never 1.0.

    An amount without a currency is RMB. `last_days` are those of the dates that name only a month or a year: a year
    has no rate.
    """
    amounts, firsts = rows.column("amount_low"), rows.column("signed_date")
    lasts = last_days or [None] * len(rows)
    currencies: list[str | None] = list(rows.column("currency"))
    converted: list[Decimal | None] = list(amounts)
    for position, amount in enumerate(amounts):
        if amount is None:
            continue
        currency = currencies[position] = currencies[position] or "CNY"
        if currency != "CNY":
            month = only_month(firsts[position], lasts[position]) or ""
            rate = exchange_rates().get((month, currency))
            converted[position] = None if rate is None else (amount * rate).quantize(_CENT)
            if rate is None:
                rows.find(position, "rate_missing", "amount_low", f"{currency} {month}".strip())
    rows.values |= {"currency": currencies, "amount_cny": converted}
