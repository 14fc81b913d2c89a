"""The strip of cards on top of a page, as one component."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache

from dashboard.card import Card, card
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


def cards(reader: Reader, indicators: Sequence[str]) -> tuple[Card, ...]:
    """The cards that a strip shows, for a page's heading."""
    return _made(Strip(reader, tuple(indicators), 0, clock.today()))


@lru_cache(maxsize=STRIPS_KEPT)
def _made(strip: Strip) -> tuple[Card, ...]:
    return tuple(card(strip.reader, indicator) for indicator in strip.indicators)


@lru_cache(maxsize=STRIPS_KEPT)
def packed(strip: Strip) -> bytes:
    """The strip's data for `frontend/cards.js`."""
    reader = strip.reader
    return pack(
        {
            "lang": reader.language,
            "columns": strip.columns,
            "cards": [asdict(one) for one in cards(reader, strip.indicators)],
            "words": {word: reader.t(f"panel.word.{word}") for word in ("definition", "close")},
        }
    )
