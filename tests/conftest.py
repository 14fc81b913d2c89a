"""What tests share: a clean environment, real workbooks built in the test, warehouses made by the real ETL."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import Workbook

from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.values import Values, values
from etl.checked import Checked
from etl.definitions import forget
from etl.draft import connect
from etl.pipeline import check_path, check_workbook
from etl.warehouse import Warehouse, open_warehouse

ROOT = Path(__file__).resolve().parent.parent
Rows = Sequence[Sequence[Any]]
MakeWorkbook = Callable[..., Path]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last: Playwright keeps an event loop in the main thread, which others need free."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine reaches a test, and no test reaches the real data."""
    for name in list(os.environ):
        ours = name.startswith("COOPERATION_") and name != "COOPERATION_WILD"
        if ours or name.startswith("LC_") or name in ("LANG", "LANGUAGE"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COOPERATION_DATA", str(tmp_path / "data"))
    forget()


def build_workbook(
    path: Path,
    rows: Rows,
    *,
    sheet: str = "台账",
    merged: Iterable[str] = (),
    hidden: bool = False,
    more: dict[str, Rows] | None = None,
) -> Path:
    """A real xlsx: `rows` from A1 on, then the ranges that are merged, then further sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, cells in {sheet: rows, **(more or {})}.items():
        page = book.create_sheet(name)
        for number, row in enumerate(cells, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    page.cell(number, column, value)
        if name == sheet:
            page.sheet_state = "hidden" if hidden else "visible"
            for area in merged:
                page.merge_cells(area)
    if hidden and not more:
        book.create_sheet("封面")
    book.save(path)
    return path


def edit_member(path: Path, member: str, edit: Callable[[str], str]) -> Path:
    """The workbook again with the XML of one part changed, for what openpyxl would never write."""
    raw = path.read_bytes()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, edit(content.decode()).encode() if name == member else content)
    return path


def set_cell_xml(path: Path, address: str, cell: str) -> Path:
    """Replaces the XML of one cell of the first sheet."""

    def edit(xml: str) -> str:
        found, count = re.subn(rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)', lambda _: cell, xml)
        assert count == 1, f"{address} is not there"
        return found

    return edit_member(path, "xl/worksheets/sheet1.xml", edit)


@pytest.fixture
def make_workbook(tmp_path: Path) -> MakeWorkbook:
    """`make_workbook(rows, name=…, sheet=…, merged=…)` → the path of a new xlsx."""

    def make(rows: Rows, *, name: str = "workbook.xlsx", **options: Any) -> Path:
        return build_workbook(tmp_path / name, rows, **options)

    return make


@pytest.fixture
def check(make_workbook: MakeWorkbook) -> Callable[..., Checked]:
    """`check(rows, …)` → what the ETL says about a workbook with these rows."""
    return lambda rows, **options: check_path(make_workbook(rows, **options))


def as_csv(rows: Rows) -> bytes:
    """Rows as the bytes of a CSV file, where a workbook's looks do not matter."""

    def quoted(value: Any) -> str:
        return '"' + str("" if value is None else value).replace('"', '""') + '"'

    return "\n".join(",".join(map(quoted, row)) for row in rows).encode()


@pytest.fixture
def warehouse() -> Warehouse:
    """The warehouse in the test's own folder; empty until something is loaded by the real ETL."""
    return open_warehouse()


class Loaded:
    """A warehouse that rows were loaded into, and what its numbers are."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse

    def load(self, rows: Rows, name: str = "rows.csv", by: str = "tester") -> dict[str, Any]:
        """Loads the rows as one workbook."""
        return self.warehouse.load([check_workbook(as_csv(rows), name)], by)

    def connection(self) -> duckdb.DuckDBPyConnection:
        """The current version, read-only."""
        current = self.warehouse.current()
        assert current
        return connect(current, read_only=True)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows that a statement gives."""
        with self.connection() as connection:
            return connection.execute(sql).fetchall()

    def values(self, indicator: str, *by: str, **filters: Any) -> Values:
        """The frame of an indicator."""
        with self.connection() as connection:
            return values(connection, INDICATORS[indicator], Filters(**filters), by)

    def total(self, indicator: str, **filters: Any) -> float | int | None:
        """The one number of an indicator."""
        return self.values(indicator, **filters).total

    def split(self, indicator: str, *by: str, **filters: Any) -> dict[Any, Any]:
        """Key → value; keys of several dimensions are tuples."""
        rows = self.values(indicator, *by, **filters).rows
        return {row[by[0]] if len(by) == 1 else tuple(row[name] for name in by): row["value"] for row in rows}


@pytest.fixture
def loaded(warehouse: Warehouse) -> Loaded:
    """An empty warehouse to load rows into."""
    return Loaded(warehouse)


@pytest.fixture(scope="module")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Loaded]:
    """`loaded_once(rows, …)` → a warehouse of these loads, for tests that only look: made once a file."""

    def make(*loads: Rows) -> Loaded:
        folder = tmp_path_factory.mktemp("loaded")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COOPERATION_DATA", str(folder))
            made = Loaded(open_warehouse())
            for rows in loads:
                made.load(rows)
        return made

    return make


def run(*arguments: str | Path, module: str = "etl", **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m MODULE ARGUMENTS` in a process of its own; a traceback is never an answer."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done
