"""All that can be chosen in the drawer of filters, in the reader's language: made once a version, language and day."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dashboard import warehouse
from dashboard.component import pack
from dashboard.indicators.filters import Filters
from dashboard.indicators.periods import presets
from dashboard.reader import DIRECTIONS, Reader
from dashboard.search.query import plain
from dashboard.search.sounds import sounds
from dashboard.text.names import Names

FIRST_YEAR = 2012
Row = dict[str, str]
Option = dict[str, str]
Group = dict[str, Any]
# Columns under whose names a partner may be looked for.
_SOUGHT = ("partner", "zh_hant", "en", "short_zh_hans", "short_zh_hant", "short_en", "aliases")


def choices(reader: Reader, today: date) -> bytes:
    """Periods and groups of options as the front end's `filters.js` reads them, packed."""
    return _choices(replace(reader, filters=Filters(), view="page", is_phone=False), today)


def values_to_choose(version: str) -> dict[str, list[str]]:
    """Filter by filter, by its name in the address, every value that stands in the drawer, periods aside."""
    tables = {"sector": "sectors", "town": "towns", "partner": "partners", "stage": "stages"}
    named = {name: [row[name] for row in warehouse.reference(version, table)] for name, table in tables.items()}
    return {**named, "direction": list(DIRECTIONS)}


def partners_of_kinds(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Kind → its partners, both in the order of the reference table."""
    kinds: dict[str, list[str]] = {}
    for row in rows:
        kinds.setdefault(row["kind"], []).append(row["partner"])
    return kinds


@warehouse.cached
def _choices(reader: Reader, today: date) -> bytes:
    return pack({"presets": _presets(reader, today), "years": _years(reader, today), "groups": _groups(reader)})


def _presets(reader: Reader, today: date) -> list[Option]:
    named = [
        {"label": reader.t(f"period.{name}"), "from": start.isoformat(), "to": end.isoformat()}
        for name, (start, end) in presets(today).items()
    ]
    return [*named, {"label": reader.t("period.all"), "from": "", "to": ""}]


def _years(reader: Reader, today: date) -> list[Option]:
    return [
        {"label": str(year), "from": f"{year}-01-01", "to": f"{year}-12-31"}
        for year in range(today.year, FIRST_YEAR - 1, -1)
    ]


def _groups(reader: Reader) -> list[Group]:
    """Filter by filter: its name in the address, its label, and options in parts that may have a heading."""
    stages = [row["stage"] for row in reader.reference("stages")]
    towns = [row["town"] for row in reader.reference("towns")]
    return [
        _group(reader, "direction", [_part("", DIRECTIONS, reader.choices("direction"))]),
        _group(reader, "stage", [_part("", stages, reader.names("stages"))]),
        _group(reader, "town", [_part("", towns, reader.names("towns"), is_short=True)]),
        _group(reader, "sector", _sectors(reader)),
        _group(reader, "partner", _partners(reader)),
    ]


def _group(reader: Reader, name: str, parts: list[Group]) -> Group:
    note = f"filter.note_{name}"
    return {
        "name": name,
        "label": reader.t(f"filter.{name}"),
        "note": reader.t(note) if reader.has_text(note) else "",
        "parts": parts,
    }


def _part(heading: str, values: Sequence[str], names: Names, *, is_short: bool = False) -> Group:
    return {"heading": heading, "options": [_option(value, names, is_short=is_short) for value in values]}


def _option(value: str, names: Names, *, is_short: bool = False) -> Option:
    return {"value": value, "label": names(value, short=is_short), "title": names.original(value, short=is_short)}


def _sectors(reader: Reader) -> list[Group]:
    families = reader.names("sector_families")
    grouped: dict[str, list[str]] = {}
    for row in reader.reference("sectors"):
        grouped.setdefault(row["family"], []).append(row["sector"])
    return [_part(families(family), values, reader.names("sectors")) for family, values in grouped.items()]


def _partners(reader: Reader) -> list[Group]:
    rows = {row["partner"]: row for row in reader.reference("partners")}
    kinds, names = reader.names("partner_kinds"), reader.names("partners")
    grouped = partners_of_kinds(reader.reference("partners"))
    order = [row["kind"] for row in reader.reference("partner_kinds")]
    return [
        {
            "heading": kinds(kind),
            "options": [_option(value, names) | _sought(rows[value]) for value in grouped[kind]],
        }
        for kind in sorted(grouped, key=lambda kind: order.index(kind) if kind in order else len(order))
    ]


def _sought(row: Row) -> Option:
    """What a search for the partner is compared with: its names, and how the Chinese ones sound."""
    written = [part for column in _SOUGHT for part in (row[column] or "").split(";") if part]
    # The browser does not know which Traditional character is which Simplified one, so both stand there.
    forms = [form for part in written for form in (plain(part), _bare(part))]
    return {
        "names": " ".join(dict.fromkeys(forms)),
        "sounds": "|".join(sounds(plain(row[column])) for column in ("partner", "short_zh_hans") if row[column]),
    }


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()
