"""The filters above every page: what is chosen as chips to remove, a drawer to choose more, the switch of languages.

Drawn by `frontend/filters.js`: Streamlit's calendar, lists and pop-up cost a run each time they open, and are partly in
English. A choice is another address, to which the browser goes at once.
"""

from functools import cache
from typing import Any

import orjson

from dashboard.component import component, pack
from dashboard.filter_chips import chips
from dashboard.filter_choices import choices
from dashboard.reader import Reader
from dashboard.text import LANGUAGES, catalogue, t
from dashboard.text.format import day

WORDS = (
    "filter.title", "filter.period", "filter.year", "filter.from", "filter.to", "filter.any_day", "filter.clear",
    "filter.search", "filter.none_found", "filter.all_of", "calendar.previous_month", "calendar.next_month",
    "calendar.previous_year", "calendar.next_year", "calendar.close", "language.label",
)  # fmt: skip
# How days and months are written, for the calendar: the catalogue's own patterns.
PATTERNS = ("date.day", "date.with_weekday", "date.month", "date.month_names", "date.weekdays", "date.weekday_heads")


def filter_bar(reader: Reader) -> None:
    """The drawer, one chip for each filter that is set, and the switch of languages."""
    component("filters", "filters", pack(view(reader)))


def view(reader: Reader) -> dict[str, Any]:
    """What the component is told."""
    filters, today = reader.filters, reader.today
    return {
        "language": reader.language,
        "languages": [
            [language, t(f"language.{language}", language), t("language.name", language)] for language in LANGUAGES
        ],
        "phone": reader.is_phone,
        "today": today.isoformat(),
        "chosen": {
            "from": [filters.start.isoformat()] if filters.start else [],
            "to": [filters.end.isoformat()] if filters.end else [],
            "as_of": [filters.as_of.isoformat()] if filters.as_of else [],
            "direction": filters.directions,
            "stage": filters.stages,
            "town": filters.towns,
            "sector": filters.sectors,
            "partner": filters.partners,
        },
        "days": {
            "from": day(filters.start, reader.language) if filters.start else "",
            "to": day(filters.end, reader.language) if filters.end else "",
        },
        "chips": chips(reader),
        "words": _texts(WORDS, reader.language),
        "patterns": _texts(PATTERNS, reader.language),
        "choices": orjson.Fragment(choices(reader, today)),
    }


@cache
def _texts(keys: tuple[str, ...], language: str) -> dict[str, str]:
    """The texts as they stand in the catalogue, under the last part of their keys; the browser fills them in."""
    texts = catalogue()
    return {key.partition(".")[2]: texts[key][language] for key in keys}
