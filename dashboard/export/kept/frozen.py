"""What a week was told from, kept: the version of the warehouse and the office's own tables, for good.

A version is never written again, so the week's copy is a link to it where the disk allows; when the warehouse drops
old versions, the week still has its own.
"""

import os
import shutil
from datetime import date
from pathlib import Path

from dashboard.export.kept.folder import sync_file
from dashboard.export.kept.week import Week
from dashboard.export.shots.shot import FILE as SHOTS
from dashboard.export.shots.shot import SHIPPED
from etl.definitions import FILE as DEFINITIONS
from etl.errors import CooperationError, WarehouseDamaged
from etl.messages import message
from etl.places import REFERENCE, data_folder, own_reference_folder
from etl.received import sync_folder
from etl.warehouse import POINTER, open_warehouse

FOLDER = ".frozen"
DAY = "DAY"
TRIES = 5
# The office's own settings that change what is shown.
SETTINGS = ("policy.toml", "limits.toml", SHOTS)


def freeze(week: Week, day: date, exports: Path) -> Path:
    """A data folder that holds what the week is told from; made at the week's first export, then always the same.

    Raises `CooperationError` while nothing was ever loaded.
    """
    folder = exports / FOLDER / week.name
    if (folder / DAY).is_file():
        return folder
    for leftover in folder.parent.glob(".*"):
        # Of an export that was killed; one runs at a time.
        shutil.rmtree(leftover, ignore_errors=True)
    draft = folder.with_name(f".{week.name}-{os.getpid()}")
    try:
        kept = draft / "warehouse"
        kept.mkdir(parents=True)
        _keep_current(kept)
        if own_reference_folder().is_dir():
            shutil.copytree(own_reference_folder(), draft / "reference")
        for name in SETTINGS:
            if (data_folder() / name).is_file():
                shutil.copyfile(data_folder() / name, draft / name)
        # Also what comes with the software: an update must not change what an old week says.
        for place, shipped in ((draft / SHOTS, SHIPPED), (draft / "reference" / DEFINITIONS, REFERENCE / DEFINITIONS)):
            if not place.is_file():
                place.parent.mkdir(exist_ok=True)
                shutil.copyfile(shipped, place)
        (draft / DAY).write_text(f"{day.isoformat()}\n", encoding="utf-8")
        for path in (path for path in draft.rglob("*") if path.is_file()):
            sync_file(path)
        os.replace(draft, folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def frozen_day(folder: Path) -> date:
    """The day as of which the week is told."""
    return date.fromisoformat((folder / DAY).read_text(encoding="utf-8").strip())


def _keep_current(kept: Path) -> None:
    """The version that holds now. While it is copied others may be published, and it removed after them."""
    seen = ""
    for _ in range(TRIES):
        current = open_warehouse().current()
        if current is None:
            raise CooperationError(message("warehouse_empty"))
        try:
            _link(current, kept / current.name)
        except FileNotFoundError:
            seen = current.stem
            continue
        (kept / POINTER).write_text(f"{current.stem}\n", encoding="utf-8")
        return
    raise WarehouseDamaged(message("warehouse_damaged", seen=seen))


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or one without links
        shutil.copyfile(source, target)
