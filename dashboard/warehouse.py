"""The newest version of the warehouse, read-only, and the only cache: its key is the version, so it never expires."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import duckdb

from dashboard.indicators import values as computed
from dashboard.indicators.facts import prepare
from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from etl.errors import CooperationError, WarehouseDamaged
from etl.messages import message
from etl.schema import complete, quoted
from etl.warehouse import open_warehouse

P = ParamSpec("P")
T = TypeVar("T")
CACHED_RESULTS = 4096


@dataclass(frozen=True)
class Version:
    """One published state: `data_as_of` is the day of its newest load, `loads` the number of loads that count."""

    name: str
    path: Path
    data_as_of: date | None
    loads: int


_connections: dict[str, tuple[duckdb.DuckDBPyConnection, Version]] = {}
_opening = threading.Lock()


def current() -> Version:
    """The version to read now. Raises `CooperationError` while nothing was ever loaded."""
    path = open_warehouse().current()
    if path is None:
        raise CooperationError(message("warehouse_empty"))
    known = _connections.get(path.stem)
    return known[1] if known else _open(path)


def _open(path: Path) -> Version:
    with _opening:
        if path.stem not in _connections:
            connection = _connect(path)
            found = connection.execute("select max(loaded_at), count(*) from loads where undone_at is null").fetchall()[
                0
            ]
            day = date.fromisoformat(found[0][:10]) if found[0] else None
            # The two versions before stay open for pages that are being drawn from them.
            for old in list(_connections)[:-2]:
                _connections.pop(old)[0].close()
            _connections[path.stem] = (connection, Version(path.stem, path, day, found[1]))
        return _connections[path.stem][1]


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """The version's tables, read-only, and in memory beside them what every view asks for; locked against all else."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    try:
        connection.execute(f"attach {quoted(str(path))} as kept (read_only)")
    except duckdb.Error as error:
        raise WarehouseDamaged(message("warehouse_damaged", seen=path.stem)) from error
    tables = connection.execute("select table_name from duckdb_tables() where database_name = 'kept'").fetchall()
    for (table,) in tables:
        connection.execute(f"create view {table} as from kept.{table}")
    complete(connection, kind="")
    # One reader's small queries gain nothing from threads and pay for waking them.
    connection.execute("set threads = 1")
    prepare(connection)
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def cached(function: Callable[P, T]) -> Callable[P, T]:
    """Remembers a function's results; its arguments must name the version they belong to."""
    remembered = lru_cache(maxsize=CACHED_RESULTS)(function)

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        return remembered(*args, **kwargs)  # type: ignore[arg-type]

    return call


@cached
def values(version: str, indicator: str, filters: Filters, by: tuple[str, ...] = ()) -> computed.Values:
    """An indicator's values in a version: what the pages, the command and the export all show."""
    return computed.values(_connections[version][0], INDICATORS[indicator], filters, by, is_ready=True)


@cached
def listed(version: str, listing: str, filters: Filters) -> tuple[dict[str, Any], ...]:
    """The records behind the numbers of a topic, newest first."""
    return computed.listed(_connections[version][0], listing, filters)


@cached
def reference(version: str, table: str) -> tuple[dict[str, str], ...]:
    """A reference table as it stands in a version."""
    return computed.reference(_connections[version][0], table)
