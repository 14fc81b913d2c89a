"""Digests of rows: independent of their order, changed by any altered value.

Each row enters as a JSON array of its values, which is exact and keeps neighbours apart; the MD5s of all rows are
combined by XOR, and number, columns and combination by SHA-256. What thousands of rows share, as their sheet, enters
once beside the combination of those rows. A column without any value is left out, so that a release that adds one
leaves the digest as it was. Made to find damage, not somebody who can write to the warehouse: they could replace the
digest as well.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import orjson

from etl import schema
from etl.publish import PLACE
from etl.schema import rows_table
from etl.source import sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

NOTHING = hashlib.sha256(b"").hexdigest()
# The rows of a table in a workbook share them; the last is long.
SHARED = ("workbook", "sheet", "cells")


def content_columns(table: str) -> list[str]:
    """The columns of a table of facts that make up what a row says; where it stands and who brought it do not."""
    return [column.name for column in schema.fact_columns(sources()[table]) if column.name not in PLACE]


def state_digests(connection: "Connection") -> dict[str, tuple[int, str]]:
    """Table → number and digest of the current rows; neither places nor loads enter."""
    return {
        table: digests(connection, table, content_columns(table), part="0").get(0, (0, NOTHING)) for table in sources()
    }


def load_digests(
    connection: "Connection", load_id: int | None = None, shared: Sequence[str] = SHARED
) -> dict[str, dict[int, tuple[int, str]]]:
    """Table → load → number and digest of the rows that it brought, with their places; of one load or of all.

    The first digests that were noted with loads let nothing be `shared`.
    """
    provenance = [column.name for column in schema.columns("provenance") if column.name != "load_id"]
    found = {}
    for source in sources().values():
        rows, columns = rows_table(source.table), [*source.columns, *provenance]
        among = f"where load_id = {load_id}" if load_id is not None else ""
        found[source.table] = digests(connection, rows, columns, part="load_id", among=among, shared=shared)
    return found


def digest_of_load(brought: dict[str, dict[int, tuple[int, str]]], load_id: int) -> str:
    """`loads.content_hash`: one digest of all that a load brought, from what `load_digests` gives."""
    return digest_of({table: of_loads[load_id] for table, of_loads in brought.items() if load_id in of_loads})


def digest_of(content: object) -> str:
    """The SHA-256 of something as JSON."""
    return hashlib.sha256(orjson.dumps(content)).hexdigest()


def digests(
    connection: "Connection", table: str, columns: list[str], *, part: str, among: str = "", shared: Sequence[str] = ()
) -> dict[int, tuple[int, str]]:
    """What the expression `part` gives → number and digest of those rows; `among` is a condition with its `where`.

    Rows with the same values in the columns `shared` are combined by themselves.
    """
    columns = sorted(columns)
    values_of = ", ".join(f"count({column})" for column in columns)
    counts = connection.execute(f"select {part} as part, {values_of} from {table} {among} group by part").fetchall()
    filled: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, *values in counts:
        filled[tuple(column for column, count in zip(columns, values, strict=True) if count)].append(number)
    found = {}
    for names, parts in filled.items():
        apart = [name for name in names if name not in shared]
        combined = connection.execute(
            f"select {part} as part, json_array({', '.join(shared)})::varchar, count(*),"
            f" bit_xor(md5_number(json_array({', '.join(apart)})::varchar))::varchar"
            f" from {table} where {part} in ({', '.join(map(str, parts))}) group by {', '.join(['part', *shared])}",
        ).fetchall()
        groups: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
        for number, *group in combined:
            groups[number].append(tuple(group))
        for number, of_part in groups.items():
            rows = sum(count for _, count, _ in of_part)
            found[number] = (rows, digest_of([names, rows, sorted(of_part) if shared else of_part[0][-1]]))
    return found
