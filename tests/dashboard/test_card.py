"""Cards: changes in words, the light against the target, the course; worked out by hand."""

import shutil
from datetime import date

import pytest

from dashboard.card import card
from tests.dashboard.story import INTENTS, TARGETS, VISITS, clock_of, load, reader, year


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Until 13 November 2026: 3 delegations of 2025, one of them in December, and 4 of 2026.

    On the 17th one of 2026 came, and one of the 4 was corrected from 4 persons to 9. Two contracts of 2026, a
    contract and two intentions of 2025; the target of 2026 is 10 contracts, 5 delegations, 70 % conversion.
    """
    folder = tmp_path_factory.mktemp("record")
    own = folder / "reference"
    own.mkdir()
    targets = ["delegations,2026,5,count,,,,", "contracts,2026,10,count,,,,yes", "conversion_rate,2026,0.7,ratio,,,,"]
    (own / "targets.csv").write_text("\n".join([TARGETS, *targets, "delegations,2025,2,count,,,,", ""]), "utf-8")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("COOPERATION_DATA", str(folder))
        at = clock_of(monkeypatch)
        at(2026, 11, 10, 9)
        load(
            "visits.csv",
            [
                VISITS,
                ["A1", "2025-03-02", "赴港", "HKPC", 5],
                ["A2", "2025-10-02", "赴港", "HKPC", 5],
                ["A3", "2025-12-02", "赴港", "HKPC", 5],
                ["B1", "2026-01-05", "赴港", "HKPC", 4],
                ["B2", "2026-03-05", "赴港", "HKUST", 4],
                ["B3", "2026-10-05", "赴港", "HKU", 4],
                ["B4", "2026-11-05", "赴港", "HKPC", 4],
            ],
        )
        load(
            "intents.csv",
            [
                INTENTS,
                ["I1", "2025-03-02", "甲", "正式签约", "1亿元"],
                ["I2", "2026-03-02", "乙", "正式签约", "3亿元"],
                ["I3", "2026-04-02", "丙", "正式签约", None],
                ["I4", "2025-05-02", "丁", "意向", None],
                ["I5", "2025-06-02", "戊", "意向", None],
            ],
        )
        at(2026, 11, 17, 9)
        load("more.csv", [VISITS, ["B4", "2026-11-05", "赴港", "HKPC", 9], ["B5", "2026-11-16", "来访", "HKPC", 1]])
    return folder


@pytest.fixture
def record(made, monkeypatch, tmp_path):
    """A copy of it, on Friday 20 November 2026; sets the clock."""
    monkeypatch.setenv("COOPERATION_DATA", str(shutil.copytree(made, tmp_path / "record")))
    at = clock_of(monkeypatch)
    at(2026, 11, 20, 9)
    return at


def said(indicator, language="zh-Hans", **filters):
    found = card(reader(language, **filters), indicator)
    return found.value, found.changes, found.arrow


def test_without_a_period_this_year_is_compared(record):
    assert said("delegations") == ("8", ("今年同比增 3 团", "较上周五增 1 团（新增）"), "up")
    assert said("delegations", "zh-Hant") == ("8", ("今年按年增 3 團", "較上週五增 1 團（新增）"), "up")
    assert said("delegations", "en") == ("8", ("up 3 this year", "up 1 since last Friday (new)"), "up")


def test_a_year_is_compared_with_the_same_days_of_the_year_before(record):
    # Of 2025 until 20 November 2 delegations with 10 persons, of 2026 5 with 4+4+4+9+1.
    assert said("delegations", **year(2026)) == ("5", ("同比增 3 团", "较上周五增 1 团（新增）"), "up")
    # New and corrected: no one cause.
    assert said("participants", **year(2026)) == ("22", ("同比增 12 人次", "较上周五增 6 人次"), "up")
    assert said("contracts_amount", **year(2026)) == ("3 亿元", ("同比增 2 亿元", "与上周五持平"), "up")
    assert said("delegations", **year(2025)) == ("3", ("同比增 3 团", "与上周五持平"), "up")


def test_a_month_is_compared_with_the_days_before_first(record):
    november = {"start": date(2026, 11, 1), "end": date(2026, 11, 30)}
    assert said("delegations", **november) == (
        "2", ("环比增 1 团", "同比增 2 团", "较上周五增 1 团（新增）"), "up",
    )  # fmt: skip
    assert said("participants", **november) == (
        "10", ("环比增 6 人次", "去年同期无记录", "较上周五增 6 人次"), "up",
    )  # fmt: skip
    assert said("delegations", "en", **november)[1][0] == "up 1 on the period before"
    assert "不算百分比" in card(reader(**november), "delegations").definition
    september = {"start": date(2026, 9, 1), "end": date(2026, 9, 30)}
    assert said("delegations", **september) == ("0", ("与前期持平", "同比持平", "与上周五持平"), "flat")
    assert said("participants", **september) == ("—", ("本期无记录",), "")


def test_rates_change_by_points(record):
    rate = {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}
    load("late.csv", [INTENTS, ["I4", "2025-07-02", "丁", "正式签约", None]])
    # One of the two intentions reached a contract within 180 days; last Friday none had.
    assert said("conversion_rate", **rate) == ("50.0%", ("去年同期无记录", "较上周五升 50.0 点（更正）"), "")
    assert said("conversion_rate", "zh-Hant", **rate)[1][1] == "較上週五升 50.0 點（更正）"


def test_a_fall_from_more_and_a_negative_before(record):
    flows = [["编号", "月份", "方向", "人数"], ["T1", "2025年1月", "赴港", 5], ["T2", "2026年1月", "来访", 3]]
    load("flows.csv", flows)
    assert said("talent_net", **year(2026))[:2] == ("3", ("同比增 8 人", "较上周五增 3 人（新增）"))
    assert said("talent_in", **year(2026))[1][0] == "去年同期无记录"


def test_published_figures_have_their_day(record):
    load("figures.csv", [["年份", "计划", "口径", "人数"], ["2023年", "TTPS", "获批", 600]])
    assert said("scheme_approvals") == ("600", ("截至 2023年12月31日",), "")
    assert card(reader(), "scheme_approvals").course == ()


def test_lights(record):
    # (10 + 20/30) / 12 = 88.9 % is due.
    met = card(reader(), "delegations")
    assert (met.light, met.light_word, met.progress, round(met.due, 3)) == ("on_track", "正常", 1.0, 0.889)
    assert (met.progress_text, round(met.ahead)) == ("2026年目标 5：100%，应达 89%", 11)
    assert "超均衡进度 11 点" in met.definition
    late = card(reader("zh-Hant"), "contracts")
    assert (late.light, late.light_word, late.progress_text) == (
        "behind",
        "滯後",
        "2026年目標（示例）10：20%，應達 89%",
    )
    assert not late.is_example
    assert card(reader("en"), "contracts").progress_text == "2026 target (sample) 10: 20%, due 89%"
    # A rate's target is a level: 0 of 70 %.
    level = card(reader(**year(2026)), "conversion_rate")
    assert (level.light, level.progress, level.due) == ("", None, None)
    over = card(reader(**year(2025)), "delegations")
    assert (over.light, over.progress, over.due) == ("on_track", 1.5, 1.0)
    for chosen in ({"sectors": ("潮玩",)}, {"start": date(2026, 11, 1), "end": date(2026, 11, 30)}):
        assert card(reader(**chosen), "delegations").light == ""
    assert card(reader(), "meetings").light == ""


def test_the_light_of_a_level(record):
    load("late.csv", [INTENTS, ["I6", "2026-01-02", "己", "意向", None], ["I7", "2026-01-02", "庚", "意向", None]])
    load("later.csv", [INTENTS, ["I6", "2026-02-02", "己", "正式签约", None]])
    level = card(reader(**year(2026)), "conversion_rate")
    assert (level.value, level.light, level.due, level.ahead) == ("50.0%", "behind", None, -20.0)
    assert level.progress_text == "2026年目标 70.0%，还差 20.0 点"


def test_the_course(record):
    months = card(reader(**year(2026)), "delegations")
    assert (months.course_kind, months.course) == ("bar", (1, None, 1, *[None] * 6, 1, 2))
    assert card(reader(), "delegations").course == (3, 5)
    assert card(reader(**year(2025)), "conversion_rate").course_kind == "line"


def test_as_of_a_day(record):
    """Nothing of a later day shows: not the figure, not what it is compared with, not what is due."""
    then = card(reader(as_of=date(2026, 11, 12)), "delegations")
    assert (then.value, then.changes) == ("7", ("今年同比增 2 团",))
    # 4 of 5; (10 + 12/30) / 12 is due.
    assert (then.light, then.progress, round(then.due, 3)) == ("watch", 0.8, 0.867)
    assert card(reader(as_of=date(2026, 11, 9)), "delegations").value == "0"
    # On Tuesday the 17th last Friday is the 13th; on the 24th it is the 20th.
    assert said("delegations", as_of=date(2026, 11, 17))[1][1] == "较上周五增 1 团（新增）"
    assert said("delegations", as_of=date(2026, 11, 24))[1][1] == "与上周五持平"


def test_a_source_that_nobody_renews(record):
    assert not card(reader(), "delegations").is_stale
    record(2026, 12, 16, 9)
    # The intents came 36 days ago, the newest edition of the visits 29.
    late = card(reader(), "contracts")
    assert (late.is_stale, late.stale) == (True, "intents.csv 自2026年11月10日起未更新")
    assert card(reader("en"), "contracts").stale == "intents.csv has not been updated since 10 Nov 2026"
    assert not card(reader(), "delegations").is_stale
    assert not card(reader(as_of=date(2026, 12, 15)), "contracts").is_stale
    record(2026, 12, 23, 9)
    assert card(reader(), "delegations").stale == "more.csv 自2026年11月17日起未更新"
    # What was long past when it came is history.
    load("archive.csv", [VISITS, ["Z1", "2014-03-02", "赴港", "HKPC", 5]])
    record(2027, 3, 1, 9)
    assert card(reader(), "delegations").stale == "more.csv 自2026年11月17日起未更新"
    load("flows.csv", [["编号", "月份", "方向", "人数"], ["T1", "2027年1月", "赴港", 5]])
    assert not card(reader(), "talent_out").is_stale
