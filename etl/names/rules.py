"""Spellings that follow from a name's known ones by what offices do with every name; the words are in `rows.toml`."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from etl.source import FOLDER

_BRACKETS = str.maketrans("", "", "()[]{}【】〔〕")
_ENGLISH_WORD = re.compile("[a-z0-9]+")
# A longer key in Latin letters is a full name, a shorter one an abbreviation.
LONGEST_ABBREVIATION = 10


@cache
def made_rules() -> dict[str, Any]:
    """The words of `rows.toml` from which spellings are made."""
    with (FOLDER / "rows.toml").open("rb") as file:
        rules: dict[str, Any] = tomllib.load(file)["names"]["made"]
    return rules


def without_brackets(key: str) -> str:
    """京科控股(国际)集团 → 京科控股国际集团: the brackets go, what stands in them stays."""
    return key.translate(_BRACKETS)


def made_keys(table: str, kind: str, name: str, spellings: Iterable[str]) -> Iterator[str]:
    """The keys that follow from a name's own: `name` is the key of the canonical one, `spellings` are those of all."""
    if table == "partners":
        yield from map(without_brackets, _of_a_body(kind, name, list(spellings)))
    elif table == "towns":
        rules = made_rules()
        for spelling in spellings:
            for prefix in ("", *rules["town_prefixes"]):
                for ending in ("", *rules["town_endings"]):
                    yield prefix + spelling + ending


def _of_a_body(kind: str, name: str, spellings: list[str]) -> Iterator[str]:
    rules = made_rules()
    is_of_hong_kong = kind in rules["bodies_of_hong_kong"]
    spellings = [*spellings, *_shortened(spellings)]
    spellings += [joined for spelling in spellings for joined in _joined_otherwise(spelling)]
    yield from spellings
    for spelling in spellings:
        is_abbreviation = spelling.isascii() and len(spelling) <= LONGEST_ABBREVIATION
        if is_of_hong_kong and (is_abbreviation or not spelling.isascii()):
            bare = _bare(spelling)
            yield from (prefix + bare for prefix in rules["hong_kong"])
        elif is_abbreviation and name.startswith(rules["hong_kong"][-1]):
            yield rules["hong_kong"][-1] + spelling
        if kind in rules["associations"] and not spelling.isascii():
            yield from (spelling + form for form in rules["association_forms"])
    if kind in rules["companies"]:
        forms = rules["company_forms"]
        bare = next((name.removesuffix(form) for form in forms if name.endswith(form)), name)
        yield from (bare + form for form in ("", *forms))


def _bare(spelling: str) -> str:
    """Without 香港特别行政区政府 and the like before it, where something is left."""
    for prefix in made_rules()["hong_kong"]:
        if spelling.startswith(prefix) and len(spelling) >= len(prefix) + 2:
            return spelling.removeprefix(prefix)
    return spelling


def _shortened(spellings: list[str]) -> Iterator[str]:
    for long, short in made_rules()["shortened"]:
        yield from (spelling.replace(long, short) for spelling in spellings if long in spelling)
        yield from (spelling.replace(short, long) for spelling in spellings if short in spelling)


def _joined_otherwise(spelling: str) -> Iterator[str]:
    joining = made_rules()["joining"]
    places = [place for place, letter in enumerate(spelling) if letter in joining and 0 < place < len(spelling) - 1]
    if len(places) == 1:
        before, after = spelling[: places[0]], spelling[places[0] + 1 :]
        yield from (before + word + after for word in joining)


def english_key(written: str) -> str | None:
    """An English name by the words that tell bodies apart, the place as hk; None for one word and for other scripts."""
    plain = unicodedata.normalize("NFKC", written).replace("’", "").replace("'", "").lower()
    if not plain.isascii() or " " not in plain or "(" in plain:
        return None
    rules = made_rules()
    words = " ".join(_ENGLISH_WORD.findall(plain))
    for long, short in rules["place_words"]:
        words = re.sub(rf"\b{long}\b", short, words)
    telling = [word for word in words.split() if word not in rules["idle_words"]]
    return " ".join(telling) if len(telling) > 1 else None


def made_english_keys(kind: str, spellings: Iterable[str]) -> Iterator[str]:
    """The English keys of a body's spellings as they are written; a body of Hong Kong may say so or not."""
    rules = made_rules()
    place = rules["place_words"][0][1]
    for spelling in spellings:
        key = english_key(spelling)
        if key:
            yield key
        if kind in rules["bodies_of_hong_kong"] and spelling.isascii() and place not in (key or "").split():
            words = key or spelling.lower()
            yield from (f"{words} {place}", f"{place} {words}")
