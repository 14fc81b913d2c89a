"""Units and currencies, as headings, titles and cells write them. The words are in `sources/numbers.toml`."""

import re
import tomllib
from functools import cache
from typing import Any

from etl.source import FOLDER, row_words


@cache
def number_words() -> dict[str, Any]:
    """The words of `sources/numbers.toml`."""
    with (FOLDER / "numbers.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def currencies() -> dict[str, re.Pattern[str]]:
    """The patterns that name a currency for certain, by ISO 4217."""
    return {code: re.compile(pattern) for code, pattern in number_words()["currencies"].items()}


@cache
def any_money() -> str:
    """A pattern of every word for a currency, a bare 元 as well."""
    return "|".join([*number_words()["currencies"].values(), number_words()["amounts"]["yuan"]])


@cache
def any_unit() -> str:
    """A pattern of all units, the longest first, so that 千万 is never read as 万; m only where no word goes on."""
    units = sorted(row_words().units, key=len, reverse=True)
    return "|".join(
        rf"(?<=\d){unit}(?![a-z])|(?<=\d){unit}(?=hkd|usd|rmb|cny)"
        if re.fullmatch("[a-z]{1,2}", unit)
        else re.escape(unit)
        for unit in units
    )


@cache
def _any_currency() -> re.Pattern[str]:
    return re.compile("|".join(number_words()["currencies"].values()))


def currencies_in(text: str) -> list[str]:
    """The currencies that a folded text names for certain, as ISO 4217; most texts name none."""
    if not _any_currency().search(text):
        return []
    return [code for code, pattern in currencies().items() if pattern.search(text)]


@cache
def _yuan() -> re.Pattern[str]:
    return re.compile(number_words()["amounts"]["yuan"])


def currency_of(text: str) -> str | None:
    """The currency that a folded text names, as ISO 4217."""
    return next(iter(currencies_in(text)), None) or ("CNY" if _yuan().search(text) else None)


def unit_of(notes: tuple[str, ...]) -> tuple[int | None, str | None]:
    """(factor, currency) that a heading's notes give: ("亿元",) → (100000000, "CNY")."""
    for note in notes:
        if match := re.search(any_unit(), note):
            return row_words().units[match[0]], currency_of(note)
    return None, None


def sole_currency(note: str) -> str | None:
    """The currency of a heading's note that says nothing else: Amount (HKD)."""
    return next((code for code, pattern in currencies().items() if pattern.fullmatch(note)), None)


def stated_unit(note: str) -> tuple[str, int | None, str | None] | None:
    """What a title's 单位：… measures: ("money", 10000, "CNY"), ("people", 10000, None); None for anything else."""
    if note and (match := re.fullmatch(rf"(?:{any_money()})?({any_unit()})?(?:{any_money()})?", note)):
        return "money", row_words().units.get(match[1] or ""), currency_of(note)
    units = number_words()["counts"]["units"]
    counted = "|".join((*units["people"], *units["cases"]))
    if match := re.fullmatch(rf"({any_unit()})?(?:{counted})", note):
        return "people", row_words().units.get(match[1] or "", 1), None
    return None
