"""Where things lie: below `COOPERATION_DATA`, and the reference tables that come with the software."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "data" / "reference"
SAMPLES = ROOT / "data" / "samples"


def data_folder() -> Path:
    """The folder that holds warehouse, received workbooks and exports."""
    return Path(os.environ.get("COOPERATION_DATA") or ROOT / "data").resolve()


def warehouse_folder() -> Path:
    """Versions of the warehouse and the pointer to the current one."""
    return data_folder() / "warehouse"


def received_folder() -> Path:
    """Workbooks as they came, named by their sha256."""
    return data_folder() / "received"
