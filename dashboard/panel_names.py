"""What is chosen, in words: the values of an address's name as people read them."""

from collections.abc import Sequence
from datetime import date

from dashboard.reader import Reader
from dashboard.text.format import day

_TABLES = {"sector": "sectors", "partner": "partners", "town": "towns", "stage": "stages"}


def chosen_names(reader: Reader, name: str, values: Sequence[str]) -> list[str]:
    """The values of `name` (from, to, sector, partner, town, direction, stage) in the reader's language."""
    if name in ("from", "to"):
        return [day(date.fromisoformat(value), reader.language) for value in values]
    names = reader.choices(name) if name == "direction" else reader.names(_TABLES[name])
    return [names(value) for value in values]
