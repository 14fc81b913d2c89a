"""The columns of a template: heading, note, choices and example in one language, from the source descriptions."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import opencc

from etl.messages import message
from etl.reference import NAMES, read_table
from etl.source import FOLDER, Source, row_words

# What a heading's cells are read as → the reference table whose names are offered.
OFFERED = {"sectors": "sectors", "partners": "partners", "towns": "towns", "scheme": "schemes", "stage": "stages"}
CHOICES = {"direction", "measure", "purpose", "flag", "currency"}
EXAMPLES = {"date": date(2024, 10, 31), "integer": 12, "decimal": 5_000_000}


@dataclass(frozen=True)
class Field:
    """A column of the template: what it fills, its heading, its note, what is offered, an example."""

    column: str
    type: str
    heading: str
    note: str
    required: bool
    offered: tuple[str, ...]
    strict: bool
    example: Any


def template_fields(source: Source, language: str) -> list[Field]:
    """The fields in the order of the source: of several headings for a column, those that fill only that one."""
    filling = [entry for entry in entries(source.table) if entry["fills"]]
    alone = {entry["fills"][0] for entry in filling if len(entry["fills"]) == 1}
    fields = []
    for entry in filling:
        if len(entry["fills"]) > 1 and alone.issuperset(entry["fills"]):
            continue
        column = source.columns[entry["fills"][0]]
        offered, reads = tuple(_offered(entry["reads"], language)), entry["reads"]
        required = column.name in source.required and column.name not in source.defaults
        example = offered[0] if offered else EXAMPLES.get(column.type) or _example(column.name, language)
        fields.append(
            Field(column.name, column.type, _heading(source, entry, language), in_language(column.meaning, language),
                  required, offered, reads in CHOICES or reads in ("stage", "scheme"), example)
        )  # fmt: skip
    return fields


def in_language(meaning: str, language: str) -> str:
    """The part of `中文 | English` that is in the language."""
    chinese, _, english = meaning.partition(" | ")
    if language == "en":
        return english or chinese
    return _to_traditional(chinese) if language == "zh-Hant" else chinese


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2hk")


@cache
def _to_traditional(text: str) -> str:
    converted: str = _converter().convert(text)
    return converted


@cache
def entries(table: str) -> list[dict[str, Any]]:
    """The headings of a source as they are written there."""
    with (FOLDER / f"{table}.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["headings"]
        return found


def _heading(source: Source, entry: dict[str, Any], language: str) -> str:
    """A spelling of the column in the language, which the reader knows; amounts with their unit in brackets."""
    unit = f" ({_whole_unit(language)})" if entry["reads"].startswith("amount") else ""
    if language == "en":
        return f"{_english(source, entry)}{unit}"
    chinese = _chinese(entry)
    return (_to_traditional(chinese) if language == "zh-Hant" else chinese) + unit.lstrip()


def _chinese(entry: dict[str, Any]) -> str:
    spellings: list[str] = entry["spellings"]
    return next(s for s in spellings if len(s) > 1 and not s.isascii() and "/" not in s)


def _whole_unit(language: str) -> str:
    """The unit of 1: 元, or its English words."""
    units = [unit for unit, factor in row_words().units.items() if factor == 1]
    return "whole units" if language == "en" else next(unit for unit in units if not unit.isascii())


def _english(source: Source, entry: dict[str, Any]) -> str:
    """The English heading that the reader knows as this one: a phrase, the column's name, or any spelling."""
    column = entry["fills"][0]
    own = source.heading((_chinese(entry),))
    spellings = [s for s in entry["spellings"] if s.isascii() and s[0].isalpha() and "/" not in s]
    for words in (_labels().get(column, ""), column.replace("_", " "), *spellings):
        if words and source.heading((words,)) == own:
            return f"{words[0].upper()}{words[1:]}"
    # No English spelling is known; a note in brackets is no part of a heading.
    return f"{_chinese(entry)} ({in_language(source.columns[column].meaning, 'en')})"


@cache
def _labels() -> dict[str, str]:
    with (FOLDER / "labels.toml").open("rb") as file:
        return tomllib.load(file)


def _offered(reads: str, language: str) -> list[str]:
    column = {"zh-Hans": "zh_hans", "zh-Hant": "zh_hant", "en": "en"}[language]
    if reads in CHOICES:
        return [row[column] for row in read_table("choices") if row["choice"] == reads]
    if reads not in OFFERED:
        return []
    key = NAMES[OFFERED[reads]][0]
    return [row.get(column) or row[key] for row in read_table(OFFERED[reads])]


def _example(column: str, language: str) -> str | None:
    texts = {"lead", "topic", "title", "place", "zhongshan_party"}
    return message(f"example_{column}", language) if column in texts else None
