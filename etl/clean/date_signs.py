"""A date as written → the same in signs: 2024年10月31日（周四）下午 is `2024Y10M31D`. Words: `sources/dates.toml`."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache

from etl.clean.numerals import number_of, numerals
from etl.clean.text import visible
from etl.source import FOLDER

# A year of the Republic of China and what is added to it.
ERA = 1911
# 9:30, 9点半, 9时30分; a spaceless "t" stands before it in ISO 8601.
_HOUR = r"P?\s*\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?|O(?:\d{1,2}I|B)?)\s*P?"
_TIME = re.compile(rf"(?:(?<=[D(,])|(?<=\d)t|(?<=[\dD])P|\s)\s*{_HOUR}(?:\s*[-~]\s*{_HOUR})?(?![\dYMD./])z?")
_EMPTY = re.compile(r"\([\sP,+-]*\)")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)(?![a-z])")
# 2024 10 31 is a day; digits that only a space parts are not put together.
_PARTED = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})$")
_GAP = re.compile(r"(?<![QH])\d\s+\d")
_LETTER = re.compile("[a-z]")
_QUOTES = "'\"`\u2018\u2019\u201c\u201d "


@dataclass(frozen=True)
class Signs:
    """How words become signs: words of one character, the pattern of longer ones, and the days of the week, which go.

    The longer words are looked for after the characters became signs, and are written so here: 年度 is `Y度`.
    """

    characters: dict[int, str]
    pattern: re.Pattern[str]
    sign: dict[str, str]
    weekday: re.Pattern[str]
    numeral: re.Pattern[str]
    first_month: tuple[str, str]


@cache
def _signs() -> Signs:
    with (FOLDER / "dates.toml").open("rb") as file:
        data = tomllib.load(file)
    signs = [(word, sign) for sign, words in data["signs"].items() for word in words if word != sign]
    characters = {ord(word): sign for word, sign in signs if len(word) == 1 and not word.isascii()}
    sign = {word.translate(characters): sign for word, sign in signs if len(word) > 1 or word.isascii()}
    week = data["weekdays"]
    named = "|".join(sorted(week["names"], key=len, reverse=True))
    weekday = rf"(?:{'|'.join(week['before'])})[{''.join(week['days'])}]|(?<![a-z])(?:{named})(?![a-z])[.,]?"
    return Signs(
        characters,
        re.compile("|".join(_word(word) for word in sorted(sign, key=len, reverse=True))),
        sign,
        re.compile(weekday.translate(characters)),
        re.compile(f"[{''.join(numerals().digits)}{''.join(numerals().small)}]+"),
        (data["first_month"]["from"].translate(characters), data["first_month"]["to"].translate(characters)),
    )


def _word(word: str) -> str:
    return rf"(?<![a-z]){word}(?![a-z])" if word.isascii() and word[0].isalpha() else re.escape(word)


def in_signs(written: str) -> str:
    """The date in signs, without time, day of the week and spaces. What is no part of a date stays as it is."""
    known = _signs()
    text = visible(written)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.strip(_QUOTES).lower().translate(known.characters)
    if not text.isascii() or _LETTER.search(text):
        text = _words(text, known)
    if "(" in text:
        text = _EMPTY.sub("", text)
    if ":" in text or "O" in text:
        text = _EMPTY.sub("", _TIME.sub("", text))
    text = text.replace("P", "").strip().rstrip(".,")
    if _GAP.search(text) and "@" not in text:
        parted = _PARTED.match(text)
        return "-".join(parted.groups()) if parted else text
    return text if "@" in text else "".join(text.split())


def _words(text: str, known: Signs) -> str:
    text = known.weekday.sub("", text).replace(*known.first_month)
    text = known.pattern.sub(lambda found: known.sign[found[0]], known.numeral.sub(_digits, text))
    return _ORDINAL.sub("", text)


def _digits(found: re.Match[str]) -> str:
    number = number_of(found[0])
    return found[0] if number is None else str(number)


_COUNTED = re.compile(r"R(?:[\dY)]|$)")
_YEARS = re.compile(r"(?<!\d)(\d{2,3})(?=Y)")


def era_of(written: str) -> int:
    """What to add to years of two or three digits below this text: 1911 where it says 民国113年 or （民国）, else 0."""
    return ERA if _COUNTED.search(_in_signs_only(written)) else 0


def year_of_republic(written: str) -> int | None:
    """The year, AD, that a text gives by the Republic: 民國113年台账 → 2024. None without one, or with several."""
    text = _in_signs_only(written)
    years = {int(year) + ERA for year in _YEARS.findall(text)} if _COUNTED.search(text) else set()
    return years.pop() if len(years) == 1 else None


def _in_signs_only(written: str) -> str:
    known = _signs()
    return _words(unicodedata.normalize("NFKC", visible(written)).lower().translate(known.characters), known)
