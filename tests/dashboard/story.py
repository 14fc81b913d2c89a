"""A small record with a history, for tests of what changed: loads and decisions at moments that the test names."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pytest

from dashboard import warehouse as versions
from dashboard.indicators.filters import Filters
from dashboard.reader import Reader
from etl import clock as office
from etl.pipeline import check_workbook
from etl.warehouse import open_warehouse
from tests.conftest import as_csv

VISITS = ["编号", "日期", "方向", "机构", "人数"]
INTENTS = ["编号", "日期", "事项", "阶段", "金额"]
TARGETS = "indicator,year,target,unit,owner,source,note,is_example"
At = Callable[..., None]


def clock_of(monkeypatch: pytest.MonkeyPatch) -> At:
    """`at(2026, 11, 20, 9)`: from now on it is that moment at the office."""

    def at(*moment: int) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> "Clock":
                return cls(*moment, tzinfo=office.OFFICE)  # type: ignore[misc, arg-type]

        monkeypatch.setattr(office, "datetime", Clock)

    return at


def load(name: str, rows: Sequence[Sequence[Any]]) -> None:
    """Loads the rows as one workbook of that name."""
    open_warehouse().load([check_workbook(as_csv(rows), name)], "tester")


def reader(language: str = "zh-Hans", **filters: Any) -> Reader:
    """A reader of the newest version."""
    return Reader(versions.current(), language, Filters(**filters), "page", is_phone=False)


def year(number: int) -> dict[str, date]:
    """The filters of a calendar year."""
    return {"start": date(number, 1, 1), "end": date(number, 12, 31)}
