"""JSON files that only the server's own user may read: read again when they changed, written whole or not at all."""

import copy
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout

from etl.errors import CooperationError
from etl.messages import message
from etl.places import data_folder

WAIT_SECONDS = 10


class AccessUnreadable(CooperationError):
    """A file that says who may enter cannot be read or written, so nobody enters."""


def access_folder() -> Path:
    """Where accounts, sessions and keys lie."""
    return data_folder() / "access"


class PrivateFile:
    """One such file. What `read` gives is shared and not to be changed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.RLock()
        self._known: tuple[Path, tuple[int, ...] | None, dict[str, Any]] | None = None

    def read(self) -> dict[str, Any]:
        """What the file holds; nothing when it is not there. Looks at the disk each time and reads when it changed."""
        path = access_folder() / self.name
        with self._lock:
            mark = _mark(path)
            if self._known and self._known[:2] == (path, mark):
                return self._known[2]
            try:
                held = orjson.loads(path.read_bytes()) if mark else {}
            except (OSError, ValueError) as error:
                raise AccessUnreadable(message("access_unreadable", seen=self.name)) from error
            if not isinstance(held, dict):
                raise AccessUnreadable(message("access_unreadable", seen=self.name))
            self._known = path, mark, held
            return held

    @contextmanager
    def changing(self) -> Iterator[dict[str, Any]]:
        """A copy to change, under the lock of all processes; on the disk when the block ends without an error."""
        try:
            folder = made_folder()
            with self._lock, FileLock(folder / f"{self.name}.lock", timeout=WAIT_SECONDS, mode=0o600):
                self._known = None
                held = copy.deepcopy(self.read())
                yield held
                write_private(folder / self.name, orjson.dumps(held, option=orjson.OPT_INDENT_2))
        except (OSError, Timeout) as error:
            raise AccessUnreadable(message("access_unwritable", seen=type(error).__name__)) from error


def made_folder() -> Path:
    """The folder, made when it is not there; nobody else may look into it."""
    folder = access_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def write_private(path: Path, content: bytes) -> None:
    """Puts `content` in the place of the file, for its owner alone; it is on the disk when this returns."""
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    if os.name != "nt":
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _mark(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AccessUnreadable(message("access_unreadable", seen=path.name)) from error
    return found.st_mtime_ns, found.st_size, found.st_ino
