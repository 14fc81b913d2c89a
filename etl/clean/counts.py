"""Counts of people and cases as offices write them → a whole number. Nearly and more than are taken as the number."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from etl.clean.money import number_words
from etl.clean.numerals import number_of, numerals
from etl.clean.text import folded, parts_digits
from etl.read.sheet import Value
from etl.source import row_words

# Beyond it, it is a slip of the keyboard.
LARGEST_COUNT = 1_000_000_000
LONGEST_COUNT = 60
SMALLEST_NEARLY = 10


@dataclass(frozen=True)
class Patterns:
    """A count, and a remark in brackets that counts nothing itself."""

    count: re.Pattern[str]
    remark: re.Pattern[str]


@cache
def _patterns(column: str) -> Patterns:
    words = number_words()["counts"]
    kinds = words["columns"].get(column, words["units"])
    nearly = number_words()["amounts"]["nearly"]
    before, behind, remarks = ("|".join(words[name]) for name in ("before", "behind", "remarks"))
    units = "|".join(unit for kind in kinds for unit in words["units"][kind])
    numeral = rf"[{numerals().all}]"
    # 5m may be metres, and 14元 is money.
    scales = [unit for unit, factor in row_words().units.items() if factor > 1 and not unit.isascii()]
    scale = "|".join(sorted(scales, key=len, reverse=True))
    return Patterns(
        count=re.compile(
            rf"(?:{before})*"
            rf"(?:(?P<digits>\d{{1,3}}(?:[,\s]\d{{3}})+|\d+)(?P<decimals>\.\d+)?{nearly}?(?P<scale>{scale})?"
            rf"|(?P<numeral>{numeral}+?)(?P<nearly>{nearly})?)"
            rf"(?P<unit>{units})?(?:{behind.replace('+', '[+]')})?$"
        ),
        remark=re.compile(rf"\((?:{remarks})(?:(?!{numeral})[^()\d])*\)$"),
    )


def read_count(value: Value, factor: int = 1, column: str = "") -> int | str:
    """A count of people or cases, or the code `bad_number`; `factor` is the heading's unit (万人).

    `column` is the one that it fills: 20家 is no number of participants.
    """
    if isinstance(value, bool) or value is None:
        return "bad_number"
    if isinstance(value, int | float):
        return _whole(Decimal(str(value)) * factor)
    text = str(value).strip()
    if len(text) > LONGEST_COUNT or parts_digits(text):
        return "bad_number"
    known = _patterns(column)
    text = folded(text)
    match = known.count.match(known.remark.sub("", text))
    if not match:
        return "bad_number"
    if match["numeral"]:
        spoken = number_of(match["numeral"])
        # 一 alone may be the dash of an empty cell; 十余人 may be nearly twice as many.
        if spoken is None or not match["unit"] or (match["nearly"] and spoken <= SMALLEST_NEARLY):
            return "bad_number"
        return _whole(Decimal(spoken))
    number = Decimal(re.sub(r"\D", "", match["digits"]) + (match["decimals"] or ""))
    # A number of one digit too many is a slip, also before it is multiplied.
    if number > LARGEST_COUNT:
        return "bad_number"
    if match["scale"]:
        return _whole(number * row_words().units[match["scale"]])
    # 34000人 under 人数（万人） says its own unit.
    return _whole(number * (1 if match["unit"] else factor))


def _whole(count: Decimal) -> int | str:
    return int(count) if 0 <= count <= LARGEST_COUNT and count == int(count) else "bad_number"
