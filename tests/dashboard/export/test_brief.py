"""The week in sentences: each rests on numbers, and the numbers are the warehouse's."""

from datetime import date

import pytest

from dashboard.export.brief import brief, told
from dashboard.indicators.difference import last_friday
from etl.own_reference import keep_own
from etl.warehouse import open_warehouse
from tests.dashboard.story import INTENTS, TARGETS, VISITS, clock_of, load, reader


@pytest.fixture
def at(monkeypatch):
    """Two delegations and a signed intent by the 10th; the week is that of Friday the 20th."""
    at = clock_of(monkeypatch)
    at(2026, 11, 10, 9)
    load("visits.csv", [VISITS, ["A1", "2026-03-02", "赴港", "HKPC", 5], ["A2", "2026-04-02", "赴港", "HKU", 5]])
    load("intents.csv", [INTENTS, ["I1", "2026-03-02", "甲", "签约意向", None]])
    return at


def test_a_week_with_changes(at):
    at(2026, 11, 17, 9)
    load("more.csv", [VISITS, ["A3", "2026-05-02", "赴港", "HKTDC", 5], ["A4", "2026-05-03", "赴港", "HKPC", 7]])
    load("signed.csv", [INTENTS, ["I2", "2026-05-02", "乙", "正式签约", None]])
    at(2026, 11, 20, 9)
    sentences = told(reader())
    texts = [sentence.text for sentence in sentences]
    assert texts[:2] == ["正式签约 1 项，比上周五多 1 项", "交流团组 4 团，比上周五多 2 团"]
    assert texts[2:] == [
        "拜访机构 4 机构次，比上周五多 2 机构次",
        "本周首次对接 1 家机构：香港贸易发展局",
        "停滞事项增加 1 项，共 2 项",
    ]
    assert sentences[3].basis == "上周五 2，现在 3"


def test_every_number_is_the_warehouses(at):
    at(2026, 11, 17, 9)
    load("more.csv", [VISITS, ["A3", "2026-05-02", "赴港", "HKTDC", 5]])
    at(2026, 11, 20, 9)
    before = reader(as_of=last_friday(date(2026, 11, 20)))
    sentences = told(reader())
    assert sentences
    for sentence in sentences:
        assert sentence.numbers
        for indicator, (then, now) in sentence.numbers.items():
            assert (before.values(indicator).total or 0) == (then or 0)
            assert (reader().values(indicator).total or 0) == (now or 0)
            assert then != now


def test_what_fell_behind(at):
    keep_own("targets.csv", f"{TARGETS}\ncontracts,2026,3,count,办公室,,,\nmous,2026,1,count,办公室,,,\n".encode())
    at(2026, 11, 13, 9)
    load(
        "signed.csv",
        [
            INTENTS,
            ["I2", "2026-05-02", "乙", "正式签约", None],
            ["I3", "2026-05-02", "丙", "正式签约", None],
            ["I4", "2026-05-02", "丁", "正式签约", None],
        ],
    )
    at(2026, 11, 17, 9)
    open_warehouse().undo(3, "tester")
    at(2026, 11, 20, 9)
    texts = [sentence.text for sentence in told(reader())]
    # 20 November is day 324 of 365: 89 % are due and none is there.
    assert "正式签约落后于应达进度 89 点" in texts


def test_a_quiet_week_says_so_and_nothing_else(at):
    at(2026, 11, 20, 9)
    (sentence,) = told(reader())
    assert sentence.text == "与上周五相比没有变化"
    assert sentence.numbers == {}


@pytest.mark.parametrize(
    ("language", "title", "foot"),
    [
        ("zh-Hans", "中山香港合作周报 2026-W47", "2026-W47 · 截至 2026年11月20日 · 版本 "),
        ("zh-Hant", "中山香港合作週報 2026-W47", "2026-W47 · 截至 2026年11月20日 · 版本 "),
        ("en", "Zhongshan–Hong Kong cooperation 2026-W47", "2026-W47 · as at 20 Nov 2026 · version "),
    ],
)
def test_title_and_foot(at, language, title, foot):
    at(2026, 11, 20, 9)
    made = brief(reader(language), "2026-W47")
    assert made.title == title
    assert made.foot.startswith(foot)
