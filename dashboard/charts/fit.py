"""Fits names into the room a chart has for them, since a chart cannot measure its own text."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from dashboard.charts.theme import TEXTS_KEPT, plain, visible

SOFT_HYPHEN = "\u00ad"
LINE = 1.3  # Plotly's line height, in multiples of the text size


@lru_cache(maxsize=TEXTS_KEPT)
def ems(text: str) -> float:
    """The estimated width of a text, in multiples of its size."""
    return sum(_width(character) for character in text)


def widest(texts: Iterable[str]) -> float:
    return max((ems(text) for text in texts), default=0.0)


@lru_cache(maxsize=TEXTS_KEPT)
def fitted(text: str, room: float, lines: int = 1) -> str:
    """The text in at most so many lines of a width, safe for Plotly; what is left over becomes an ellipsis."""
    rows = _wrapped(visible(text), room)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], _cut("".join(rows[lines - 1 :]), room)]
    return "<br>".join(plain(row) for row in rows)


@lru_cache(maxsize=TEXTS_KEPT)
def broken(name: str, room: float) -> str:
    """A name in at most two lines: broken at a space, else at a soft hyphen, else where the room ends."""
    whole = visible(name)
    if ems(whole) <= room:
        return plain(whole)
    if " " in whole or _width(whole[0]) == 1:
        return fitted(whole, max(room, *(ems(word) for word in whole.split())) if " " in whole else room, 2)
    parts = name.split(SOFT_HYPHEN) if SOFT_HYPHEN in name else list(whole)
    fits = [cut for cut in range(1, len(parts)) if ems("".join(parts[:cut]) + "-") <= room]
    cut = fits[-1] if fits else 1
    return f"{plain(''.join(parts[:cut]))}-<br>{plain(''.join(parts[cut:]))}"


def multiline(text: str) -> str:
    """Text whose line breaks are meant by the caller."""
    return "<br>".join(plain(line) for line in text.split("\n"))


def _width(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in " .,:;'|!()[]/·iljtfrI-":
        return 0.32
    return 0.6 if character.isupper() or character in "mw%&—" else 0.51


def _wrapped(text: str, room: float) -> list[str]:
    """Breaks at spaces where there are any, else (Chinese, one long word) at any character."""
    rows = [""]
    for word in _words(text):
        if ems((rows[-1] + word).rstrip()) <= room:
            rows[-1] += word
        elif ems(word.rstrip()) <= room:
            rows.append(word)
        else:
            for character in word:
                if ems(rows[-1] + character) > room:
                    rows.append("")
                rows[-1] += character
    return [row for row in rows if row.strip()]


def _words(text: str) -> list[str]:
    """Words with the space that follows them, so that joining gives the text again."""
    return [word + " " for word in text.split(" ")[:-1]] + [text.split(" ")[-1]]


def _cut(text: str, room: float) -> str:
    if ems(text) <= room:
        return text
    while text and ems(text) + 1 > room:
        text = text[:-1]
    return text.rstrip() + "…"
