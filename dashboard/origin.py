"""Where a record came from: workbook, sheet and row, the cell of every field, and the load that brought it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import orjson

from dashboard.indicators.suppression import PEOPLE, is_small
from dashboard.reader import Reader
from dashboard.text.format import day
from dashboard.wording import people
from etl.source import sources
from etl.write.fields import in_language

# The table whose columns a listing's records have.
TABLES = {"visits": "visits", "matters": "intents", "batches": "intents", "talent": "talent_flows"}
# Columns that hold names, and those that hold one of a few codes.
_NAMED = {
    "partners": "partners", "partner": "partners", "sectors": "sectors", "sector": "sectors", "towns": "towns",
    "town": "towns", "scheme": "schemes", "stage": "stages",
}  # fmt: skip
_PEOPLE = {column for table in TABLES.values() for column in PEOPLE.get(table, ((), ""))[0]}
_CODED = ("direction", "measure", "purpose")
# A column's meaning begins with its name; what follows explains it.
_NAME = re.compile(r"[^，；：（,;:(]+")


def origin(reader: Reader, listing: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """`place`: names and texts of workbook, sheet, row, load, who, when; `head` and `fields`: name, value, cell."""
    letters = orjson.loads(row["cells"]) if row["cells"] else {}
    load = reader.load(row["load_id"]) or {}
    place = {
        "workbook": row["workbook"],
        "sheet": row["sheet"],
        "row": str(row["row_number"]),
        "load": str(row["load_id"]),
        "by": load.get("loaded_by") or "—",
        "at": _moment(reader, load.get("loaded_at")),
    }
    columns = sources()[TABLES[listing]].columns.values()
    fields = [
        [
            heading_of(column.meaning, reader.language),
            _written(reader, column.name, row[column.name]),
            f"{letters[column.name]}{row['row_number']}",
        ]
        for column in columns
        if letters.get(column.name) and row.get(column.name) not in (None, [], "")
    ]
    return {
        "place": [[reader.t(f"origin.{name}"), text or "—"] for name, text in place.items()],
        "head": [reader.t(f"origin.{name}") for name in ("field", "value", "cell")],
        "fields": fields,
    }


def heading_of(meaning: str, language: str) -> str:
    """The name of a column in a language, from its meaning."""
    meaning = in_language(meaning, language)
    found = _NAME.match(meaning)
    return found[0].strip() if found else meaning


def _written(reader: Reader, column: str, value: Any) -> str:
    if column in _PEOPLE and is_small(value):
        return people(reader, value)
    if column in _NAMED:
        names = reader.names(_NAMED[column])
        values = value if isinstance(value, list) else str(value).split("、")
        return names.joined(values, reader.t("phrase.separator"))
    if column in _CODED:
        return reader.choices(column)(value)
    if isinstance(value, bool):
        return reader.t("origin.yes" if value else "origin.no")
    if isinstance(value, date):
        return day(value, reader.language)
    if isinstance(value, list):
        return reader.t("phrase.separator").join(reader.quoted(text) for text in value)
    return f"{value:,}" if isinstance(value, int | float) else reader.quoted(str(value))


def _moment(reader: Reader, written: str | None) -> str:
    if not written:
        return "—"
    moment = datetime.fromisoformat(written)
    return f"{day(moment.date(), reader.language)} {moment:%H:%M}"
