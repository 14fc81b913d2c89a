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


class Sentence(str):
    """A sentence that can be said again in another language: by whom it is shown need not be by whom it was found."""

    __slots__ = ("code", "values")
    code: str
    values: dict[str, object]

    def said_in(self, language: str) -> "Sentence":
        """The same in one of `LANGUAGES`."""
        return message(self.code, language, **self.values)


def message(code: str, language: str | None = None, **values: object) -> Sentence:
    """The sentence for `code` with `values` filled in."""
    said = Sentence(_sentences()[code][language or reader_language()].format(**values))
    said.code, said.values = code, values
    return said


def in_language(error: Exception, language: str) -> str:
    """What an error says, for a reader of one of `LANGUAGES`."""
    said = error.args[-1] if error.args else None
    return said.said_in(language) if isinstance(said, Sentence) else str(error)
