"""Counts of people, and amounts of money with unit and currency."""

import re
from dataclasses import dataclass
from decimal import Decimal

from etl.clean.text import folded
from etl.read.sheet import Value
from etl.source import row_words

_COUNT = re.compile(
    r"(?:一行|约|共|近|逾|超过|超|计|首批)*(\d{1,3}(?:[,\s]\d{3})+|\d+)(?:余|多)?(?:人次|人|名|位|宗|家|个|项|person|people)?$"
)
_NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_CURRENCIES = (
    ("HKD", re.compile(r"港元|港币|港幣|hk\$|hkd")),
    ("USD", re.compile(r"美元|美金|us\$|usd")),
    ("CNY", re.compile(r"人民币|元|rmb|cny|¥|￥")),
)
_OPEN = re.compile(r"超|逾|不低于|以上|至少|余|多|over|morethan|atleast")


@dataclass(frozen=True)
class Amount:
    """Money in whole currency units; `high` is None when the source says "more than"."""

    low: Decimal
    high: Decimal | None
    currency: str | None


def read_count(value: Value) -> int | str:
    """A count of people or cases, or the code `bad_number`."""
    if isinstance(value, bool) or value is None:
        return "bad_number"
    if isinstance(value, int | float):
        return int(value) if value >= 0 and value == int(value) else "bad_number"
    match = _COUNT.match(folded(str(value)))
    return int(re.sub(r"\D", "", match[1])) if match else "bad_number"


def unit_of(notes: tuple[str, ...]) -> tuple[int | None, str | None]:
    """(factor, currency) that a heading's notes give: ("亿元",) → (100000000, "CNY")."""
    for note in notes:
        currency = next((code for code, pattern in _CURRENCIES if pattern.search(note)), None)
        for unit, factor in sorted(row_words().units.items(), key=lambda item: -len(item[0])):
            if unit in note:
                return factor, currency
    return None, None


def read_amount(value: Value, factor: int | None, currency: str | None) -> Amount | str:
    """An amount, or the code `amount_undetermined`. The cell's own unit and currency win over the heading's."""
    if isinstance(value, bool) or value is None:
        return "amount_undetermined"
    if isinstance(value, int | float):
        if factor is None or value < 0:
            return "amount_undetermined"
        exact = Decimal(str(value)) * factor
        return Amount(exact, exact, currency)
    text = folded(str(value))
    own_factor, own_currency = unit_of((text,))
    if own_currency is None:
        own_currency = next((code for code, pattern in _CURRENCIES if pattern.search(text)), None)
    scale, money = own_factor or factor, own_currency or currency
    numbers = [Decimal(number.replace(",", "")) for number in re.findall(_NUMBER, text)]
    if scale is None or not 1 <= len(numbers) <= 2 or "%" in text:
        return "amount_undetermined"
    if len(numbers) == 2 and not re.search(rf"{_NUMBER}[^\d]*[-–—~至到][^\d]*{_NUMBER}", text):
        return "amount_undetermined"
    low, high = numbers[0] * scale, numbers[-1] * scale
    if low > high:
        return "amount_undetermined"
    return Amount(low, None if len(numbers) == 1 and _OPEN.search(text) else high, money)
