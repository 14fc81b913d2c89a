"""Where things lie: below `COOPERATION_DATA`, and the reference tables that come with the software."""

import os
import re
import stat
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "data" / "reference"
SAMPLES = ROOT / "data" / "samples"
_NAME = re.compile(r"[a-z_]+\.(csv|toml)")


def data_folder() -> Path:
    """The folder that holds warehouse, received workbooks and exports."""
    chosen = Path(os.environ.get("COOPERATION_DATA") or ROOT / "data")
    return _resolved(chosen if chosen.is_absolute() else Path.cwd() / chosen)


@cache
def _resolved(folder: Path) -> Path:
    """Without links; every page asks where things lie, some many times, and following a path is slow."""
    return folder.resolve()


def own_reference_folder() -> Path:
    """Where an office keeps its own editions of reference tables: `reference` of the data folder.

    When the data folder is the software's own, that name is taken by the tables that an update replaces.
    """
    return _own_folder(os.environ.get("COOPERATION_DATA"))


@cache
def _own_folder(data: str | None) -> Path:
    """The folder for a setting; asked for by every word about an indicator, and resolving a path is slow."""
    folder = data_folder() / "reference"
    return data_folder() / "own_reference" if folder == REFERENCE else folder


def reference_file(name: str) -> Path:
    """The file that holds a reference table: the office's own edition, or else the one that comes with the software.

    Every path to a reference table is made here; a name that could lead elsewhere is a mistake of ours: `ValueError`.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    own = own_reference_folder() / name
    try:
        # A link could show a file of the machine as if it were a table.
        is_own = stat.S_ISREG(os.lstat(own).st_mode)
    except OSError:
        is_own = False
    return own if is_own else REFERENCE / name


def warehouse_folder() -> Path:
    """Versions of the warehouse and the pointer to the current one."""
    return data_folder() / "warehouse"


def received_folder() -> Path:
    """Workbooks as they came, named by their sha256."""
    return data_folder() / "received"
