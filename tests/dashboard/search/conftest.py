"""A warehouse of four visits and three matters, made by the real ETL, and searches in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import warehouse
from dashboard.search.find import Hit, find
from dashboard.search.kinds import KINDS
from dashboard.search.query import parse
from tests.conftest import Rows, build_workbook
from tests.pages.warehouses import make_warehouse

HOSTILE = "<img src=x onerror=alert(1)> 100%_'\"; drop table visits"
VISITS: Rows = [
    ["日期", "方向", "会见机构", "镇街", "行业", "人数", "带队人", "事由"],
    ["2024-05-13", "赴港", "香港贸易发展局、香港大学", "南区街道", "新能源", 12, "陈大文", "新能源项目考察"],
    ["2025-03-02", "赴港", "香港贸易发展局", "南区街道", "新能源", 5, "陈大文", "新能源项目考察"],
    ["2024年6月", "来访", "香港湾区医疗联盟", "小榄镇", "综合", 3, "李小明", "拜访生產力促進局並座談"],
    ["2023-01-09", "来访", None, "小榄镇", "综合", 3, None, HOSTILE],
]
INTENTS: Rows = [
    ["签约日期", "项目名称", "中山方", "合作机构", "行业", "阶段"],
    ["2024-07-01", "新能源电池项目", "中山市某某科技有限公司", "香港科技园公司", "新能源", "签约意向"],
    ["2024-08-01", "潮玩新能源车项目签约", "中山市某某科技有限公司", "数码港", "潮玩", "在谈"],
    ["2024-09-01", "生产力提升计划", None, "香港生产力促进局", "综合", "在谈"],
]
ALL = tuple(kind.name for kind in KINDS)
Search = Callable[..., list[Hit]]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder."""
    folder = tmp_path_factory.mktemp("search")
    workbooks = [build_workbook(folder / "visits.xlsx", VISITS), build_workbook(folder / "intents.xlsx", INTENTS)]
    return make_warehouse(folder / "data", workbooks)


@pytest.fixture
def version(data: Path, monkeypatch: pytest.MonkeyPatch) -> warehouse.Version:
    """The version, open."""
    monkeypatch.setenv("COOPERATION_DATA", str(data))
    return warehouse.current()


@pytest.fixture
def search(version: warehouse.Version) -> Search:
    """`search("scjj", "partner")`: the hits of some kinds, or of all."""
    return lambda typed, *kinds, most=5: find(version, parse(typed), kinds or ALL, most)
