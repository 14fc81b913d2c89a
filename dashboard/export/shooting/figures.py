"""The figures as they must stand on a page, computed beside the server from the same version and definitions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dashboard import warehouse
from dashboard.card import card
from dashboard.export.shots.shot import Shot
from dashboard.reader import Reader, filters_of


def reader_of(shot: Shot, language: str, as_of: date, view: str = "page") -> Reader:
    """The reader who stands before the shot."""
    version = warehouse.current()
    address = {name: list(values) for name, values in shot.choices.items()} | {"as_of": [as_of.isoformat()]}
    stages = [row["stage"] for row in warehouse.reference(version.name, "stages")]
    return Reader(version, language, filters_of(address, stages), view, is_phone=False)


def cards_as_written(reader: Reader, indicators: Iterable[str]) -> dict[str, str]:
    """Indicator → its figure with its unit, as a card writes it."""
    shown = {indicator: card(reader, indicator) for indicator in indicators}
    return {indicator: f"{one.value} {one.unit}".strip() for indicator, one in shown.items()}


def values_shown(reader: Reader, indicators: Iterable[str]) -> dict[str, Any]:
    """Indicator → its value under the shot's filters, as `python -m dashboard.values` gives it."""
    return {indicator: reader.values(indicator).total for indicator in indicators}
