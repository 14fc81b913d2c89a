"""What names are called in the records, where the page shows them in its own language: for the mouse."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from dashboard import warehouse
from dashboard.charts.theme import plain
from dashboard.reader import Reader
from dashboard.text import t
from dashboard.text.names import names

RECORDED_IN = "zh-Hans"
# The heading of a column of names → the reference table that they stand in.
COLUMNS = {
    "column.partner": "partners",
    "column.partners": "partners",
    "column.sector": "sectors",
    "column.sectors": "sectors",
    "column.town": "towns",
}


def original_names(reader: Reader, rows: Sequence[Mapping[str, str]]) -> list[list[str]]:
    """For each cell of rows of texts the names in it as records hold them, "" where they are shown so.

    Empty when that is everywhere, as on a page in simplified Chinese.
    """
    tables = _tables(reader.language)
    recorded = [
        _recorded(reader.version.name, tables[heading], reader.language) if heading in tables else {}
        for heading in (rows[0] if rows else ())
    ]
    if not any(recorded):
        return []
    separator = reader.t("phrase.separator")
    found = [
        [_original(text, known, separator) if known else "" for text, known in zip(row.values(), recorded, strict=True)]
        for row in rows
    ]
    return found if any(map(any, found)) else []


def marks_with_originals(reader: Reader, traces: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """A chart's traces, in which each mark that stands for a partner says its name in the records below its own text.

    What a mark stands for is its `customdata`; of a heat map's cell what its row and its column stand for, `meta`.
    """
    if reader.language == RECORDED_IN:
        return traces
    original = reader.names("partners").original

    def said(text: str | None, *picks: Mapping[str, str] | None) -> str | None:
        name = original(next((pick["partner"] for pick in picks if pick and "partner" in pick), None))
        return f"{text}<br>{plain(name)}" if text and name else text

    found = []
    for trace in traces:
        texts, picks, sides = trace.get("hovertext"), trace.get("customdata"), trace.get("meta")
        if texts and sides:
            texts = [
                [said(text, beside, above) for text, above in zip(row, sides["columns"], strict=True)]
                for row, beside in zip(texts, sides["rows"], strict=True)
            ]
        elif texts and picks and isinstance(texts[0], str):
            texts = [said(*each) for each in zip(texts, picks, strict=True)]
        found.append({**trace, "hovertext": texts} if texts else trace)
    return found


@cache
def _tables(language: str) -> dict[str, str]:
    return {t(key, language): table for key, table in COLUMNS.items()}


def _original(text: str, recorded: Mapping[str, str], separator: str) -> str:
    if text in recorded:
        return recorded[text]
    if separator not in text:
        return ""
    shown = text.split(separator)
    return separator.join(recorded.get(name, name) for name in shown) if recorded.keys() & set(shown) else ""


@warehouse.cached
def _recorded(version: str, table: str, language: str) -> dict[str, str]:
    """The name shown, full or short → the name in the records, where they differ."""
    known = names(warehouse.reference(version, table), table, language)
    return {shown: name for kind in (known.full, known.short) for name, shown in kind.items() if shown != name}
