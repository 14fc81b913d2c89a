"""The warehouse on one machine: versions as DuckDB files, one pointer to the current one, one writer at a time.

A version is made beside the current one and made visible by one atomic rename of the pointer; it is never written
again.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb
from filelock import FileLock, Timeout

from etl import audit
from etl.checked import Checked
from etl.draft import Draft, connect
from etl.errors import CooperationError, UnknownLoad, WarehouseBusy, WarehouseDamaged
from etl.history import decisions
from etl.history.settle import add_workbooks, loads_told
from etl.history.undoing import redo_change, undo_change
from etl.messages import message
from etl.places import warehouse_folder
from etl.publish import rebuild_state
from etl.received import keep_received, sync_folder
from etl.schema import create_statements, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

T = TypeVar("T")
POINTER = "CURRENT"
WAIT_SECONDS = 60
# Older versions stay for readers that still have them open; their rows are all in the newest.
VERSIONS_KEPT = 3


class Warehouse:
    """Versions in a folder. Every write is: take the lock, copy, change, check, publish."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Path | None:
        """The current version's file, or None while there is none."""
        try:
            name = (self.folder / POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        path = self.folder / f"{name}.duckdb"
        if not path.is_file():
            raise WarehouseDamaged(message("warehouse_damaged", seen=name))
        return path

    def has_versions(self) -> bool:
        """True once a version was published, also when the pointer to it was lost."""
        return self.current() is not None or any(self.folder.glob("v*.duckdb"))

    def is_empty(self) -> bool:
        """True while no workbook was ever loaded."""
        current = self.current()
        if current is None:
            return not self.has_versions()
        with connect(current, read_only=True) as connection:
            return connection.execute("select count(*) from loads").fetchall() == [(0,)]

    def begin(self) -> None:
        """Publishes a first version without any load, for an office that begins with its own workbooks."""
        with self._writing() as draft:
            for statement in create_statements():
                draft.connection.execute(statement)
            rebuild_state(draft.connection)
            self._publish(draft)

    def load(self, checked: list[Checked], by: str) -> dict[str, Any]:
        """Appends the workbooks' rows and publishes one new version; nothing when all were loaded before."""
        if not checked:
            return {"version": self._name(), "loads": [], "new": False}
        with self._writing() as draft:
            load_ids = add_workbooks(draft.connection, checked, by)
            if not load_ids:
                return {"version": self._name(), "loads": [], "new": False}
            for workbook in checked:
                keep_received(workbook.sha256, workbook.content)
            told = loads_told(draft.connection, load_ids)
            rebuild_state(draft.connection)
            version = self._publish(draft)
        for load_id, name, sha256 in told:
            audit.record("load", by, str(load_id), workbook=name, sha256=sha256, version=version)
        return {"version": version, "loads": load_ids, "new": True}

    def undo(self, load_id: int, by: str) -> str:
        """Publishes a version without the load's rows and returns its name. Raises `UnknownLoad`."""
        _, version = self.change(undo_change(load_id, by), UnknownLoad(message("unknown_load", seen=load_id)))
        audit.record("undo", by, str(load_id), version=version)
        return version

    def redo(self, load_id: int, by: str) -> str:
        """Publishes a version in which the load's undo has ended and returns its name.

        Raises `UnknownLoad`, and `CooperationError` when a workbook of the same bytes counts by now.
        """
        _, version = self.change(redo_change(load_id, by), UnknownLoad(message("unknown_load", seen=load_id)))
        audit.record("redo", by, str(load_id), version=version)
        return version

    def decide(
        self, kind: str, table_name: str, subject: str, object: str | None, by: str, reason: str | None = None
    ) -> tuple[int, str]:
        """Records a decision of a person and publishes one new version; returns the decision's id and the version.

        Raises `CooperationError` while nothing was ever loaded.
        """
        made = decisions.decide_change(kind, table_name, subject, object, by, reason)
        decision_id, version = self.change(made)
        about = f"{table_name}:{subject}"
        audit.record("decide", by, about, kind=kind, object=object, decision=decision_id, version=version)
        return decision_id, version

    def revoke(self, decision_id: int, by: str) -> str:
        """Takes a decision back and publishes one new version. Raises `CooperationError` when it is not in force."""
        unknown = CooperationError(message("unknown_decision", seen=decision_id))
        _, version = self.change(decisions.revoke_change(decision_id, by), unknown)
        audit.record("revoke", by, str(decision_id), version=version)
        return version

    def change(
        self,
        change: "Callable[[Connection], T]",
        while_empty: CooperationError | None = None,
        *,
        may_be_first: bool = False,
    ) -> tuple[T, str]:
        """Publishes one new version with a change; returns what `change` gave, and the version's name.

        Whoever calls it tells the audit log. Raises `while_empty`, or that nothing is there, while nothing was loaded;
        a change that `may_be_first` brings the first load.
        """
        if not (may_be_first or self.has_versions()):
            raise while_empty or CooperationError(message("warehouse_empty"))
        with self._writing() as draft:
            result = change(draft.connection)
            rebuild_state(draft.connection)
            return result, self._publish(draft)

    def decisions(self) -> list[dict[str, Any]]:
        """Every decision, newest first, also those taken back."""
        current = self.current()
        if current is None:
            return []
        with connect(current, read_only=True) as connection:
            return decisions.all_decisions(connection)

    def loaded_as(self, sha256: str) -> int | None:
        """The load that counts and brought a workbook with these bytes, if there is one."""
        current = self.current()
        if current is None:
            return None
        with connect(current, read_only=True) as connection:
            sql = f"select load_id from loads where sha256 = {literal(sha256)} and undone_at is null"
            found = connection.execute(sql).fetchall()
            return found[0][0] if found else None

    def _name(self) -> str | None:
        current = self.current()
        return current.stem if current else None

    @contextmanager
    def _writing(self) -> "Iterator[Draft]":
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "writer.lock", timeout=WAIT_SECONDS):
                current = self.current()
                if current is None and self.has_versions():
                    # A new first version would take the place of those that are there.
                    names = "、".join(sorted(path.stem for path in self.folder.glob("v*.duckdb")))
                    raise WarehouseDamaged(message("version_unreachable", seen=names))
                draft = Draft(self.folder, current)
                try:
                    draft.open()
                    yield draft
                finally:
                    draft.discard()
        except Timeout as error:
            raise WarehouseBusy(message("warehouse_busy", seen=WAIT_SECONDS)) from error
        # What DuckDB says when a write, a commit or a checkpoint does not reach the disk
        except (OSError, duckdb.OperationalError, duckdb.FatalException) as error:
            raise CooperationError(message("disk_full", seen=type(error).__name__)) from error

    def _publish(self, draft: "Draft") -> str:
        name = draft.finish()
        pointer = self.folder / f"{POINTER}.next"
        with pointer.open("w", encoding="utf-8") as file:
            file.write(f"{name}\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(pointer, self.folder / POINTER)
        sync_folder(self.folder)
        others = sorted(path for path in self.folder.glob("v*.duckdb") if path.stem != name)
        for old in others[: 1 - VERSIONS_KEPT]:
            # A reader that has it open keeps what it reads; on Windows the deletion waits for the next load.
            try:
                old.unlink()
            except PermissionError:
                continue
        return name


def open_warehouse() -> Warehouse:
    """The warehouse that the environment names. Raises `CooperationError` for an address it cannot serve."""
    address = os.environ.get("COOPERATION_WAREHOUSE")
    if address:
        raise CooperationError(message("warehouse_elsewhere", seen=address.partition(":")[0]))
    return Warehouse(warehouse_folder())
