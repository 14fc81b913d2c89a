"""A statement → its rows, with numbers as Python has them."""

from decimal import Decimal
from typing import Any

import duckdb


def run(connection: duckdb.DuckDBPyConnection, sql: str, bound: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """All rows, each by column; on a cursor of its own, so that threads may share the connection."""
    cursor = connection.cursor()
    try:
        cursor.execute(sql, bound)
        names = [column[0] for column in cursor.description or []]
        return tuple({name: _plain(v) for name, v in zip(names, row, strict=True)} for row in cursor.fetchall())
    finally:
        cursor.close()


def _plain(value: Any) -> Any:
    if not isinstance(value, float | Decimal):
        return value
    number = float(value)
    return int(number) if number.is_integer() and abs(number) > 1 else number
