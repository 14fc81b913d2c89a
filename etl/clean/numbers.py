"""Counts of people, and amounts of money with unit and currency."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from etl.clean.text import folded
from etl.read.sheet import Value
from etl.source import row_words

# Beyond these it is a slip of the keyboard, and more than the warehouse's columns hold.
LARGEST_COUNT = 1_000_000_000
LARGEST_AMOUNT = Decimal(10) ** 17
_CENT = Decimal("0.01")

_COUNT = re.compile(
    r"(?:一行|约|共|近|逾|超过|超|计|首批)*(\d{1,3}(?:[,\s]\d{3})+|\d+)(?:余|多)?(?:人次|人|名|位|宗|家|个|项|person|people)?$"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# The last one takes a bare 元 only where no other money's name ends in it.
_CURRENCIES = (
    ("HKD", re.compile(r"港元|港币|hk\$|hkd")),
    ("USD", re.compile(r"美元|美金|us\$|usd")),
    ("MOP", re.compile(r"澳门元|澳门币|葡币|mop")),
    ("TWD", re.compile(r"台币|twd|nt\$")),
    ("EUR", re.compile(r"欧元|€|eur")),
    ("JPY", re.compile(r"日元|日圆|日币|jpy")),
    ("GBP", re.compile(r"英镑|£|gbp")),
    ("CNY", re.compile(r"人民币|(?<![\u4e00-\u9fff])元|(?<=[十百千万亿多余位])元|rmb|cny|¥|￥")),
)
# Money of which we do not know what it is must not become RMB.
_OTHER_MONEY = re.compile(r"元|币|圆|镑|铢|卢布|卢比|法郎")
_MORE = re.compile(r"超|逾|不低于|不少于|以上|至少|余|多|over|morethan|atleast")
_LESS = re.compile(r"不超|不足|不到|不逾|以下|以内|至多|最多|upto|lessthan|atmost")
_NEGATIVE = re.compile(r"^\D*[-−]\d|^负|^\(\d")


@dataclass(frozen=True)
class Amount:
    """Money in whole currency units; `high` is None when the source says "more than"."""

    low: Decimal
    high: Decimal | None
    currency: str | None


def read_count(value: Value, factor: int = 1) -> int | str:
    """A count of people or cases, or the code `bad_number`; `factor` is the heading's unit (万人)."""
    if isinstance(value, bool) or value is None:
        return "bad_number"
    if isinstance(value, int | float):
        count = Decimal(str(value)) * factor
        return int(count) if 0 <= count <= LARGEST_COUNT and count == int(count) else "bad_number"
    match = _COUNT.match(folded(str(value)))
    if not match:
        return "bad_number"
    count = Decimal(re.sub(r"\D", "", match[1])) * factor
    return int(count) if count <= LARGEST_COUNT else "bad_number"


def unit_of(notes: tuple[str, ...]) -> tuple[int | None, str | None]:
    """(factor, currency) that a heading's notes give: ("亿元",) → (100000000, "CNY")."""
    for note in notes:
        if match := re.search(_units(), note):
            return row_words().units[match[0]], currency_of(note)
    return None, None


def currency_of(text: str) -> str | None:
    """The currency that a folded text names, as ISO 4217."""
    return next((code for code, pattern in _CURRENCIES if pattern.search(text)), None)


def read_amount(value: Value, factor: int | None, currency: str | None) -> Amount | str:
    """An amount, or the code `amount_undetermined`. The cell's own unit and currency win over the heading's."""
    if isinstance(value, bool) or value is None:
        return "amount_undetermined"
    if isinstance(value, int | float):
        return _amount([Decimal(str(value)) * factor], currency) if factor else "amount_undetermined"
    text = folded(str(value))
    found = [
        (Decimal(number.replace(",", "")), row_words().units.get(unit))
        for number, unit in re.findall(rf"({_NUMBER})(?:多|余)?({_units()})?", text)
    ]
    is_range = re.search(rf"(?:{_NUMBER})[^\d]*[-–—~至到][^\d]*(?:{_NUMBER})", text)
    if not found or len(found) > 2 or (len(found) == 2 and not is_range):
        return "amount_undetermined"
    money = currency_of(text)
    if money is None and _OTHER_MONEY.search(text):
        return "amount_undetermined"
    if "%" in text or _NEGATIVE.search(text) or _LESS.search(text):
        return "amount_undetermined"
    # "5-8亿元": the first number has the unit of the second; "亿元5" none of its own.
    own = found[-1][1] or unit_of((text,))[0] or factor
    scales = [unit or own for _, unit in found]
    numbers = [number * scale for (number, _), scale in zip(found, scales, strict=True) if scale]
    if len(numbers) != len(found):
        return "amount_undetermined"
    return _amount(numbers, money or currency, is_open=len(numbers) == 1 and bool(_MORE.search(text)))


def _amount(numbers: list[Decimal], currency: str | None, *, is_open: bool = False) -> Amount | str:
    if not 0 <= numbers[0] <= numbers[-1] <= LARGEST_AMOUNT:
        return "amount_undetermined"
    low, high = numbers[0].quantize(_CENT), numbers[-1].quantize(_CENT)
    return Amount(low, None if is_open else high, currency)


@cache
def _units() -> str:
    """A pattern of all units, the longest first, so that 千万 is never read as 万."""
    return "|".join(map(re.escape, sorted(row_words().units, key=len, reverse=True)))
