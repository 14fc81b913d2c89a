"""Warehouses for the pages: the samples, the samples without made-up figures, one row, none."""

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.pipeline import check_path
from etl.places import SAMPLES
from etl.warehouse import POINTER, Warehouse
from tests.conftest import build_workbook

MADE_UP = "talent_flows_example.xlsx"
ONE_ROW = [
    ["日期", "方向", "会见机构", "镇街", "行业", "人数", "事由"],
    ["2024-05-13", "赴港", "香港贸易发展局", "南区街道", "新能源", 12, "考察交流"],
]
# The dashboard's cache knows a version by its name, so no two warehouses of a test run may share one.
_numbers = itertools.count(700_000)



def make_warehouse(data: Path, workbooks: list[Path]) -> Path:
    """A data folder with the workbooks loaded, its version under a name of its own."""
    folder = data / "warehouse"
    version = Warehouse(folder).load([check_path(path) for path in workbooks], by="tester")["version"]
    name = f"v{next(_numbers):06d}"
    (folder / f"{version}.duckdb").rename(folder / f"{name}.duckdb")
    (folder / POINTER).write_text(f"{name}\n", encoding="utf-8")
    return data


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Kind of warehouse → its data folder."""
    samples = sorted(SAMPLES.glob("*.xlsx"))
    one_row = build_workbook(tmp_path_factory.mktemp("workbooks") / "one.xlsx", ONE_ROW)
    kinds = {"samples": samples, "real": [path for path in samples if path.name != MADE_UP], "one": [one_row]}
    # Received workbooks are kept below the data folder that the environment names.
    before = os.environ.get("COOPERATION_DATA")
    folders = {}
    try:
        for kind, workbooks in kinds.items():
            folders[kind] = tmp_path_factory.mktemp(kind)
            os.environ["COOPERATION_DATA"] = str(folders[kind])
            make_warehouse(folders[kind], workbooks)
    finally:
        os.environ.pop("COOPERATION_DATA", None)
        if before is not None:
            os.environ["COOPERATION_DATA"] = before
    return folders


@pytest.fixture
def use(made: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`use("samples")`: from now on the pages read that warehouse."""
    return lambda kind: monkeypatch.setenv("COOPERATION_DATA", str(made[kind]))


@pytest.fixture
def samples(use: Callable[[str], None]) -> None:
    """The warehouse with the sample workbooks."""
    use("samples")


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place where nothing was ever loaded."""
    monkeypatch.setenv("COOPERATION_DATA", str(tmp_path / "nothing"))
