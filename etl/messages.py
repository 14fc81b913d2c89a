"""The sentences of the ETL, by code and language; the words are in `messages.toml`."""

import os
import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("zh-Hans", "zh-Hant", "en")


@cache
def _sentences() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "messages.toml").open("rb") as file:
        return tomllib.load(file)


def reader_language() -> str:
    """The language of the person at the terminal, from the locale; Simplified Chinese when it says nothing."""
    locale = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "").lower()
    if locale.startswith(("zh_hk", "zh_tw", "zh_mo")):
        return "zh-Hant"
    return "en" if locale.startswith("en") else "zh-Hans"


def message(code: str, language: str | None = None, **values: object) -> str:
    """The sentence for `code` with `values` filled in."""
    return _sentences()[code][language or reader_language()].format(**values)
