"""What changed this week, in sentences whose parts sum to the difference."""

from datetime import date

import pytest

from dashboard.indicators.difference import Difference, Part
from dashboard.panels.week_changes import sentences, week_changes
from dashboard.text.sentences import chosen
from etl.warehouse import open_warehouse
from tests.dashboard.story import INTENTS, VISITS, clock_of, load, reader

THEN = date(2026, 11, 13)


@pytest.fixture
def at(monkeypatch):
    """Two delegations, an intention and a contract by Tuesday the 10th; sets the clock, which stands at that day."""
    at = clock_of(monkeypatch)
    at(2026, 11, 10, 9)
    load("visits.csv", [VISITS, ["A1", "2026-03-02", "赴港", "HKPC", 5], ["A2", "2026-04-02", "赴港", "HKU", 5]])
    load(
        "intents.csv", [INTENTS, ["I1", "2026-03-02", "甲", "意向", None], ["I2", "2026-03-02", "乙", "正式签约", None]]
    )
    return at


def test_a_week_with_changes(at):
    at(2026, 11, 17, 9)
    load("more.csv", [
        INTENTS, ["I1", "2026-05-02", "甲", "正式签约", None], ["I3", "2026-05-02", "丙", "正式签约", None],
        ["I4", "2026-05-02", "丁", "正式签约", None],
    ])  # fmt: skip
    load("b.csv", [VISITS, ["A3", "2026-05-02", "赴港", "HKPC", 5]])
    at(2026, 11, 20, 9)
    told = sentences(reader())
    assert [(one.arrow, one.finding, one.cause) for one in told] == [
        ("up", "正式签约 4 项，比上周五多 3 项", "新增 +2 项（2 条）；更正 +1 项（1 条）；撤销为 0"),
        ("up", "交流团组 3 团，比上周五多 1 团", "新增 +1 团（1 条）；更正、撤销均为 0"),
        ("up", "拜访机构 3 机构次，比上周五多 1 机构次", "新增 +1 机构次（1 条）；更正、撤销均为 0"),
    ]
    assert told[0].rows == (("intents", "I3"), ("intents", "I4"), ("intents", "I1"))
    english = sentences(reader("en"))
    assert (english[0].finding, english[0].cause) == (
        "Contracts: 4, 3 more than last Friday", "new +2 (rows: 2); corrected +1 (rows: 1); undone 0",
    )  # fmt: skip
    assert sentences(reader("zh-Hant"))[0].cause == "新增 +2 項（2 條）；更正 +1 項（1 條）；撤銷為 0"
    panel = week_changes(reader(), height=200)
    assert (panel.title, panel.subtitle) == ("本周 3 项指标有变化", "与上周五（2026年11月13日）相比，按原因分开")
    assert list(panel.table[0].values()) == [f"▲ {told[0].finding}", told[0].cause]
    # As it stood on the Monday nothing had changed.
    assert week_changes(reader(as_of=date(2026, 11, 16)), height=200).title == "与上周五相比没有变化"


def test_an_undone_load_and_the_rest(at):
    at(2026, 11, 17, 9)
    open_warehouse().undo(1, "tester")
    at(2026, 11, 20, 9)
    told = sentences(reader(towns=(), start=date(2026, 3, 1), end=date(2026, 3, 31)))
    assert told[0].finding == "交流团组 0 团，比上周五少 1 团"
    assert told[0].cause == "撤销 −1 团（1 条）；新增、更正均为 0"
    assert (told[0].arrow, told[0].rows) == ("down", (("visits", "A1"),))


def test_made_up_rows_are_said_beside_real_ones(at):
    at(2026, 11, 17, 9)
    load("b.csv", [VISITS, ["A3", "2026-05-02", "赴港", "HKPC", 5]])
    load("flows.csv", [["示例数据"], ["编号", "月份", "方向", "人数"], ["T1", "2026年1月", "来访", 3]])
    at(2026, 11, 20, 9)
    panel = week_changes(reader(), height=200)
    texts = [row["变化"] for row in panel.table]
    assert [text.endswith("（示例）") for text in texts] == [False, True, False]
    assert texts[1] == "▲ 来中山人才 3 人，比上周五多 3 人（示例）"
    assert not panel.is_example


def test_a_quiet_week_says_so(at):
    at(2026, 11, 20, 9)
    assert [(one.finding, one.cause) for one in sentences(reader("zh-Hant"))] == [
        ("與上週五相比沒有變化", "上週五以來沒有新增、更正或撤銷")
    ]
    panel = week_changes(reader(), height=200)
    assert [list(row.values()) for row in panel.table] == [["上周五以来没有新增、更正或撤销"]]


def test_the_first_week_has_nothing_to_compare_with(at):
    at(2026, 11, 12, 9)
    assert sentences(reader()) == ()
    panel = week_changes(reader(), height=200)
    assert panel.title == "本周首次导入数据，还没有可比的上周五"
    assert list(panel.table[0].values()) == ["上周五（2026年11月6日）还没有导入数据"]


def made(indicator, before, *parts):
    causes = ("elapsed", "new", "corrected", "undone", "decided", "defined")
    values = dict.fromkeys(causes, 0) | dict(parts)
    return Difference(
        indicator,
        THEN,
        before,
        before + sum(values.values()),
        tuple(Part(cause, values[cause], ()) for cause in causes),
    )


def test_the_most_important_come_first_then_the_largest():
    found = [
        made("delegations", 100, ("new", 5)),
        made("meetings", 10, ("new", 5)),
        made("talent_in", 1, ("new", 900)),
        made("mous", 3),
        made("intentions", 3, ("new", 1), ("undone", -1)),
        made("contracts", 50, ("new", 1)),
        made("production", 2, ("corrected", -1)),
    ]
    # Of the contracts' group production changed by half, contracts by 2 %; of visits meetings by half.
    assert [one.indicator for one in chosen(found)] == ["production", "intentions", "meetings"]
    assert [one.indicator for one in chosen(found[:2])] == ["meetings", "delegations"]
    assert chosen([made("mous", 3)]) == []
