"""Counts of people, and amounts of money with unit and currency."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from etl.clean.numerals import number_of, numerals
from etl.clean.text import folded
from etl.read.sheet import Value
from etl.source import row_words

# Beyond these it is a slip of the keyboard, and more than the warehouse's columns hold.
LARGEST_COUNT = 1_000_000_000
LONGEST_COUNT = 60
LONGEST_AMOUNT = 200
LARGEST_AMOUNT = Decimal(10) ** 17
_CENT = Decimal("0.01")

_COUNT = re.compile(
    r"(?:一行|大约|大概|约|合共|总共|共|近|逾|超过|超|合计|总计|计|首批)*(?:(\d{1,3}(?:[,\s]\d{3})+|\d+)(?:余|多)?|([^\W\d_a-z]+?))"
    r"(人次|人|名|位|宗|家|个|项|persons?|people|pax)?$"
)
# A remark behind the count that counts nothing itself: 14人（含领队）.
_REMARK = re.compile(r"\((?:含|包括|不含|包含)[^()]*\)$")
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
# A bare $ is a dollar, of which country only the surroundings can say.
_DOLLAR = re.compile(r"\$")
_DOLLARS = {"HKD", "USD", "TWD"}
_LATIN = re.compile(
    r"hk\$|us\$|nt\$|hkd|usd|mop|twd|eur|jpy|gbp|rmb|cny"
    r"|about|approx|circa|over|morethan|atleast|upto|lessthan|atmost|(?<=\d)to(?=\d)"
)
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
    text = folded(str(value))
    if (remark := _REMARK.search(text)) and not re.search(rf"[\d{numerals().all}]", remark[0]):
        text = text[: remark.start()]
    match = _COUNT.match(text) if len(text) <= LONGEST_COUNT else None
    if not match:
        return "bad_number"
    number = Decimal(re.sub(r"\D", "", match[1])) if match[1] else number_of(match[2])
    # A number of one digit too many for us is a slip, also before it is multiplied.
    if number is None or number > LARGEST_COUNT or (not match[1] and not match[3]):
        return "bad_number"
    # 34000人 under 人数（万人） says its own unit.
    count = Decimal(number) * (1 if match[3] else factor)
    return int(count) if count <= LARGEST_COUNT else "bad_number"


def unit_of(notes: tuple[str, ...]) -> tuple[int | None, str | None]:
    """(factor, currency) that a heading's notes give: ("亿元",) → (100000000, "CNY")."""
    for note in notes:
        if match := re.search(_units(), note):
            return row_words().units[match[0]], currency_of(note)
    return None, None


def stated_unit(note: str) -> tuple[str, int | None, str | None] | None:
    """What a title's 单位：… measures: ("money", 10000, "CNY"), ("people", 10000, None); None for anything else."""
    money = "|".join(pattern.pattern for _, pattern in _CURRENCIES)
    if note and (match := re.fullmatch(rf"(?:{money})?({_units()})?(?:{money})?", note)):
        return "money", row_words().units.get(match[1] or ""), currency_of(note)
    if match := re.fullmatch(rf"({_units()})?(?:人次|人|名|宗)", note):
        return "people", row_words().units.get(match[1] or "", 1), None
    return None


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
    if len(text) > LONGEST_AMOUNT:
        return "amount_undetermined"
    text = _with_digits(text)
    found = [
        (Decimal(number.replace(",", "")), row_words().units.get(unit))
        for number, unit in re.findall(rf"({_NUMBER})(?:多|余)?({_units()})?", text)
    ]
    is_range = re.search(rf"(?:{_NUMBER})[^\d]*[-–—~至到][^\d]*(?:{_NUMBER})", text)
    if not found or len(found) > 2 or (len(found) == 2 and not is_range):
        return "amount_undetermined"
    money = currency_of(text)
    if money is None and (_OTHER_MONEY.search(text) or (_DOLLAR.search(text) and currency not in _DOLLARS)):
        return "amount_undetermined"
    # Letters that are neither unit nor money may be either, of a kind that we do not know.
    if re.search("[a-z]", _LATIN.sub("", re.sub(_units(), "", text))):
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
    """A pattern of all units, the longest first, so that 千万 is never read as 万; m only where no word goes on."""
    units = sorted(row_words().units, key=len, reverse=True)
    return "|".join(
        rf"(?<=\d){unit}(?![a-z])|(?<=\d){unit}(?=hkd|usd|rmb|cny)"
        if re.fullmatch("[a-z]{1,2}", unit)
        else re.escape(unit)
        for unit in units
    )


def _with_digits(text: str) -> str:
    """叁佰万元整 → 300万元整. A text with digits of its own keeps its numerals: 第一期5亿元."""
    if re.search(r"\d|几|数|半", text):
        return text

    def digits(match: re.Match[str]) -> str:
        number = number_of(match[0])
        if number is None:
            return match[0]
        return f"{number // 10**4}万" if number % 10**4 == 0 and number else str(number)

    return re.sub(rf"[{numerals().all}]+", digits, text)
