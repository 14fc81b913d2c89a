"""A row as the warehouse keeps it, and the fingerprint by which an unchanged row is known."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from etl.rows import Row
from etl.source import Source

# A row is unchanged when everything but its place is the same.
_PLACE = {"workbook", "sheet", "row_number", "cells", "load_id"}


def kept_row(row: Row, source: Source, workbook: str, load_id: int) -> dict[str, Any]:
    """The row's values by column, with its place and its load."""
    return {
        **{name: row.values.get(name) for name in source.columns},
        "is_example": row.values.get("is_example", False),
        "extra": orjson.dumps(row.extra).decode() if row.extra else None,
        "workbook": workbook,
        "sheet": row.sheet,
        "row_number": row.row_number,
        "cells": orjson.dumps(row.cells).decode(),
        "load_id": load_id,
    }


def fingerprint(row: dict[str, Any]) -> str:
    """The same for the same content, wherever it stands."""
    content = {name: value for name, value in sorted(row.items()) if name not in _PLACE}
    return hashlib.sha256(as_json(content)).hexdigest()


def as_json(row: dict[str, Any], option: int | None = None) -> bytes:
    """A row as one JSON object; decimals and dates as text."""
    return orjson.dumps(row, default=_plain, option=option)


def _plain(value: object) -> str:
    if isinstance(value, date | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a row")
