"""The week in sentences: each rests on numbers, and the numbers are the warehouse's."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.card import card
from dashboard.export.brief import brief
from dashboard.export.told import told
from dashboard.indicators.comparison import comparisons
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


def check(sentence, asked):
    """Every number of the sentence and of its basis is the warehouse's, and something has changed."""
    before = replace(asked, filters=replace(asked.filters, as_of=last_friday(asked.today)))
    ((indicator, (then, now)),) = sentence.numbers.items()
    if sentence.is_yearly:
        (compared,) = comparisons(asked.filters, asked.today)
        expected = [asked.values(indicator, filters=days).total for days in (compared.then, compared.now)]
    else:
        expected = [(who.values(indicator).total or 0) for who in (before, asked)]
    assert [then or 0, now or 0] == expected
    allowed = {abs(number) for number in (then or 0, now or 0, (now or 0) - (then or 0))}
    if not sentence.is_yearly:
        difference = asked.difference(indicator)
        allowed |= {abs(part.value) for part in difference.parts} | {len(part.rows) for part in difference.parts}
        assert (
            any(part.value for part in difference.parts)
            or card(before, indicator).light != card(asked, indicator).light
        )
    else:
        assert then != now
    if "落后于" not in sentence.text:
        assert {float(number) for number in re.findall(r"[0-9]+", f"{sentence.text} {sentence.basis}")} <= allowed


@pytest.fixture(scope="module")
def told_before(tmp_path_factory):
    """A data folder with five weeks in which records came, were corrected and taken back."""
    folder = tmp_path_factory.mktemp("story")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOPERATION_DATA", str(folder))
        at = clock_of(patch)
        at(2026, 10, 21, 9)
        load("a.csv", [VISITS, ["A1", "2026-03-02", "赴港", "HKPC", 5], ["A2", "2025-04-02", "赴港", "HKU", 5]])
        load("b.csv", [INTENTS, ["I1", "2025-03-02", "甲", "签约意向", None], ["I2", "2026-01-02", "乙", "意向", None]])
        at(2026, 10, 28, 9)
        load("c.csv", [VISITS, ["A3", "2026-05-02", "来访", "HKTDC", 9], ["A4", "2026-05-03", "来访", "HKPC", 7]])
        at(2026, 11, 4, 9)
        load("d.csv", [VISITS, ["A1", "2026-03-02", "赴港", "HKU", 15]])
        load("e.csv", [INTENTS, ["I2", "2026-10-30", "乙", "正式签约", None], ["I3", "2026-10-30", "丙", "意向", None]])
        at(2026, 11, 11, 9)
        open_warehouse().undo(3, "tester")
        load("f.csv", [VISITS, ["A5", "2026-11-01", "赴港", "HKUST", 3], ["A6", "2026-11-02", "赴港", "HKBU", 4]])
        at(2026, 11, 18, 9)
        load("g.csv", [INTENTS, ["I4", "2026-11-10", "丁", "正式签约", None], ["I1", "2025-03-02", "甲", "落地", None]])
    return folder


@pytest.fixture
def story(told_before, monkeypatch):
    """The five weeks, at their end."""
    monkeypatch.setenv("COOPERATION_DATA", str(told_before))
    clock_of(monkeypatch)(2026, 11, 27, 9)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(2026, 10, 22), date(2026, 11, 27)))
def test_every_number_is_the_warehouses(story, day):
    asked = reader(as_of=day)
    sentences = told(asked)
    assert 1 <= len(sentences) <= 8
    known = [indicator for sentence in sentences for indicator in sentence.numbers]
    assert len(known) == len(set(known))
    for sentence in sentences:
        if sentence.numbers:
            check(sentence, asked)
        else:
            assert sentence.text in ("与上周五相比没有变化", "没有可以比较的数字")


def test_a_busy_week_has_five_sentences_or_more(story):
    assert len(told(reader(as_of=date(2026, 11, 11)))) >= 5


def test_in_its_first_week_last_year_is_compared_with(story):
    first = brief(reader(as_of=date(2026, 10, 22)), "2026-W43")
    # A1 is of this year, A2 of the last; the intention of January is this year's, the MoU of last.
    assert [sentence.text for sentence in first.sentences][:2] == [
        "今年签约意向 0 项，比去年同期减 1 项",
        "今年达成意向 1 项，比去年同期增 1 项",
    ]
    assert first.sentences[0].basis == "去年同期 1 项，今年 0 项"
    assert all(sentence.is_yearly for sentence in first.sentences)
    assert "没有数据" in first.subtitle


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


def test_a_quiet_week_says_so_and_then_compares_with_last_year(at):
    at(2026, 11, 20, 9)
    quiet, *others = told(reader())
    assert (quiet.text, quiet.numbers) == ("与上周五相比没有变化", {})
    assert [(one.text, one.is_yearly) for one in others][:2] == [
        ("今年签约意向 1 项，比去年同期增 1 项", True),
        ("今年交流团组 2 团，比去年同期增 2 团", True),
    ]


def test_nothing_to_compare_with(monkeypatch):
    clock_of(monkeypatch)(2026, 11, 20, 9)
    load("old.csv", [VISITS, ["A1", "2012-03-02", "赴港", "HKPC", 5]])
    (nothing,) = told(reader())
    assert (nothing.text, nothing.numbers) == ("没有可以比较的数字", {})


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
