"""Chinese numerals, also those of cheques, as numbers. Which characters they are stands in `sources/rows.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache

from etl.source import FOLDER

LONGEST = 30
_NO_UNIT_YET = 10**5
_LARGER_THAN_ALL = 10**9


@dataclass(frozen=True)
class Numerals:
    """Digits by character; units below ten thousand, and those that close a group of four digits."""

    digits: dict[str, int]
    small: dict[str, int]
    large: dict[str, int]

    @property
    def all(self) -> str:
        """Every character of a numeral."""
        return "".join((*self.digits, *self.small, *self.large))


@cache
def numerals() -> Numerals:
    """The numerals of `sources/rows.toml`."""
    with (FOLDER / "rows.toml").open("rb") as file:
        data = tomllib.load(file)["numerals"]
    digits = {character: value for value, characters in enumerate(data["digits"]) for character in characters}
    return Numerals(digits, data["small"], data["large"])


def number_of(numeral: str) -> int | None:
    """The number, or None when the text is no well-formed numeral: 百万, 十几 and 三百五 are none."""
    known = numerals()
    if len(numeral) > LONGEST:
        return None
    if numeral and all(character in known.digits for character in numeral):
        return int("".join(str(known.digits[character]) for character in numeral))
    total = section = 0
    digit: int | None = None
    after_zero = False
    last_small, last_large = _NO_UNIT_YET, _LARGER_THAN_ALL
    for position, character in enumerate(f"{numeral}\n"):
        if character in known.digits:
            if digit:
                return None
            after_zero = digit == 0 or (digit is None and after_zero and known.digits[character] == 0)
            digit = known.digits[character]
        elif character in known.small:
            unit = known.small[character]
            # 十四 is 14 without a 一 before it; 百 alone is no number.
            if unit >= last_small or (not digit and (unit != 10 or position)):
                return None
            section += (digit or 1) * unit
            digit, after_zero, last_small = None, False, unit
        elif character in known.large or character == "\n":
            unit = known.large.get(character, 1)
            # 三百五 and 一万五 are 350 and 15000 to some, 305 and 10005 to others.
            if digit and not after_zero and (10 < last_small < _NO_UNIT_YET or (last_small == _NO_UNIT_YET and total)):
                return None
            section += digit or 0
            if unit >= last_large or not (section or (unit == 1 and numeral)):
                return None
            total += section * unit
            section, digit, after_zero, last_small, last_large = 0, None, False, _NO_UNIT_YET, unit
        else:
            return None
    return total
