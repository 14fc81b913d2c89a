"""What a page says first: a sentence from the numbers, or the plain topic when they support none."""

from collections.abc import Sequence
from typing import Protocol

from dashboard.text import t

# Chinese characters of a heading that fit one line of a phone.
LONGEST = 16


class Stands(Protocol):
    """What a heading takes from a card."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def changes(self) -> tuple[str, ...]: ...
    @property
    def light(self) -> str: ...
    @property
    def ahead(self) -> float | None: ...


def lights_heading(language: str, cards: Sequence[Stands]) -> tuple[str, dict[str, int]]:
    """The page's finding from the lights of its cards, and how many cards have each light; "" is no target.

    Without a target the first card's figure and change are the finding. At most `LONGEST` characters where the
    language is Chinese, so that it fits one line on a phone.
    """
    lights = {
        light: len([card for card in cards if card.light == light]) for light in ("on_track", "watch", "behind", "")
    }
    return _finding(language, cards, lights), lights


def _finding(language: str, cards: Sequence[Stands], lights: dict[str, int]) -> str:
    if not cards:
        return t("overview.heading_empty", language)
    if lights["behind"]:
        worst = min((card for card in cards if card.light == "behind"), key=lambda card: card.ahead or 0)
        behind = t("heading.behind", language, name=worst.name, points=f"{abs(worst.ahead or 0):.0f}")
        others = lights["behind"] + lights["watch"] - 1
        more = t("heading.behind_more", language, behind=behind, count=_number(others, language))
        return more if others and _fits(more, language) else behind
    if lights["watch"]:
        return _capital(t("heading.watch", language, count=_number(lights["watch"], language)))
    if lights["on_track"]:
        return t("heading.on_track", language, count=_number(lights["on_track"], language))
    value = f"{cards[0].value} {cards[0].unit}".strip()
    plain = t("heading.plain_value", language, name=cards[0].name, value=value)
    if not cards[0].changes:
        return plain
    with_change = t("heading.plain", language, name=cards[0].name, value=value, change=cards[0].changes[0])
    return with_change if _fits(with_change, language) else plain


def _fits(text: str, language: str) -> bool:
    """Whether a heading is one line; digits and spaces are half as wide as Chinese characters."""
    narrow = len([letter for letter in text if letter.isascii()])
    return language == "en" or len(text) - narrow / 2 <= LONGEST


def _number(value: int, language: str) -> str:
    """A small number as a word: 两项, two."""
    words = t("number.words", language).split()
    return words[value] if value < len(words) else str(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
