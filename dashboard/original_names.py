"""What a table's names are called in the records, where the page shows them in its own language: for the mouse."""

from collections.abc import Mapping, Sequence
from functools import cache

from dashboard import warehouse
from dashboard.reader import Reader
from dashboard.text import t
from dashboard.text.names import names

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
