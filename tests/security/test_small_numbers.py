"""Small numbers of people on every page: nothing that is sent depends on them, and they are said not to be shown."""

import re

import pytest

from dashboard import warehouse as versions
from dashboard.indicators.suppression import stand_in
from etl.policy import forget_policy
from tests.conftest import build_workbook
from tests.pages.drawn import SCRIPTS
from tests.pages.warehouses import make_warehouse
from tests.security.sent import Browser

# Any numbers of fewer than five persons; all else in the two records is the same.
POPULATIONS = ((1, 2, 3, 4, 3, 2, 1, 4), (4, 4, 1, 1, 2, 3, 3, 1))
ADDRESSES: tuple[dict[str, str | list[str]], ...] = (
    {},
    {"from": "2026-01-01", "to": "2026-02-28", "sector": "潮玩"},
    {"partner": ["香港科技大学", "香港生产力促进局"]},
    {"town": "南区街道", "as_of": "2199-01-01"},
    {"view": "print", "partner": "香港科技大学"},
)


def books(folder, small):
    visits = [
        ["编号", "日期", "方向", "会见机构", "镇街", "行业", "人数", "事由"],
        ["V1", "2026-01-13", "赴港", "香港生产力促进局", "南区街道", "潮玩", small[0], "考察"],
        ["V2", "2026-02-20", "来访", "香港科技大学", "东区街道", "潮玩", small[1], "座谈"],
        ["V3", "2026-02-21", "来访", "香港科技大学", "东区街道", "新能源", 14, "座谈"],
        ["V4", "2025-02-21", "来访", "香港科技大学", "南区街道", "新能源", small[2], "座谈"],
    ]
    flows = [
        ["编号", "月份", "方向", "人数", "目的", "合作机构", "行业", "镇街"],
        ["F1", "2026年1月", "来中山", small[3], "任职", "香港科技大学", "新能源", "南区街道"],
        ["F2", "2026年1月", "赴港", 41, "实习", "香港科技大学", "潮玩", "东区街道"],
        ["F3", "2026年2月", "来中山", 30, "实习", "香港生产力促进局", "潮玩", "东区街道"],
        ["F4", "2026年3月", "来中山", small[4], "培训", "香港生产力促进局", "潮玩", "南区街道"],
        ["F5", "2025年3月", "赴港", small[5], "培训", "香港生产力促进局", "潮玩", "南区街道"],
    ]
    published = [
        ["编号", "计划", "口径", "公布行业", "统计期/起", "统计期/止", "人数"],
        ["P1", "高端人才通行证计划", "获批", None, "2024-01-01", "2024-12-31", 7000],
        ["P2", "优秀人才入境计划", "获批", None, "2024-01-01", "2024-12-31", small[6]],
        ["P3", "优秀人才入境计划", "获批", None, "2025-01-01", "2025-12-31", small[7]],
        ["P4", "高端人才通行证计划", "申请", "信息科技", "2025-01-01", "2025-12-31", small[0]],
    ]
    tables = {"visits": visits, "flows": flows, "published": published}
    return [build_workbook(folder / f"{name}.xlsx", rows) for name, rows in tables.items()]


@pytest.fixture(scope="module")
def warehouses(tmp_path_factory):
    found = []
    for small in POPULATIONS:
        folder = tmp_path_factory.mktemp("people")
        make_warehouse(folder, books(folder, small))
        (folder / "policy.toml").write_text("smallest_people = 5\n", encoding="utf-8")
        found.append(folder)
    return found


@pytest.fixture
def sent(warehouses, monkeypatch):
    """`sent(page, **address)`: all that is sent of it for either population."""
    browser = Browser(monkeypatch)

    def of_both(page, **address):
        found = []
        for folder in warehouses:
            monkeypatch.setenv("COOPERATION_DATA", str(folder))
            forget_policy()
            text = browser.open(page, **address)[1]
            # Each version has a name, and each load a moment.
            found.append(re.sub(r"v7\d{5}|\d{2}:\d{2}", "", text))
        return found

    yield of_both
    forget_policy()


@pytest.mark.parametrize("page", list(SCRIPTS))
def test_nothing_sent_depends_on_a_small_number(sent, page):
    for address in ADDRESSES:
        one, other = sent(page, **address)
        assert one == other, (page, address)


def test_without_a_minimum_they_are_sent(sent, warehouses):
    for folder in warehouses:
        (folder / "policy.toml").rename(folder / "policy.off")
    versions._connections.clear()
    one, other = sent("talent", direction="HK_TO_ZS")
    for folder in warehouses:
        (folder / "policy.off").rename(folder / "policy.toml")
    versions._connections.clear()
    assert one != other


@pytest.mark.parametrize(("language", "words"), [("zh-Hans", "不显示"), ("zh-Hant", "不顯示"), ("en", "not shown")])
def test_the_page_says_what_is_not_shown_and_by_which_rule(sent, language, words):
    for page in ("talent", "visits"):
        (one, _) = sent(page, language=language)
        assert words in one
        assert re.search(rf"5.*{stand_in(5)}", next(line for line in one.splitlines() if words in line and "5" in line))
