"""As of a day, every page is what it was on that day: before what was loaded, corrected, undone and decided since."""

import shutil

import pytest

from etl.warehouse import open_warehouse
from tests.dashboard.story import clock_of, load
from tests.pages.drawn import SCRIPTS, draw

VISITS = ["编号", "日期", "方向", "机构", "人数", "行业", "镇街", "事由"]
INTENTS = ["编号", "日期", "事项", "阶段", "金额", "机构", "行业", "镇街"]
FLOWS = ["编号", "月份", "方向", "人数", "目的", "合作机构", "行业"]
FIGURES = ["年份", "计划", "口径", "人数"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The record on Thursday 12 November 2026, and a copy of it to which more happened until the 20th."""
    then, now = tmp_path_factory.mktemp("then") / "data", tmp_path_factory.mktemp("now") / "data"
    with pytest.MonkeyPatch.context() as monkeypatch:
        at = clock_of(monkeypatch)
        monkeypatch.setenv("COOPERATION_DATA", str(then))
        at(2026, 11, 3, 9)
        load("visits.csv", [
            VISITS,
            ["A1", "2026-03-02", "赴港", "HKPC", 5, "潮玩", "南区", "考察"],
            ["A2", "2026-10-02", "来访", "HKU、HKPC", 7, "智能家电", "东区", "座谈"],
        ])  # fmt: skip
        at(2026, 11, 10, 9)
        load("intents.csv", [INTENTS, ["I1", "2026-03-02", "甲项目", "意向", "1亿元", "HKPC", "潮玩", "南区"]])
        load("flows.csv", [FLOWS, ["T1", "2026年1月", "来中山", 5, "任职", "HKU", "潮玩"]])
        load("figures.csv", [FIGURES, ["2023年", "TTPS", "获批", 600]])
        load("b.csv", [VISITS, ["A3", "2026-11-02", "来访", "HKU", 7, "灯饰", "古镇", "签约"]])
        shutil.copytree(then, now)
        monkeypatch.setenv("COOPERATION_DATA", str(now))
        at(2026, 11, 17, 9)
        load("more.csv", [
            VISITS,
            ["A2", "2026-10-02", "来访", "HKU、HKPC", 9, "智能家电", "东区", "改过的事由"],
            ["A4", "2026-11-12", "赴港", "HKTDC", 1, "会展", "古镇", "后来的事"],
        ])  # fmt: skip
        load("signed.csv", [INTENTS, ["I1", "2026-11-11", "甲项目", "正式签约", "2亿元", "HKPC", "潮玩", "南区"]])
        load("late.csv", [FIGURES, ["2024年", "TTPS", "获批", 900]])
        open_warehouse().undo(5, "tester")
        open_warehouse().decide("row_removed", "visits", "A1", None, "tester")
        open_warehouse().decide("name_merged", "partners", "香港大学", "香港生产力促进局", "tester")
    return then, now


def shown(page, **address):
    drawn = draw(page, **address)
    assert drawn.is_ready
    assert not drawn.app.exception
    return {
        "heading": drawn.heading,
        "cards": drawn.cards,
        "panels": [(panel.title, panel.subtitle, panel.content) for panel in drawn.panels],
    }


@pytest.mark.parametrize("page", SCRIPTS)
def test_a_page_as_it_stood(made, monkeypatch, page):
    then, now = made
    at = clock_of(monkeypatch)
    at(2026, 11, 12, 9)
    monkeypatch.setenv("COOPERATION_DATA", str(then))
    expected = shown(page)
    at(2026, 11, 20, 9)
    monkeypatch.setenv("COOPERATION_DATA", str(now))
    stood = shown(page, as_of="2026-11-12")
    for part in expected:
        assert stood[part] == expected[part], part
    if page != "definitions":
        assert shown(page) != expected
