"""A statement → its rows, with numbers as Python has them, or its columns as arrays."""

from typing import Any

import duckdb

from dashboard.indicators.measures import plain


def run(connection: duckdb.DuckDBPyConnection, sql: str, bound: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """All rows, each by column; on a cursor of its own, so that threads may share the connection."""
    cursor = connection.cursor()
    try:
        cursor.execute(sql, bound)
        names = [column[0] for column in cursor.description or []]
        return tuple({name: plain(v) for name, v in zip(names, row, strict=True)} for row in cursor.fetchall())
    finally:
        cursor.close()


def run_columns(
    connection: duckdb.DuckDBPyConnection, sql: str, bound: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Columns as NumPy arrays, masked where a value lacks, decimals and sums as floats; and their types in DuckDB."""
    cursor = connection.cursor()
    try:
        cursor.execute(sql, bound)
        types = {column[0]: str(column[1]) for column in cursor.description or []}
        return cursor.fetchnumpy(), types
    finally:
        cursor.close()
