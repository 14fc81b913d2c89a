"""Warehouses for the pages: the samples, the samples without made-up figures, one row, none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.places import SAMPLES
from tests.conftest import Rows, build_workbook
from tests.pages.warehouses import make_warehouse

MADE_UP = "talent_flows_example.xlsx"
ONE_ROW: Rows = [
    ["日期", "方向", "会见机构", "镇街", "行业", "人数", "事由"],
    ["2024-05-13", "赴港", "香港贸易发展局", "南区街道", "新能源", 12, "考察交流"],
]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Kind of warehouse → its data folder."""
    samples = sorted(SAMPLES.glob("*.xlsx"))
    one_row = build_workbook(tmp_path_factory.mktemp("workbooks") / "one.xlsx", ONE_ROW)
    kinds = {"samples": samples, "real": [path for path in samples if path.name != MADE_UP], "one": [one_row]}
    return {kind: make_warehouse(tmp_path_factory.mktemp(kind), workbooks) for kind, workbooks in kinds.items()}


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
