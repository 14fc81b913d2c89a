"""The newest version of the warehouse, read-only, and the only cache: its key is the version, so it never expires."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import duckdb

from dashboard.indicators import difference as differences
from dashboard.indicators import listing as listings
from dashboard.indicators import values as computed
from dashboard.indicators.days_kept import DaysKept
from dashboard.indicators.facts import prepare
from dashboard.indicators.filters import Filters
from dashboard.indicators.indicator import Indicator
from dashboard.indicators.lateness import Late
from dashboard.indicators.lateness import late_sources as late
from dashboard.indicators.registry import definition as definition_of
from dashboard.indicators.standing import Standings
from dashboard.indicators.suppression import PEOPLE, is_told, veiled_sql, without_small
from etl import clock
from etl.definitions import look_again
from etl.errors import CooperationError, ReferenceBroken, WarehouseDamaged
from etl.messages import message
from etl.policy import POLICY
from etl.schema import complete, quoted
from etl.warehouse import open_warehouse

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
CACHED_RESULTS = 4096


@dataclass(frozen=True)
class Version:
    """One published state: `data_as_of` is the day of its newest load, `loads` the number of loads that count.

    `definitions` tells apart what was drawn before and after the office changed its definitions.
    """

    name: str
    path: Path
    data_as_of: date | None
    loads: int
    definitions: int = 0


# Which definitions hold, and how often they have changed: what was drawn by others is drawn anew.
_defined: tuple[object, int] = (None, 0)
_connections: dict[str, tuple[duckdb.DuckDBPyConnection, Version]] = {}
_standings: dict[str, Standings] = {}
_days: dict[str, DaysKept] = {}
_opening = threading.Lock()


def current() -> Version:
    """The version to read now. Raises `CooperationError` while nothing was ever loaded."""
    global _defined
    try:
        if (found := look_again()) is not _defined[0]:
            _defined = found, _defined[1] + 1
    except ReferenceBroken as error:
        # What was read before still holds; without it, the first word that is asked for says why.
        log.warning("%s", error)
    path = open_warehouse().current()
    if path is None:
        raise CooperationError(message("warehouse_empty"))
    known = _connections.get(path.stem)
    version = known[1] if known else _open(path)
    if version.definitions == _defined[1]:
        return version
    # Kept as one object: what is built beside a version is built again when it is another one.
    with _opening:
        changed = replace(version, definitions=_defined[1])
        if path.stem in _connections:
            _connections[path.stem] = (_connections[path.stem][0], changed)
        return changed


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
                _standings.pop(old)
                _days.pop(old)
                _connections.pop(old)[0].close()
            _standings[path.stem] = Standings(connection)
            _days[path.stem] = DaysKept()
            _connections[path.stem] = (connection, Version(path.stem, path, day, found[1], _defined[1]))
        return _connections[path.stem][1]


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """The version's tables, read-only, and in memory beside them what every view asks for; locked against all else."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    try:
        connection.execute(f"attach {quoted(str(path))} as kept (read_only)")
    except duckdb.Error as error:
        raise WarehouseDamaged(message("warehouse_damaged", seen=path.stem)) from error
    there = "select table_name from information_schema.tables where table_catalog = 'kept'"
    tables = connection.execute(there).fetchall()
    for (table,) in tables:
        connection.execute(f"create view {table} as from kept.{table}")
    complete(connection, kind="", kept="kept")
    if POLICY.smallest_people:
        _veil(connection, POLICY.smallest_people)
    # One reader's small queries gain nothing from threads and pay for waking them.
    connection.execute("set threads = 1")
    prepare(connection)
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def _veil(connection: duckdb.DuckDBPyConnection, smallest: int) -> None:
    """From here on nobody who asks this connection sees a small number of people, in any table or on any day."""
    there = "select view_name from duckdb_views() where not internal"
    for table in sorted(PEOPLE.keys() & {name for (name,) in connection.execute(there).fetchall()}):
        columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
        connection.execute(f"alter view {table} rename to {table}_unveiled")
        connection.execute(f"create view {table} as {veiled_sql(table, f'{table}_unveiled', columns, smallest)}")


@contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A version's file, also one on trial, as pages read theirs; closed again."""
    connection = _connect(path)
    try:
        yield connection
    finally:
        connection.close()


def cursor(version: str) -> duckdb.DuckDBPyConnection:
    """A connection of its own to an open version, for what keeps more in memory beside it; to be closed after use."""
    return _connections[version][0].cursor()


def cached(function: Callable[P, T]) -> Callable[P, T]:
    """Remembers a function's results; its arguments must name the version they belong to."""
    return cast("Callable[P, T]", lru_cache(maxsize=CACHED_RESULTS)(function))


def values(
    version: str, indicator: str, filters: Filters, by: tuple[str, ...] = (), definition: int | None = None
) -> computed.Values:
    """An indicator's values in a version: what the pages, the command and the export all show.

    By the definition that held on the day as of which, today's, or its version number `definition`.
    """
    return without_small(_unveiled(version, indicator, filters, by, definition))


def _unveiled(
    version: str, indicator: str, filters: Filters, by: tuple[str, ...] = (), definition: int | None = None
) -> computed.Values:
    on = filters.as_of or clock.today()
    return _values(version, definition_of(indicator, on, definition), filters, by, on)


@cached
def _values(version: str, indicator: Indicator, filters: Filters, by: tuple[str, ...], on: date) -> computed.Values:
    if not filters.as_of:
        connection, days = _connections[version][0], _days[version]
        return computed.values(connection, indicator, filters, by, is_ready=True, on=on, kept=days)
    standings = _standings[version]
    with standings.lock:
        stood = standings.as_of(filters.as_of, indicator.facts)
        return computed.values(stood, indicator, replace(filters, as_of=None), by, is_ready=True, on=on)


@cached
def loads_as_of(version: str, day: date) -> int:
    """How many loads counted at the end of a day."""
    standings = _standings[version]
    with standings.lock:
        return standings.way(day).loads


def difference(version: str, indicator: str, filters: Filters, since: date) -> differences.Difference | None:
    """What changed of an indicator since the end of a day.

    None when nothing had been loaded by then, or when it may not be told because it is about too few people.
    """
    found = _difference(version, indicator, filters, since, filters.as_of or clock.today())
    return found if is_told(found, _unveiled(version, indicator, filters)) else None


@cached
def _difference(version: str, indicator: str, filters: Filters, since: date, on: date) -> differences.Difference | None:
    before, now = definition_of(indicator, since, None), _unveiled(version, indicator, filters)
    return differences.difference(_standings[version], definition_of(indicator, on, None), filters, since, now, before)


@cached
def listed(
    version: str,
    listing: str,
    filters: Filters,
    most: int | None = None,
    first: int = 0,
    ids: tuple[str, ...] | None = None,
) -> tuple[dict[str, Any], ...]:
    """The records behind the numbers of a topic, newest first; at most `most`, from the one at `first` on."""
    return listings.listed(_connections[version][0], listing, filters, most, first, ids)


@cached
def records(version: str, listing: str, filters: Filters) -> int:
    """How many records a listing has."""
    return listings.records(_connections[version][0], listing, filters)


@cached
def load(version: str, load_id: int) -> dict[str, Any] | None:
    """Who loaded what, and when."""
    return listings.load(_connections[version][0], load_id)


@cached
def reference(version: str, table: str, on: date | None = None) -> tuple[dict[str, str], ...]:
    """A reference table as it stands in a version, or as people had edited it on a day."""
    return computed.reference(_connections[version][0], table, on)


@cached
def late_sources(version: str, limits: tuple[tuple[str, int | None], ...], day: date) -> tuple[Late, ...]:
    """The sources that are out of date at the end of a day; `limits` as pairs."""
    return late(_connections[version][0], dict(limits), day)
