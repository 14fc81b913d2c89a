"""Every word a reader sees, by key and language: `text.csv`, and for indicators the words of their definitions.

Other names come from the reference tables, not from here.
"""

import csv
from functools import cache
from pathlib import Path

from etl.definitions import words

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
# An office edits these; they are shown as they stand, whatever brackets are in them.
_DEFINED = ("indicator.", "owner.")


def catalogue() -> dict[str, dict[str, str]]:
    """Key → language → text; a definition is the one that holds today."""
    defined = {language: words(language) for language in LANGUAGES}
    return {**_own(), **{key: {name: defined[name][key] for name in LANGUAGES} for key in defined[LANGUAGES[0]]}}


@cache
def _own() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "text.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: {language: row[language] for language in LANGUAGES} for row in csv.DictReader(file)}


def has_text(key: str) -> bool:
    """Whether there is a text for `key`."""
    return key in (words(LANGUAGES[0]) if key.startswith(_DEFINED) else _own())


def t(key: str, language: str, **values: object) -> str:
    """The text for `key`, with `values` filled in. A key that is not there is a mistake of ours: `KeyError`."""
    if key.startswith(_DEFINED):
        return words(language)[key]
    return _own()[key][language].format(**values)
