"""Checks what the warehouse holds: its versions open, its rows are those it derives its state from, and every received
workbook still has the bytes it came with."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.digest import NOTHING, digest_of, digest_of_load, load_digests, state_digests
from etl.draft import connect
from etl.errors import WarehouseDamaged
from etl.messages import message
from etl.names.decisions import named_states
from etl.places import received_folder
from etl.schema import MADE, OWN
from etl.source import sources
from etl.state import stages_sql
from etl.warehouse import Warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

BYTES_AT_ONCE = 1 << 20


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
            report["digest"] = digest_of(dict.fromkeys(sources(), NOTHING))
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
            names = ["load_id", "workbook", "sha256", "content_hash", "kept"]
            sql = f"select {', '.join(names[:-1])}, added + changed + unchanged from loads order by load_id"
            loads = [dict(zip(names, row, strict=True)) for row in connection.execute(sql).fetchall()]
            brought, current = load_digests(connection), state_digests(connection)
            for table, (rows, _) in current.items():
                of_loads = {str(n): {"rows": r, "hash": h} for n, (r, h) in sorted(brought[table].items())}
                report["tables"][table] = {"rows": rows, "loads": of_loads}
            report["digest"] = digest_of({table: digest for table, (_, digest) in current.items()})
            wrong = _wrong_rows(report["tables"], loads)
            damaged += [_damage("load_damaged", load_id) for load_id in wrong]
            damaged += [
                _damage("load_altered", load["load_id"])
                for load in loads
                if str(load["load_id"]) not in wrong and _is_altered(connection, load, brought)
            ]
            for table, sql in _derived(connection):
                if _sum(connection, f"select * from {table}") != _sum(connection, sql):
                    damaged.append(_damage("state_damaged", table))
            # What nothing is derived from is read, to see that it can be.
            for table in (*OWN, *MADE):
                _sum(connection, f"select * from {table}")
    except WarehouseDamaged:
        raise
    except Exception:
        return [_damage("version_damaged", path.stem)]
    return damaged + [_damage(code, load["workbook"]) for load in loads if (code := _wrong_bytes(load["sha256"]))]


def _is_altered(connection: "Connection", load: dict[str, Any], brought: dict[str, dict[int, tuple[int, str]]]) -> bool:
    """True when a load's rows have another digest than was noted with it; the oldest releases noted none."""
    load_id, noted = load["load_id"], load["content_hash"]
    if noted in (None, digest_of_load(brought, load_id)):
        return False
    return bool(noted != digest_of_load(load_digests(connection, load_id, shared=()), load_id))


def _derived(connection: "Connection") -> Iterator[tuple[str, str]]:
    """Each table of the state, with the select that it was made by."""
    yield from named_states(connection).items()
    yield "intent_stages", stages_sql()


def _sum(connection: "Connection", sql: str) -> list[tuple[Any, ...]]:
    """The rows' number and DuckDB's own hashes, ten times faster than ours and good for one comparison."""
    sums = f"select count(*), bit_xor(hash(line)), sum(hash(line)::hugeint) from ({sql}) as line"
    return connection.execute(sums).fetchall()


def _wrong_rows(tables: dict[str, Any], loads: list[dict[str, Any]]) -> list[str]:
    """Ids of loads whose rows are not as many as were counted when they were loaded, and rows of no load."""
    there: dict[str, int] = {}
    for table in tables.values():
        for load_id, load in table["loads"].items():
            there[load_id] = there.get(load_id, 0) + load["rows"]
    counted = {str(load["load_id"]): load["kept"] for load in loads}
    return [load_id for load_id in {**counted, **there} if there.get(load_id, 0) != counted.get(load_id)]


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


def _damage(code: str, seen: object) -> dict[str, Any]:
    return {"code": code, "seen": str(seen), "message": message(code, seen=seen)}
