"""Opening a version, and the next one in the making beside it."""

import os
import secrets
import shutil
from pathlib import Path
from typing import Any

import duckdb

from etl import schema
from etl.errors import WarehouseDamaged
from etl.messages import message

# New files are for DuckDB from this version on: what it learnt about columns of few texts saves a quarter of writing.
STORAGE = "v1.3.0"
# What a load may hold in memory: so much, and so many times the version before. What is beyond goes to a folder beside.
LEAST_MEMORY, TIMES_VERSION = 150_000_000, 4


def connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection that installs and loads nothing by itself. Raises `WarehouseDamaged` when it cannot be.

    Reading, a version of an earlier release has the tables and columns of this one, empty.
    """
    settings: dict[str, Any] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "threads": 1,
        "storage_compatibility_version": STORAGE,
    }
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=settings)
        if read_only:
            schema.complete(connection)
        return connection
    except duckdb.Error as error:
        if not read_only:
            raise
        raise WarehouseDamaged(message("warehouse_damaged", seen=path.stem)) from error


class Draft:
    """The next version in the making: a copy of the current file under another name."""

    connection: duckdb.DuckDBPyConnection

    def __init__(self, folder: Path, current: Path | None) -> None:
        self._folder = folder
        self._current = current
        self._path = folder / f"draft-{os.getpid()}.duckdb"
        self._number = int(current.stem[1:7]) + 1 if current else 1

    def open(self) -> None:
        """Removes what a killed load left, and copies the current version."""
        self._remove("draft-*")
        if self._current:
            connect(self._current, read_only=True).close()  # says which version is damaged, if it is
            shutil.copyfile(self._current, self._path)
        self.connection = connect(self._path, read_only=False)
        memory = LEAST_MEMORY + TIMES_VERSION * (self._current.stat().st_size if self._current else 0)
        self.connection.execute(f"set memory_limit = '{memory} bytes'")
        if self._current:
            schema.upgrade(self.connection)

    def finish(self) -> str:
        """Closes, syncs and names the new version."""
        self.connection.execute("checkpoint")
        self.connection.close()
        with self._path.open("rb+") as file:  # Windows syncs only what may be written
            os.fsync(file.fileno())
        # Unique for good: readers remember numbers by the version's name.
        name = f"v{self._number:06d}-{secrets.token_hex(4)}"
        os.replace(self._path, self._folder / f"{name}.duckdb")
        return name

    def discard(self) -> None:
        """Removes what is left when the version was not finished."""
        if hasattr(self, "connection"):
            self.connection.close()
        self._remove(f"{self._path.name}*")

    def _remove(self, names: str) -> None:
        for leftover in self._folder.glob(names):
            # Where DuckDB puts what does not fit into memory is a folder.
            if leftover.is_dir():
                shutil.rmtree(leftover)
            else:
                leftover.unlink()
