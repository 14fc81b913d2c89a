"""A reference table as the page `names` shows it: its fields with what may stand in them, its rows in words."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from dashboard.access.identity import Identity
from dashboard.access.rights import may
from dashboard.indicators.registry import INDICATORS
from dashboard.text import t
from dashboard.text.names import names
from dashboard.warehouse import current
from etl.draft import connect
from etl.history.reviews import reference_of
from etl.names.bodies import spellings
from etl.names.edits import SHIPPED, edited
from etl.reference import NAMES, choices, read_table
from etl.reference_edits import ALIASES, editable, edited_table

PARTNERS, TOWNS, TARGETS = "partners", "towns", "targets"
# The columns listed of each table; all others are seen when a row is opened.
LISTED = {
    PARTNERS: ("partner", "zh_hant", "en", "kind", "aliases"),
    ALIASES: ("names_of", "spelling", "name"),
    "sectors": ("sector", "zh_hant", "en", "family", "spellings"),
    TOWNS: ("town", "zh_hant", "en", "aliases"),
    TARGETS: ("indicator", "year", "target", "unit", "owner", "source", "note"),
    "exchange_rates": ("month", "currency", "cny_per_unit", "source"),
}
SPELLED = {table: NAMES[table][1][-1] for table in (PARTNERS, "sectors", TOWNS)}
# Column → the reference table whose names it holds.
_OF_TABLE = {"kind": "partner_kinds", "family": "sector_families"}


def table_for(identity: Identity, table: str, language: str) -> dict[str, Any]:
    """{"table", "columns", "fields", "rows", "can"} for somebody who may at least propose. `KeyError` for no table.

    A field has `name`, `words`, `is_key`, `required` and perhaps `options`; a row its `key`, its `values` by column,
    the texts that are listed (`shown`), what it is found by (`text`), `origin`, and for names the `spellings`.
    """
    listed, described = LISTED[table], editable().get(table)
    rows, written = _rows(table), _written() if table == PARTNERS else {}
    return {
        "table": table,
        "columns": [t(f"field.{column}", language) for column in listed],
        "fields": _fields(table, language) if described else [],
        "rows": [{**_row(table, row, language), "written": written.get(row.get("partner", ""), [])} for row in rows],
        "can": {
            "add": described is not None,
            "edit": described is not None or table in SPELLED,
            "remove": bool(described and described["removable"]),
            "spell": table in SPELLED,
            "merge": table == PARTNERS,
            "publish": may(identity, "edit"),
        },
    }


def _rows(table: str) -> list[dict[str, Any]]:
    """The rows as they are edited, names with the spellings that people gave them."""
    if table not in SPELLED:
        rows = edited(table)
        # The newest month first, for it is the one that is asked about.
        return rows[::-1] if table == "exchange_rates" else rows
    key, spelled = NAMES[table][0], SPELLED[table]
    with connect(current().path, read_only=True) as connection:
        known = edited_table(connection, table)
    spellings = {row[key]: row[spelled] for row in known}
    rows = edited(table) if table in editable() else [{**row, "origin": SHIPPED} for row in known]
    return [{**row, spelled: spellings.get(row[key], "")} for row in rows]


def _written() -> dict[str, list[dict[str, Any]]]:
    """Organisation → how the records write it, and in how many rows."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in spellings():
        found.setdefault(one["name"], []).append({"written": one["written"], "rows": one["rows"]})
    return found


def _fields(table: str, language: str) -> list[dict[str, Any]]:
    described = editable()[table]
    found = []
    for column in (*described["key"], *described["columns"]):
        is_key = column in described["key"]
        options = _options(table, column, language)
        told = {"name": column, "words": t(f"field.{column}", language), "is_key": is_key}
        required = is_key or column in described["required"]
        found.append({**told, "required": required, **({"options": options} if options else {})})
    return found


def _options(table: str, column: str, language: str) -> list[dict[str, str]]:
    """What may stand in a column, where that is one of a few."""
    if column in _OF_TABLE:
        return [{"value": value, "words": words} for value, words in _named(_OF_TABLE[column], language).items()]
    if column == "names_of":
        return [{"value": one, "words": t(f"names.tab_{one}", language)} for one in SPELLED]
    if column == "indicator":
        return [{"value": id, "words": t(f"indicator.{id}.name", language)} for id in INDICATORS]
    if column == "currency":
        return [{"value": one, "words": one} for one in sorted(set(choices(column).canonical.values()) - {"CNY"})]
    return []


def _row(table: str, row: Mapping[str, Any], language: str) -> dict[str, Any]:
    words = {column: _words(column, row.get(column) or "", language) for column in LISTED[table]}
    described = editable().get(table)
    keys = described["key"] if described else [NAMES[table][0]]
    spelled = SPELLED.get(table)
    name = row[NAMES[table][0]] if table in NAMES else row.get("name", "")
    told = {
        "key": {column: row[column] for column in keys},
        "name": name,
        "reference": reference_of("name", table, name) if table == PARTNERS else "",
        "values": {column: row.get(column) or "" for column in (*keys, *(described["columns"] if described else ()))},
        "words": words,
        "shown": list(words.values()),
        "text": " ".join(_texts(row, words.values())).lower(),
        "origin": row["origin"],
        "is_example": row.get("is_example") == "yes",
        "spellings": [part for part in (row.get(spelled) or "").split(";") if part] if spelled else [],
        "can_remove": bool(described and described["removable"]),
    }
    return told


def _texts(row: Mapping[str, Any], words: Iterable[str]) -> list[str]:
    return [*(str(value) for value in row.values() if value), *words]


def _words(column: str, value: str, language: str) -> str:
    """A value as the list shows it."""
    if column in _OF_TABLE:
        return _named(_OF_TABLE[column], language).get(value, value)
    if column == "names_of":
        return t(f"names.tab_{value}", language)
    if column == "indicator" and value in INDICATORS:
        return t(f"indicator.{value}.name", language)
    if column == "unit" and value:
        return t(f"unit_name.{value}", language)
    return value.replace(";", t("phrase.separator", language)) if column in SPELLED.values() else value


@cache
def _named(table: str, language: str) -> dict[str, str]:
    return names(tuple(read_table(table)), table, language).full
