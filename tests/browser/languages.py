"""Which words of another language a page may show: only what stands so in the warehouse or in the reference tables."""

import re
from collections.abc import Iterable
from pathlib import Path

import duckdb

from dashboard.indicators.registry import INDICATORS
from dashboard.text.show import quoted
from etl.draft import connect

HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
OTHER_SCRIPT = {"zh-Hans": LATIN, "zh-Hant": LATIN, "en": HAN}
COLUMN = {"zh-Hans": "zh_hans", "zh-Hant": "zh_hant", "en": "en"}
TABLES = ("partners", "sectors", "towns", "schemes", "stages", "partner_kinds", "sector_families", "choices")
# Columns whose texts are shown as somebody wrote them.
QUOTED = {
    "visits": ("topic", "source_title", "source_publisher"),
    "intents": ("title", "zhongshan_party", "source_title", "source_publisher", "amount_as_printed"),
}
# The first characters of a topic or title label a mark on the line of time.
MARK = 18


def allowed(version: Path, language: str) -> list[str]:
    """The phrases, without spaces, longest first."""
    with connect(version, read_only=True) as connection:
        found = {*_origins(connection), *_quoted(connection, language), *_names(connection, language)}
    found |= {indicator.code for indicator in INDICATORS.values()} | set(INDICATORS)
    foreign = OTHER_SCRIPT[language]
    return sorted({_bare(text) for text in found if text and foreign.search(text)}, key=len, reverse=True)


def originals(version: Path) -> set[str]:
    """The names of partners, sectors and towns as records hold them."""
    with connect(version, read_only=True) as connection:
        return {
            name
            for table in ("partners", "sectors", "towns")
            for (name,) in connection.execute(f"select {_key(table)} from {table}").fetchall()
        }


def foreign_words(texts: Iterable[str], phrases: list[str], language: str) -> list[str]:
    """The texts that hold the other script beyond the allowed phrases."""
    found = []
    for text in texts:
        left = _bare(text)
        is_start = len(left) > 3 and any(phrase.startswith(left.rstrip("…")) for phrase in phrases)
        for phrase in phrases:
            if not OTHER_SCRIPT[language].search(left):
                break
            left = left.replace(phrase, "")
        if OTHER_SCRIPT[language].search(left) and not is_start:
            found.append(text)
    return found


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b]", "", text)


def _origins(connection: duckdb.DuckDBPyConnection) -> Iterable[str]:
    for table in ("visits", "intents"):
        for row in connection.execute(f"select distinct workbook, sheet from {table}").fetchall():
            yield from row


def _quoted(connection: duckdb.DuckDBPyConnection, language: str) -> Iterable[str]:
    for table, columns in QUOTED.items():
        for row in connection.execute(f"select {', '.join(columns)} from {table}").fetchall():
            for text in filter(None, row):
                shown = quoted(text, language)
                yield shown
                yield shown[:MARK]


def _names(connection: duckdb.DuckDBPyConnection, language: str) -> Iterable[str]:
    """Names in the reader's language that hold the other script, and those that have no name in it."""
    for table in TABLES:
        rows = connection.execute(f"select * from {table}")
        columns = [column[0] for column in rows.description]
        for values in rows.fetchall():
            row = dict(zip(columns, values, strict=True))
            name = row.get(COLUMN[language])
            yield name or row.get("zh_hans") or values[columns.index(_key(table))]
            short = row.get(f"short_{COLUMN[language]}")
            yield short or (row.get("short_zh_hans") if "short_zh_hans" in columns else "") or ""
    # Partners that stand in no reference table are shown as written.
    written = """
        select unnest(partners) as partner from visits union select unnest(partners) from intents
        except select partner from partners
    """
    for (partner,) in connection.execute(written).fetchall():
        yield partner


def _key(table: str) -> str:
    return {"choices": "value", "partner_kinds": "kind", "sector_families": "family"}.get(table, table[:-1])
