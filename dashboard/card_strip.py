"""The strip of cards on top of a page, as one component."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.access.public import public_totals
from dashboard.card import Card, card, public_card
from dashboard.component import component, pack
from dashboard.printing import used
from dashboard.reader import Reader
from etl import clock

STRIPS_KEPT = 1000


@dataclass(frozen=True)
class Strip:
    """Everything that decides what a strip shows."""

    reader: Reader
    indicators: tuple[str, ...]
    columns: int
    today: date


def card_strip(reader: Reader, indicators: Sequence[str], columns: int) -> None:
    """A card for each indicator, `columns` beside each other where the screen is wide enough."""
    if reader.view == "print":
        used(indicators)
    component("cards", "cards", packed(Strip(reader, tuple(indicators), columns, clock.today())))


def public_strip(reader: Reader, columns: int) -> None:
    """A card for each public total, where the reader is a partner body, which sees nothing else of everybody."""
    if reader.own is None:
        return
    if reader.view == "print":
        used(public_totals())
    component("cards", "public", _packed(reader, columns, [public_card(reader, one) for one in public_totals()]))


def cards(reader: Reader, indicators: Sequence[str]) -> tuple[Card, ...]:
    """The cards that a strip shows, for a page's heading."""
    return _made(Strip(reader, tuple(indicators), 0, clock.today()))


@lru_cache(maxsize=STRIPS_KEPT)
def _made(strip: Strip) -> tuple[Card, ...]:
    return tuple(card(strip.reader, indicator) for indicator in strip.indicators)


@lru_cache(maxsize=STRIPS_KEPT)
def packed(strip: Strip) -> bytes:
    """The strip's data for `frontend/cards.js`."""
    return _packed(strip.reader, strip.columns, cards(strip.reader, strip.indicators))


def _packed(reader: Reader, columns: int, shown: Sequence[Card]) -> bytes:
    return pack(
        {
            "lang": reader.language,
            "columns": columns,
            "cards": list(shown),
            "words": {word: reader.t(f"panel.word.{word}") for word in ("definition", "close")},
        }
    )
