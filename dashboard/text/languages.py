"""Which language a reader gets."""

from collections.abc import Sequence

from dashboard.text import LANGUAGES

_TRADITIONAL = ("zh-hk", "zh-tw", "zh-mo", "zh-hant")


def reading_language(asked: Sequence[str], locale: str) -> str:
    """The last language that the address asks for, else that of the browser's `locale`, else Simplified Chinese."""
    if asked and asked[-1] in LANGUAGES:
        return asked[-1]
    tag = locale.strip().lower()
    if tag.startswith(_TRADITIONAL):
        return "zh-Hant"
    return "en" if tag.startswith("en") else "zh-Hans"
