"""Workbooks as they came, kept by their sha256, and folders synced to the disk."""

import os
from pathlib import Path

from etl.places import received_folder


def keep_received(sha256: str, content: bytes) -> None:
    """Keeps the workbook's bytes; a workbook that is there already is left alone."""
    folder = received_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / sha256
    if path.exists():
        return
    part = folder / f".{sha256}.part"
    try:
        part.write_bytes(content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes renames in the folder last through a loss of power."""
    if os.name == "nt":  # Windows cannot sync a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
