"""Checks what the warehouse holds: its versions open, its rows are those it derives its state from, and every received
workbook still has the bytes it came with."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from etl import schema
from etl.errors import WarehouseDamaged
from etl.messages import message
from etl.places import received_folder
from etl.schema import rows_table
from etl.source import sources
from etl.state import stages_sql, state_sql
from etl.warehouse import Warehouse, connect

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

BYTES_AT_ONCE = 1 << 20
# What a row says; where it stands and who brought it are no part of the state's content.
CONTENT = {"is_example", "extra"}


def verify(warehouse: Warehouse) -> dict[str, Any]:
    """The object of the contract; `damaged` lists what is wrong as code, what was seen and a sentence."""
    report: dict[str, Any] = {"version": None, "ok": True, "digest": None, "tables": {}, "damaged": []}
    damaged: list[dict[str, Any]] = report["damaged"]
    try:
        current = warehouse.current()
        versions = sorted(warehouse.folder.glob("v*.duckdb"))
        if current:
            report["version"] = current.stem
            damaged += _verify_version(current, report)
        else:
            report["tables"] = {table: {"rows": 0, "loads": {}} for table in sources()}
            report["digest"] = _sha256(orjson.dumps(dict.fromkeys(sources(), _sha256(b""))))
            # Versions without a pointer are not an empty warehouse: the next load would begin a new one.
            damaged += [_damage("version_unreachable", path.stem) for path in versions]
        for path in versions:
            if current and path != current and not _opens(path):
                damaged.append(_damage("version_damaged", path.stem))
    except WarehouseDamaged as error:
        damaged.append({"code": "warehouse_damaged", "seen": "", "message": str(error)})
    report["ok"] = not damaged
    return report


def _verify_version(path: Path, report: dict[str, Any]) -> list[dict[str, Any]]:
    """Fills in digest and tables; returns what is damaged."""
    damaged: list[dict[str, Any]] = []
    # What a damaged file makes DuckDB raise has no common class but Exception.
    try:
        with connect(path, read_only=True) as connection:
            names = ["load_id", "workbook", "sha256", "kept"]
            sql = "select load_id, workbook, sha256, added + changed + unchanged from loads order by load_id"
            loads = [dict(zip(names, row, strict=True)) for row in connection.execute(sql).fetchall()]
            hashes: dict[str, str] = {}
            place = {column.name for column in schema.columns("provenance")} - CONTENT
            for table in sources():
                content = _hashes(connection, f"select * from {table}", place)
                rows, hashes[table] = content.get(0, (0, _sha256(b"")))
                report["tables"][table] = {"rows": rows, "loads": _loads(connection, table)}
            report["digest"] = _sha256(orjson.dumps(hashes))
            damaged += _wrong_rows(report["tables"], loads)
            for table, sql in _derived():
                if _sum(connection, f"select * from {table}") != _sum(connection, sql):
                    damaged.append(_damage("state_damaged", table))
            _sum(connection, "select * from problems")
    except WarehouseDamaged:
        raise
    except Exception:
        return [_damage("version_damaged", path.stem)]
    return damaged + [_damage(code, load["workbook"]) for load in loads if (code := _wrong_bytes(load["sha256"]))]


def _derived() -> Iterator[tuple[str, str]]:
    """Each table of the state, with the select that it was made by."""
    for table in sources():
        yield table, state_sql(table)
    yield "intent_stages", stages_sql()


def _loads(connection: "Connection", table: str) -> dict[str, dict[str, Any]]:
    """Load id → number and hash of the rows that the load brought, also of an undone load."""
    found = _hashes(connection, f"select * from {rows_table(table)}", {"load_id"}, by="load_id")
    return {str(load_id): {"rows": found[load_id][0], "hash": found[load_id][1]} for load_id in sorted(found)}


def _sum(connection: "Connection", sql: str) -> list[tuple[Any, ...]]:
    """The rows' number and DuckDB's own hashes, ten times faster than ours and good for one comparison."""
    sums = f"select count(*), bit_xor(hash(line)), sum(hash(line)::hugeint) from ({sql}) as line"
    return connection.execute(sums).fetchall()


def _hashes(connection: "Connection", sql: str, without: set[str], by: str = "0") -> dict[int, tuple[int, str]]:
    """Part → number and sha256 of its rows, in whatever order they come; every value enters as text, exactly."""
    described = connection.execute(f"describe {sql}").fetchall()
    columns = sorted((name, kind) for name, kind, *_ in described if name not in without)
    texts = ", ".join(f"{f'to_json({n})' if kind.endswith('[]') else n}::varchar" for n, kind in columns)
    parts = connection.execute(
        "select part, count(*), string_agg(digest, '' order by digest)"
        f" from (select {by} as part, sha256(to_json([{texts}])::varchar) as digest from ({sql})) group by part"
    ).fetchall()
    names = ",".join(name for name, _ in columns)
    return {part: (rows, _sha256((names + digests).encode())) for part, rows, digests in parts}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _wrong_rows(tables: dict[str, Any], loads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Loads whose rows are not as many as were counted when they were loaded, and rows of no load."""
    there: dict[str, int] = {}
    for table in tables.values():
        for load_id, load in table["loads"].items():
            there[load_id] = there.get(load_id, 0) + load["rows"]
    counted = {str(load["load_id"]): load["kept"] for load in loads}
    wrong = [load_id for load_id in {**counted, **there} if there.get(load_id, 0) != counted.get(load_id)]
    return [_damage("load_damaged", load_id) for load_id in wrong]


def _opens(path: Path) -> bool:
    try:
        with connect(path, read_only=True) as connection:
            for table in sources():
                connection.execute(f"select count(*) from {table}").fetchall()
    except Exception:
        return not path.exists()  # a load in the meantime may have removed what is out of date
    return True


def _wrong_bytes(sha256: str) -> str | None:
    """The code of what is wrong with a received workbook."""
    digest = hashlib.sha256()
    try:
        with (received_folder() / sha256).open("rb") as file:
            while part := file.read(BYTES_AT_ONCE):
                digest.update(part)
    except OSError:
        return "received_missing"
    return None if digest.hexdigest() == sha256 else "received_altered"


def _damage(code: str, seen: str) -> dict[str, Any]:
    return {"code": code, "seen": seen, "message": message(code, seen=seen)}
