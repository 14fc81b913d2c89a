"""Every word a reader sees, by key and language: `text.csv`. Names come from the reference tables, not from here."""

import csv
from functools import cache
from pathlib import Path

LANGUAGES = ("zh-Hans", "zh-Hant", "en")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Key → language → text."""
    with (Path(__file__).parent / "text.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: {language: row[language] for language in LANGUAGES} for row in csv.DictReader(file)}


def t(key: str, language: str, **values: object) -> str:
    """The text for `key`, with `values` filled in. A key that is not there is a mistake of ours: `KeyError`."""
    return catalogue()[key][language].format(**values)
