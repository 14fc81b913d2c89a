"""The index of a version: every text that can be found, folded and with its sounds, in tables beside the version's own.

They lie in the memory of the version's connection and go with it. They hold the current state: under `as_of` a search
may find a record that was not known on that day, and the page that opens then shows none.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any

from dashboard import warehouse
from dashboard.search.names import names
from dashboard.search.query import plain
from dashboard.search.records import CHUNK, texts
from dashboard.search.sounds import sounds
from dashboard.warehouse import Version

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

_SHARED = "position integer, kind varchar, written varchar, folded varchar, sounds varchar"
_TABLES = {
    "names": f"{_SHARED}, key varchar",
    "records": f"{_SHARED}, first_day date, last_day date, partner varchar",
}
VERSIONS_KEPT = 3
_builder = ThreadPoolExecutor(1, "search-index")
# The version as it was opened, since tables in memory go with the connection, and when its index stands.
_built: "dict[str, tuple[Version, Future[None]]]" = {}
_starting = threading.Lock()


def prepare(version: Version) -> "Future[None]":
    """Has the index of an open version built in a thread of its own, once; to be called when one is first seen."""
    with _starting:
        known = _built.get(version.name)
        if known and known[0] is version and not (known[1].done() and known[1].exception()):
            return known[1]
        started = _builder.submit(_build_of, version.name)
        _built[version.name] = (version, started)
        for old in list(_built)[:-VERSIONS_KEPT]:
            _built.pop(old)
        return started


def _build_of(name: str) -> None:
    with closing(warehouse.cursor(name)) as connection:
        build(connection)


def build(connection: "Connection") -> None:
    """Makes the index in memory, beside a version that is prepared (`dashboard.indicators.facts.prepare`)."""
    connection.execute("drop schema if exists searchable cascade")
    connection.execute("create schema searchable")
    for table, columns in _TABLES.items():
        connection.execute(f"create table searchable.{table} ({columns})")
    _fill(connection, "names", names(connection))
    with closing(connection.cursor()) as reading:
        _fill(connection, "records", texts(reading))


def _fill(connection: "Connection", table: str, lines: Iterator[tuple[Any, ...]]) -> None:
    """Appends the lines: kind, text as written, whether it has sounds, then the table's own columns."""
    columns = [column.split() for column in _TABLES[table].split(", ")]
    values = ", ".join(f"unnest(?::{type}[])" for _, type in columns)
    position = 0
    while chunk := list(islice(lines, CHUNK)):
        kinds, written, have_sounds, *others = zip(*chunk, strict=True)
        folded = [plain(text) for text in written]
        heard = [sounds(text) if has_sounds else "" for text, has_sounds in zip(folded, have_sounds, strict=True)]
        found = (range(position, position + len(chunk)), kinds, written, folded, heard, *others)
        connection.execute(f"insert into searchable.{table} select {values}", [list(column) for column in found])
        position += len(chunk)
