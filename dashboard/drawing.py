"""What a panel sends to the browser, packed once: the same view of the same version is not made again for the next.

A panel depends on the version, the filters, the language, the look, the day and its own arguments, and on nothing else.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from dashboard.changes import changes
from dashboard.charts.theme import CONFIG, Look, visible
from dashboard.component import pack
from dashboard.definitions_used import definitions_used
from dashboard.indicators.filters import Filters
from dashboard.original_names import marks_with_originals, original_names
from dashboard.reader import Reader
from dashboard.stale import stale_words
from dashboard.text import t
from dashboard.wording import empty_sentence, source_line, unit_word, written

if TYPE_CHECKING:
    from dashboard.charts.figure import Figure
    from dashboard.panel import Panel

PANELS_KEPT = 6000
# A number as `text.format` writes it, alone in its cell or with a unit after it.
_NUMBER = re.compile(r"(RMB )?[-−]?[\d,]+(\.\d+)?(%| \S{1,3})?")
WORDS = (
    "definition", "table", "rows", "download", "link", "copied", "close", "wait", "before", "after", "back", "origin",
    "png", "svg", "xlsx", "csv",
)  # fmt: skip


@dataclass(frozen=True)
class View:
    """Everything that decides what a panel shows. Two views with the same `make`, by name, are equal."""

    key: str
    reader: Reader
    look: Look
    today: date
    name: str
    arguments: tuple[tuple[str, Any], ...]
    # A page's functions are made anew at every run, and are the same all the same.
    make: "Callable[..., Panel]" = field(compare=False)

    def panel(self) -> "Panel":
        """The panel, made by its function."""
        return self.make(self.reader, **dict(self.arguments))


@dataclass(frozen=True)
class Drawn:
    """How pages were drawn for somebody: what is prepared for the next reader is prepared like that."""

    language: str
    dark: bool


_drawn: dict[Drawn, None] = {}


def drawn_so_far() -> tuple[Drawn, ...]:
    """How pages at a desk have been drawn since the server started, the first that was asked for first."""
    return tuple(_drawn)


@lru_cache(maxsize=PANELS_KEPT)
def packed(view: View) -> bytes:
    """The panel's data for `frontend/panel.js`: `view`, and `stamp`, which differs when anything in it does."""
    if view.reader.view == "page" and not view.reader.is_phone:
        _drawn.setdefault(Drawn(view.reader.language, view.look.dark))
    body = pack(_shown(view, view.panel()))
    return pack({"view": orjson.Fragment(body), "stamp": hashlib.blake2b(body, digest_size=8).hexdigest()})


def with_answer(data: bytes, answer: Mapping[str, Any]) -> bytes:
    """The same data with what the panel asked for; the chart stays as it is."""
    return data[:-1] + b',"answer":' + pack(answer) + b"}"


def _shown(view: View, panel: "Panel") -> dict[str, Any]:
    reader = view.reader
    has_content = panel.figure is not None or bool(panel.table)
    counted, value, change = _figure(reader, panel)
    return {
        "key": view.key,
        "lang": reader.language,
        "title": visible(panel.title),
        # What is not there has no first ten; the sentence in its place says what lacks.
        "subtitle": visible(panel.subtitle) if has_content else "",
        "counted": visible(counted),
        "value": visible(value),
        "change": visible(change),
        "example": reader.t("panel.example_badge") if panel.is_example else "",
        "source": source_line(reader, is_example=panel.is_example, is_published=panel.is_published),
        "height": panel.height,
        "alt": visible(panel.alt or panel.title),
        "figure": None if panel.figure is None else _drawn_by(reader, panel.figure),
        "table": {
            **table(reader, panel.table, panel.rows_picks),
            "opens": [bool(behind) for behind in panel.rows_records],
            "ids": list(panel.rows_ids),
        },
        "empty": "" if has_content else empty_sentence(reader, panel.empty or "visits"),
        "listing": panel.listing if has_content else "",
        "isRecords": panel.is_records,
        "search": panel.search,
        # The wall and the printed page are only looked at.
        "isLive": reader.view == "page",
        "stale": stale_words(reader, panel.indicators),
        "definitions": definitions_used(reader, panel.indicators),
        "chosen": chosen_values(reader.filters),
        "words": _words(reader.language),
    }


def _drawn_by(reader: Reader, figure: "Figure") -> dict[str, Any]:
    described = figure.to_plotly_json()
    return {**described, "data": marks_with_originals(reader, described["data"]), "config": CONFIG}


@cache
def _words(language: str) -> dict[str, str]:
    return {word: t(f"panel.word.{word}", language) for word in WORDS} | {"none": t("definitions.none", language)}


def _figure(reader: Reader, panel: "Panel") -> tuple[str, str, str]:
    """The panel's own figure and change, else the total of the first indicator that has one, never a sum of parts.

    Before them what is counted, where the panel shows several indicators and the figure could be any of them.
    """
    # What is published, or tells of no records, has no one figure under the reader's filters.
    if panel.value or panel.is_published or not panel.indicators or not panel.listing:
        return "", panel.value, panel.change
    totals = ((indicator, reader.values(indicator).total) for indicator in panel.indicators)
    indicator, total = next((found for found in totals if found[1] is not None), ("", None))
    if total is None:
        return "", "", ""
    found = changes(reader, indicator)
    name = reader.t(f"indicator.{indicator}.name") if len(panel.indicators) > 1 else ""
    value = f"{written(reader, indicator, total)} {unit_word(reader, indicator)}".strip()
    return name, value, found[0].words if found else ""


def table(
    reader: Reader, rows: Sequence[Mapping[str, str]], picks: Sequence[Mapping[str, str]] = ()
) -> dict[str, list[Any]]:
    """Rows of texts as the browser sets them: headings, cells, original names, which are numbers, what rows mean."""
    head = list(rows[0]) if rows else []
    cells = [[visible(row.get(name, "")) for name in head] for row in rows]
    columns = [[row[place] for row in cells if row[place] not in ("", "—")] for place in range(len(head))]
    return {
        "head": head,
        "rows": cells,
        "originals": original_names(reader, rows),
        "numeric": [bool(texts) and all(_NUMBER.fullmatch(text) for text in texts) for texts in columns],
        "picks": [dict(pick) for pick in picks],
    }


def chosen_values(filters: Filters) -> dict[str, list[str]]:
    """What is chosen, by name in the address: a click on just that asks for the records."""
    days = {"from": filters.start, "to": filters.end}
    return {name: [day.isoformat()] for name, day in days.items() if day} | {
        "sector": list(filters.sectors),
        "partner": list(filters.partners),
        "town": list(filters.towns),
        "direction": list(filters.directions),
        "stage": list(filters.stages),
    }
