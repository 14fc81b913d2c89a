"""What a draft would change: its version's rows beside those of the version before, row by row."""

import hashlib
from collections.abc import Collection
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from etl.digest import content_columns
from etl.draft import connect
from etl.history.changes import address_of, plain_value
from etl.history.duplicates import likely_duplicates
from etl.history.gone import gone_rows
from etl.history.reviews import SUMMARY
from etl.schema import literal, literals
from etl.source import Source, sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection as Connection

MOST_ROWS = 500
KINDS = ("changed", "gone", "duplicate", "new")


def effect(
    connection: "Connection", before: Path | None, load_ids: Collection[int], most: int = MOST_ROWS
) -> dict[str, Any]:
    """{"tables": {table: {kind: number}}, "rows": the first `most`, "row_count", "digest" of all of them}.

    `connection` has the version that the loads made, with its state; `before` is the file of the one they came to.
    """
    was_gone, was_like = _waiting_in(before)
    gone = [(one["table"], one["id"]) for one in gone_rows(connection)]
    gone = [one for one in gone if one not in was_gone]
    pairs = [one for one in _pairs(connection) if one not in was_like]
    tables: dict[str, dict[str, int]] = {}
    rows: list[dict[str, Any]] = []
    digest = hashlib.sha256()
    with _attached(connection, before):
        for source in sources().values():
            _compare(connection, source, load_ids, has_before=_has(connection, before, source.table))
            counts = dict(connection.execute("select kind, count(*) from effect_rows group by kind").fetchall())
            own_gone = [row_id for table, row_id in gone if table == source.table]
            own_pairs = [(first, second) for table, first, second in pairs if table == source.table]
            tables[source.table] = {
                **{kind: counts.get(kind, 0) for kind in ("new", "changed", "unchanged")},
                "gone": len(own_gone),
                "duplicates": len(own_pairs),
            }
            _digest(connection, digest, source.table, [*own_gone, *map(str, own_pairs)])
            rows += _details(connection, source, most)
            rows += _named(connection, source, "gone", [(row_id, None) for row_id in own_gone[:most]])
            rows += _named(connection, source, "duplicate", [(second, first) for first, second in own_pairs[:most]])
    rows.sort(key=lambda row: KINDS.index(row["kind"]))
    count = sum(number for said in tables.values() for kind, number in said.items() if kind != "unchanged")
    return {"tables": tables, "rows": rows[:most], "row_count": count, "digest": digest.hexdigest()}


def _waiting_in(before: Path | None) -> tuple[set[tuple[str, str]], set[tuple[str, str, str]]]:
    """What waits for a person in the version before already."""
    if before is None:
        return set(), set()
    with connect(before, read_only=True) as connection:
        return {(one["table"], one["id"]) for one in gone_rows(connection)}, set(_pairs(connection))


def _pairs(connection: "Connection") -> list[tuple[str, str, str]]:
    return [(one["table"], one["first"], one["second"]) for one in likely_duplicates(connection)]


@contextmanager
def _attached(connection: "Connection", before: Path | None) -> "Iterator[None]":
    if before is None:
        yield
        return
    connection.execute(f"attach {literal(str(before))} as before (read_only)")
    try:
        yield
    finally:
        connection.execute("detach before")


def _has(connection: "Connection", before: Path | None, table: str) -> bool:
    sql = (
        "select 1 from information_schema.tables"
        f" where table_catalog = 'before' and table_schema = 'main' and table_name = '{table}'"
    )
    return before is not None and bool(connection.execute(sql).fetchall())


def _compare(connection: "Connection", source: Source, load_ids: Collection[int], *, has_before: bool) -> None:
    """Makes `effect_rows`: kind, the ids now and before, a digest of what is said; and `old_rows`, those before."""
    columns = [name for name in content_columns(source.table) if name != source.id]
    table, among, identity = source.table, literals(load_ids) or "null", source.id
    was = _selected(connection, source, columns) if has_before else f"select * from {table} where false"
    connection.execute(f"create or replace temp view old_rows as {was}")
    old, new = (_row(side, columns) for side in ("old", "now"))
    connection.execute(
        f"""
        create or replace temp table effect_rows as
        with corrected as (
            select new_id, arg_max(old_id, old_load_id) as old_id from corrections
            where table_name = '{table}' and ended_at is null and load_id in ({among}) group by new_id
        ),
        compared as (
            select now.*, coalesce(corrected.old_id, now.{identity}) as old_id
            from {table} as now left join corrected on new_id = now.{identity}
        )
        select case when old.{identity} is null then 'new'
                when {old} is not distinct from {new} and old.{identity} = now.{identity} then 'unchanged'
                else 'changed' end as kind,
            now.{identity} as id, old.{identity} as old_id, hash({new}) as said
        from compared as now left join old_rows as old on old.{identity} = now.old_id
        where now.load_id in ({among}) or (old.{identity} is not null and {old} is distinct from {new})
        """
    )


def _selected(connection: "Connection", source: Source, columns: list[str]) -> str:
    """The rows of the version before; what it has no column for, having been made by an earlier release, is empty."""
    sql = (
        "select column_name from information_schema.columns"
        f" where table_catalog = 'before' and table_schema = 'main' and table_name = '{source.table}'"
    )
    known = {name for (name,) in connection.execute(sql).fetchall()}
    types = dict(
        connection.execute(
            f"select column_name, data_type from information_schema.columns where table_name = '{source.table}'"
            " and table_catalog = current_database()"
        ).fetchall()
    )
    said = [name if name in known else f"null::{types[name]} as {name}" for name in (source.id, *columns)]
    return f"select {', '.join(said)} from before.{source.table}"


def _row(side: str, columns: list[str]) -> str:
    return f"row({', '.join(f'{side}.{name}' for name in columns)})"


def _digest(connection: "Connection", digest: "hashlib._Hash", table: str, others: list[str]) -> None:
    sql = "select kind, id, said from effect_rows where kind <> 'unchanged' order by id"
    found = connection.execute(sql).fetchall()
    digest.update(orjson.dumps([table, found, sorted(others)]))


def _details(connection: "Connection", source: Source, most: int) -> list[dict[str, Any]]:
    """The first changed rows with what each cell said and says, and the first new ones with what they say."""
    columns = [name for name in content_columns(source.table) if name != source.id]
    found = []
    for kind in ("changed", "new"):
        rows = connection.execute(
            f"""
            select id, now.workbook, now.sheet, now.row_number, now.cells, summary,
                {_row("old", columns)}, {_row("now", columns)}
            from effect_rows join {source.table} as now on now.{source.id} = id
            join (select {source.id} as id, {SUMMARY[source.table]} as summary from {source.table}) as told using (id)
            left join old_rows as old on old.{source.id} = old_id
            where kind = '{kind}' order by now.workbook, now.sheet, now.row_number, id limit {most}
            """
        ).fetchall()
        for row_id, workbook, sheet, row_number, cells, summary, was, is_now in rows:
            places = orjson.loads(cells or "{}")
            values = zip(columns, was, is_now, strict=True)
            said = {
                name: {"cell": address_of(places.get(name), row_number), "old": plain_value(a), "new": plain_value(b)}
                for name, a, b in values
                if a != b and name in source.columns and (kind == "changed" or b not in (None, [], False))
            }
            place = {"workbook": workbook, "sheet": sheet, "row_number": row_number, "summary": summary}
            found.append({"table": source.table, "kind": kind, "id": row_id, **place, "columns": said})
    return found


def _named(
    connection: "Connection", source: Source, kind: str, ids: list[tuple[str, str | None]]
) -> list[dict[str, Any]]:
    """Rows that are there and wait for a person; of a likely duplicate also the row that it repeats."""
    if not ids:
        return []
    wanted = literals({row_id for pair in ids for row_id in pair if row_id})
    rows = {
        row_id: {"workbook": workbook, "sheet": sheet, "row_number": row_number, "summary": summary}
        for row_id, workbook, sheet, row_number, summary in connection.execute(
            f"select {source.id}, workbook, sheet, row_number, {SUMMARY[source.table]}"
            f" from {source.table} where {source.id} in ({wanted})"
        ).fetchall()
    }
    return [
        {
            "table": source.table,
            "kind": kind,
            "id": row_id,
            **rows[row_id],
            "columns": {},
            **({"other": {"id": other, **rows[other]}} if other else {}),
        }
        for row_id, other in ids
    ]
