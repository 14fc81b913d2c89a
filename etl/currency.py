"""The currency of an amount: what its own cell says, what a column of currencies says, what titles say."""

from collections.abc import Collection
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from etl.clean.dates import only_month
from etl.clean.numbers import lacks_amount
from etl.read.combined import constant, together
from etl.read.distinct import Distinct
from etl.reference import exchange_rates
from etl.rows import Rows

_CENT = Decimal("0.01")


class _Said(NamedTuple):
    """What a row says of its amount: in all, in the cell itself, in a column of currencies, and around the table."""

    currency: str | None
    low: Decimal | None
    high: Decimal | None
    own: str | None
    stated: str | None
    around: str | None


class _Settled(NamedTuple):
    """What holds; `code` and `seen` say what is wrong."""

    currency: str | None
    low: Decimal | None
    high: Decimal | None
    code: str | None = None
    seen: str = ""


def settle_currencies(rows: Rows) -> None:
    """Fills the currencies in, and names what contradicts itself.

    An amount that its own cell and the column of currencies say in different money, or whose bounds are the wrong way
    round, is `amount_undetermined` and taken away; a currency in its column without an amount is `amount_missing`.
    """
    nothing = constant(None, len(rows))
    said = [rows.column(name) for name in ("currency", "amount_low", "amount_high")]
    said += [rows.values.pop(name, nothing) for name in ("_own_currency", "_stated_currency", "_currency")]
    if "amount_low" not in rows.source.columns:
        return
    settled = together(*said).mapped(lambda values: _settled(_Said(*values)))
    unread = rows.found_in("amount_low") | rows.found_in("amount_high")
    for position in settled.rows_where(lambda one: one.code is not None):
        code, seen = settled.of(position)[-2:]
        # What stands in the cell and could not be read is not missing.
        if code != "amount_missing" or position not in unread:
            rows.find(position, code, "amount_low", seen)
    for place, name in enumerate(("currency", "amount_low", "amount_high")):
        rows.values[name] = settled.mapped(itemgetter(place))


def _settled(said: _Said) -> _Settled:
    currency, low, high = said.currency or said.around, said.low, said.high
    if said.own and said.stated and said.own != said.stated:
        return _Settled(said.stated, None, None, "amount_undetermined", f"{said.own} / {said.stated}")
    if low is not None and high is not None and low > high:
        return _Settled(currency, None, None, "amount_undetermined", f"{low} > {high}")
    if said.stated and lacks_amount(said.stated, low, high):
        return _Settled(currency, low, high, "amount_missing", said.stated)
    return _Settled(currency, low, high)


def convert_amounts(rows: Rows, last_days: Distinct | None = None, rates: Collection[str] = ()) -> None:
    """Adds `amount_cny` at the published rate of the month; a missing rate is a problem, never 1.0.

    An amount without a currency is RMB. `last_days` are those of the dates that name only a month or a year: a year
    has no rate. `rates` are the months that people gave one, as `HKD 2026-01`: the state has the amount, not the row.
    """
    amounts = together(rows.column("amount_low"), rows.column("currency")).mapped(
        lambda said: (said[0], said[1] or (None if said[0] is None else "CNY"))
    )
    firsts, lasts = rows.column("signed_date"), last_days or constant(None, len(rows))
    converted: dict[int, Decimal | None] = {}
    for position in amounts.rows_where(lambda said: said[0] is not None and said[1] != "CNY"):
        amount, currency = amounts.of(position)
        month = only_month(firsts.of(position), lasts.of(position)) or ""
        rate = exchange_rates().get((month, currency))
        converted[position] = None if rate is None else (amount * rate).quantize(_CENT)
        is_exact = not last_days or last_days.of(position) in (None, firsts.of(position))
        if rate is None and not (is_exact and f"{currency} {month}" in rates):
            rows.find(position, "rate_missing", "amount_low", f"{currency} {month}".strip())
    rows.values["currency"] = amounts.mapped(lambda said: said[1])
    rows.values["amount_cny"] = amounts.mapped(lambda said: said[0]).replaced(converted)
