"""Amounts of money as offices write them → lower and upper bound in whole units, and the currency."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from etl.clean.money import any_money, any_unit, currencies_in, currency_of, number_words
from etl.clean.numerals import number_of, numerals
from etl.clean.text import folded, parts_digits
from etl.read.sheet import Value
from etl.source import row_words

LONGEST_AMOUNT = 200
# More than the warehouse's columns hold
LARGEST_AMOUNT = Decimal(10) ** 15
# HK$500 or 港币500 may have meant 万; from here on a number without a unit says whole units.
SMALLEST_WITHOUT_UNIT = 10_000
_CENT = Decimal("0.01")
_LATIN = re.compile("[a-z]")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


@dataclass(frozen=True)
class Amount:
    """Money in whole currency units; `high` is None when the source says "more than"."""

    low: Decimal
    high: Decimal | None
    currency: str | None


@dataclass(frozen=True)
class Patterns:
    """What is looked for in an amount; built once from `sources/numbers.toml`."""

    quantity: re.Pattern[str]
    whole: re.Pattern[str]
    bracket: re.Pattern[str]
    unit_only: re.Pattern[str]
    again: re.Pattern[str]
    yuan: re.Pattern[str]
    more: re.Pattern[str]
    not_an_amount: re.Pattern[str]
    other_money: re.Pattern[str]
    dollar: re.Pattern[str]
    known_latin: re.Pattern[str]
    vague: re.Pattern[str]
    counter: re.Pattern[str]
    numeral: re.Pattern[str]


@cache
def _patterns() -> Patterns:
    words = number_words()["amounts"]
    unit, nearly, money = any_unit(), words["nearly"], f"{any_money()}|{words['yuan_anywhere']}"
    one = rf"(?:{_NUMBER}){nearly}?"
    side = rf"(?:{one}(?:{unit}){nearly}?)*{one}(?:{unit})?{nearly}?(?:{money})*"
    return Patterns(
        quantity=re.compile(rf"({_NUMBER}){nearly}?({unit})?"),
        whole=re.compile(
            rf"(?P<before>\D*?)(?P<first>{side})(?:(?:{words['to']})(?:{money})*(?P<second>{side}))?"
            rf"(?:(?:{words['behind']})\D*)?"
        ),
        bracket=re.compile(rf"\(((?:{unit}|{money})+)\)"),
        unit_only=re.compile(rf"(?:{unit}|{money}|[:()])+"),
        again=re.compile(words["again"]),
        yuan=re.compile(words["yuan_written"]),
        more=re.compile(words["more"]),
        not_an_amount=re.compile(words["not_an_amount"]),
        other_money=re.compile(words["other_money"]),
        dollar=re.compile(words["dollar"]),
        known_latin=re.compile(rf"{unit}|{money}|{words['idle']}"),
        vague=re.compile(words["vague"]),
        counter=re.compile(words["counter"]),
        numeral=re.compile(f"[{numerals().all}]+"),
    )


def read_amount(value: Value, factor: int | None, currency: str | None, *, is_whole: bool = False) -> Amount | str:
    """An amount, or a code: `amount_missing` for a unit or a currency alone, else `amount_undetermined`.

    `factor` and `currency` are those of the heading or the title; the cell's own win over them. `is_whole`: the
    heading names the currency alone, so that large numbers are whole units of it.
    """
    if isinstance(value, bool) or value is None:
        return "amount_undetermined"
    if isinstance(value, int | float):
        if is_whole and value >= SMALLEST_WITHOUT_UNIT:
            factor = factor or 1
        return _amount([Decimal(str(value)) * factor], currency) if factor else "amount_undetermined"
    written = str(value).strip()
    if len(written) > LONGEST_AMOUNT or parts_digits(written):
        return "amount_undetermined"
    known = _patterns()
    text = known.yuan.sub(number_words()["amounts"]["yuan_anywhere"], folded(";".join(written.splitlines())))
    text = known.counter.sub("", text)
    # 千万元 alone may be ten million; 万元 is none.
    if known.unit_only.fullmatch(text) and text[0] not in numerals().small:
        return "amount_missing"
    text = known.bracket.sub(r"\1", text) if "(" in text else text
    return _from_text(_with_digits(text, known), factor, currency, known, is_whole)


def _from_text(text: str, factor: int | None, currency: str | None, known: Patterns, is_whole: bool) -> Amount | str:
    again = next((found for found in known.again.finditer(text) if re.search(r"\d", text[: found.start()])), None)
    text = text[: again.start()] if again else text
    match = known.whole.fullmatch(text)
    if not match or known.not_an_amount.search(text):
        return "amount_undetermined"
    named = currencies_in(text)
    money = named[0] if named else currency_of(text)
    if len(named) > 1 or (money is None and not _may_be(text, currency, known)):
        return "amount_undetermined"
    # Letters that are neither unit nor money may be either, of a kind that we do not know.
    if _LATIN.search(text) and _LATIN.search(known.known_latin.sub("", text)):
        return "amount_undetermined"
    sides = [_side(match[name], known) for name in ("first", "second") if match[name]]
    if (scale := _scale(sides[-1], match["before"], money, factor, currency, is_whole)) is None:
        return "amount_undetermined"
    numbers = [number for side in sides if (number := _sum(side, scale)) is not None]
    if len(numbers) != len(sides):
        return "amount_undetermined"
    return _amount(numbers, money or currency, is_open=len(numbers) == 1 and bool(known.more.search(text)))


def _may_be(text: str, currency: str | None, known: Patterns) -> bool:
    """Whether a text that names no money we know may be of the surroundings' currency."""
    if known.dollar.search(text):
        return currency in number_words()["amounts"]["dollars"]
    return not known.other_money.search(text)


_Side = list[tuple[Decimal, int | None]]


def _side(text: str, known: Patterns) -> _Side:
    units = row_words().units
    found = [(Decimal(number.replace(",", "")), units.get(unit)) for number, unit in known.quantity.findall(text)]
    # 港元 says 元, which the money's pattern has taken.
    if len(found) == 1 and found[0][1] is None and number_words()["amounts"]["yuan_anywhere"] in text:
        return [(found[0][0], 1)]
    return found


def _scale(
    last: _Side, before: str, money: str | None, factor: int | None, currency: str | None, is_whole: bool
) -> int | None:
    """The unit of a number that has none itself: that of the end of its range, that before it, that around it."""
    number, unit = last[-1]
    if unit:
        return unit
    # 亿元5: nothing but a unit and a currency stands before.
    if (in_front := re.fullmatch(rf"({any_unit()})(?:{any_money()})?:?", before)) and in_front[1]:
        return row_words().units[in_front[1]]
    if factor == 1 or (money is None and not is_whole):
        return factor
    if factor is None:
        return 1 if number >= SMALLEST_WITHOUT_UNIT else None
    # US$1,200,000 under 万元: are these dollars, or ten thousands of them?
    return factor if money == currency and number < SMALLEST_WITHOUT_UNIT * 10 else None


def _sum(side: _Side, scale: int) -> Decimal | None:
    """1亿2000万 is 1.2亿: units go down and what follows is smaller than one of the unit before."""
    if len(side) == 1:
        return side[0][0] * (side[0][1] or scale)
    parts = [(number, unit or 0) for number, unit in side]
    for (_, larger), (number, unit) in pairwise(parts):
        if not 0 < number * unit < larger:
            return None
    return sum((number * unit for number, unit in parts), Decimal(0))


def _amount(numbers: list[Decimal], currency: str | None, *, is_open: bool = False) -> Amount | str:
    if not 0 <= numbers[0] <= numbers[-1] <= LARGEST_AMOUNT:
        return "amount_undetermined"
    low, high = numbers[0].quantize(_CENT), numbers[-1].quantize(_CENT)
    return Amount(low, None if is_open else high, currency)


def _with_digits(text: str, known: Patterns) -> str:
    """叁佰万元整 → 300万元整. A text with digits of its own keeps its numerals: 第一期5亿元."""
    if re.search(r"\d", text) or known.vague.search(text):
        return text
    ten_thousand = next(unit for unit, factor in row_words().units.items() if factor == 10**4)

    def digits(match: re.Match[str]) -> str:
        number = number_of(match[0])
        if number is None:
            return match[0]
        return f"{number // 10**4}{ten_thousand}" if number % 10**4 == 0 and number else str(number)

    return known.numeral.sub(digits, text)


def lacks_amount(currency: str | None, low: Decimal | None, high: Decimal | None) -> bool:
    """Whether a row names a currency in a cell of its own and no amount, which is `amount_missing`."""
    return bool(currency) and low is None and high is None
