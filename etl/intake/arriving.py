"""A workbook on its way to the disk: counted and hashed as it streams, refused when it is too large or has no room."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from etl.errors import CooperationError, WorkbookRefused
from etl.limits import LIMITS
from etl.messages import message
from etl.places import data_folder
from etl.policy import POLICY
from etl.received import sync_folder


def arrive(folder: Path, stream: Iterable[bytes]) -> tuple[str, int]:
    """Keeps what streams in as `<sha256>` in the folder; (sha256, bytes). Raises `CooperationError`.

    Nothing is left of what was refused or came only in part.
    """
    part = folder / f".arriving.{secrets.token_hex(4)}.part"
    digest, count = hashlib.sha256(), 0
    check_room(0)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for block in _limited(stream):
                digest.update(block)
                count += len(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if not count:
            raise WorkbookRefused("empty", message("empty"))
        check_room(0)
        os.replace(part, folder / digest.hexdigest())
        sync_folder(folder)
    except OSError as error:
        raise CooperationError(message("disk_full", seen=type(error).__name__)) from error
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest(), count


def check_room(size: int) -> None:
    """Raises `CooperationError` when less would be free on the disk than the policy says."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free - size < POLICY.least_free_disk:
        raise CooperationError(message("disk_low", seen=POLICY.least_free_disk // 1_000_000))


def _limited(stream: Iterable[bytes]) -> Iterator[bytes]:
    count = 0
    for block in stream:
        count += len(block)
        if count > LIMITS.file_bytes:
            raise WorkbookRefused("too_large", message("too_large", seen=f"> {LIMITS.file_bytes // 1_000_000} MB"))
        yield block
