"""Warehouses made by the real ETL, for tests that draw pages."""

import itertools
import os
from collections.abc import Sequence
from pathlib import Path

from etl.pipeline import check_path
from etl.warehouse import POINTER, open_warehouse

# The dashboard's cache knows a version by its name, so no two warehouses of a test run may share one.
_numbers = itertools.count(700_000)


def make_warehouse(data: Path, workbooks: Sequence[Path]) -> Path:
    """A data folder with the workbooks loaded, its version under a name of its own."""
    before = os.environ.get("COOPERATION_DATA")
    os.environ["COOPERATION_DATA"] = str(data)
    try:
        version = open_warehouse().load([check_path(path) for path in workbooks], by="tester")["version"]
    finally:
        os.environ.pop("COOPERATION_DATA")
        if before is not None:
            os.environ["COOPERATION_DATA"] = before
    name = f"v{next(_numbers):06d}"
    folder = data / "warehouse"
    (folder / f"{version}.duckdb").rename(folder / f"{name}.duckdb")
    (folder / POINTER).write_text(f"{name}\n", encoding="utf-8")
    return data
