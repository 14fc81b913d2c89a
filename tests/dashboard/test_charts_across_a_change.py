"""A chart over time across a change of definition has the numbers by both, says so, and so does what is taken away."""

import csv
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest

from dashboard.charts.theme import Look
from dashboard.definitions_used import definitions_used
from dashboard.drawing import View, packed
from dashboard.panel_file import panel_file
from dashboard.panels.definition_list import definition_list
from dashboard.panels.delegations_over_time import delegations_over_time
from dashboard.panels.people import people_over_time
from dashboard.panels.people_net import people_net
from dashboard.panels.visit_calendar import visit_calendar
from dashboard.panels.visit_months import visit_months
from tests.dashboard.indicators.own_definitions import entry, keep, version
from tests.dashboard.story import VISITS, clock_of, load, reader

SORTS = {"code": '"V1"', "facts": '"visits"', "measure": '"count"', "unit": '"count"', "cohort": '"begun"'}
TO_HONG_KONG = '[{ column = "direction", in = ["ZS_TO_HK"] }]'


def delegations(day):
    """All delegations until the day, from then on those to Hong Kong only."""
    old = version("2012-01-01", definition="不分方向", where="[]")
    return entry(old, version(day, definition="只计赴港", where=TO_HONG_KONG), id="delegations", **SORTS)


@pytest.fixture
def visits(monkeypatch):
    """One delegation to Hong Kong in 2024; three in 2025, one of them from there; two in 2026, one from there."""
    clock_of(monkeypatch)(2026, 11, 20, 9)
    days = ["2024-05-06", "2025-03-03", "2025-03-04", "2025-08-08", "2026-02-02", "2026-02-03"]
    ways = ["赴港", "赴港", "来访", "赴港", "赴港", "来访"]
    load(
        "a.csv",
        [VISITS, *([f"A{n}", day, way, "HKPC", 5] for n, (day, way) in enumerate(zip(days, ways, strict=True)))],
    )


def test_both_are_drawn_up_to_the_change(visits):
    keep(delegations("2026-01-01"))
    panel = delegations_over_time(reader(), height=200)
    to_hong_kong, *_, labels, earlier = panel.figure.data
    assert list(to_hong_kong.y) == [1, 2, 1]
    assert list(labels.text) == ["1", "2", "1"]
    # 2025 by the old definition has three; in 2026 it no longer holds.
    assert list(earlier.y) == [1, 3, None]
    assert earlier.line.dash == "dot"
    assert earlier.hovertext[1] == "2025年 甲 · 口径1（至2025年） 3"
    # Between the second and the third of three columns.
    (change,) = [shape for shape in panel.figure.layout.shapes if shape.type == "line"]
    assert (change.x0, change.x1) == (1.5, 1.5)
    assert "口径2" in [note.text for note in panel.figure.layout.annotations]
    # Three by the old one stand under the name of the change: 20.6 px of 200 − 23.6 − legend.
    assert panel.figure.layout.yaxis.range[1] > 3


@pytest.mark.parametrize(
    ("language", "said", "headings"),
    [
        (
            "zh-Hans",
            "；甲的口径有变：实色按口径2（2026年起），虚线按口径1（至2025年），变更前两者并列",
            ["甲 · 口径2（2026年起）", "甲 · 口径1（至2025年）"],
        ),
        (
            "zh-Hant",
            "；甲的定義有變：實色按定義2（2026年起），虛線按定義1（至2025年），變更前兩者並列",
            ["甲 · 定義2（2026年起）", "甲 · 定義1（至2025年）"],
        ),
        (
            "en",
            "; the definition of 甲 changed: solid by definition 2 (from 2026), dashed by definition 1 (to 2025),"
            " both shown up to the change",
            ["甲, definition 2 (from 2026)", "甲, definition 1 (to 2025)"],
        ),
    ],
)
def test_subtitle_and_table_say_so(visits, language, said, headings):
    keep(delegations("2026-01-01"))
    panel = delegations_over_time(reader(language), height=200)
    assert panel.subtitle.endswith(said)
    assert list(panel.table[0])[1:3] == headings
    assert [[row[heading] for heading in headings] for row in panel.table] == [["1", ""], ["2", "3"], ["1", "1"]]


def test_within_a_month_the_mark_stands_at_the_day(visits):
    keep(delegations("2025-03-11"))
    panel = delegations_over_time(reader(start=date(2025, 1, 1), end=date(2025, 12, 31)), height=200)
    # March is the third of the months; ten of its 31 days had gone by.
    (change,) = [shape for shape in panel.figure.layout.shapes if shape.type == "line"]
    assert change.x0 == pytest.approx(1.5 + 10 / 31)
    assert list(panel.figure.data[-1].y) == [0, 0, 2] + [None] * 9
    assert "口径2（2025年3月11日起），虚线按口径1（至2025年3月10日）" in panel.subtitle


def test_a_period_before_the_change_shows_what_held_then(visits):
    keep(delegations("2026-07-01"))
    panel = delegations_over_time(reader(start=date(2025, 1, 1), end=date(2025, 12, 31)), height=200)
    assert [panel.figure.data[-1].y[month - 1] for month in (3, 8)] == [2, 1]
    assert not [shape for shape in panel.figure.layout.shapes if shape.type == "line"]
    assert "口径1（至2026年6月）" in panel.subtitle


@pytest.mark.parametrize(
    "filters", [{"start": date(2026, 1, 1), "end": date(2026, 12, 31)}, {"as_of": date(2025, 12, 31)}]
)
def test_one_version_alone_needs_no_word(visits, filters):
    keep(delegations("2026-01-01"))
    panel = delegations_over_time(reader(**filters), height=200)
    assert "口径" not in panel.subtitle + "".join(panel.table[0] if panel.table else ())
    assert len(definitions_used(reader(**filters), ["delegations"])) == 1


def test_of_three_versions_each_is_drawn_up_to_its_end(visits):
    three = "\n".join(
        [delegations("2025-01-01"), "[[indicators.delegations.versions]]", version("2026-01-01", where="[]")]
    )
    keep(three)
    panel = delegations_over_time(reader(), height=200)
    first, second = panel.figure.data[-2:]
    assert (list(first.y), list(second.y)) == ([1, None, None], [1, 2, None])
    assert "虚线按口径1（至2024年）、口径2（2025年至2025年）" in panel.subtitle
    assert [shape.x0 for shape in panel.figure.layout.shapes if shape.type == "line"] == [0.5, 1.5]


def test_time_in_which_only_the_old_one_counts_has_its_place(visits):
    from_hong_kong = version("2026-01-01", where='[{ column = "direction", in = ["HK_TO_ZS"] }]')
    keep(entry(version("2012-01-01", where="[]"), from_hong_kong, id="delegations", **SORTS))
    panel = delegations_over_time(reader(), height=200)
    # From Hong Kong came one in 2025 and one in 2026; of 2024 only the old definition knows something.
    assert list(panel.figure.data[-1].y) == [1, 3, None]
    assert [row["甲 · 口径2（2026年起）"] for row in panel.table] == ["1", "1", "0"]


def test_calendars_have_both_in_their_tables(visits):
    keep(delegations("2025-07-01"))
    days = visit_calendar(reader(start=date(2025, 1, 1), end=date(2025, 12, 31)), height=200)
    assert "表中并列口径1（至2025年6月）" in days.subtitle
    assert [list(row.values()) for row in days.table] == [
        ["2025年8月8日（周五）", "1", ""],
        ["2025年3月4日（周二）", "0", "1"],
        ["2025年3月3日（周一）", "1", "1"],
    ]
    months = visit_months(reader(), height=200)
    assert [list(row.values())[1:] for row in months.table] == [["1", ""], ["1", ""], ["1", "2"], ["1", "1"]]


def test_people_each_by_both(monkeypatch):
    clock_of(monkeypatch)(2026, 3, 20, 9)
    rows = [
        ["T1", "2026年1月", "来访", 3, "任职"],
        ["T2", "2026年1月", "来访", 4, "实习"],
        ["T3", "2026年3月", "来访", 5, "任职"],
    ]
    load("flows.csv", [["编号", "月份", "方向", "人数", "事由"], *rows])
    sorts = {"code": '"T7"', "facts": '"talent"', "measure": '"sum"', "unit": '"persons"', "cohort": '"whole"'}
    everybody = version("2012-01-01", where="[]", amount='"headcount"')
    employed = version("2026-03-01", where='[{ column = "purpose", in = ["post"] }]', amount='"headcount"')
    keep(*(entry(everybody, employed, id=id, **sorts) for id in ("talent_in", "talent_net")))
    lines = people_over_time(reader(), height=200)
    coming, _, earlier = lines.figure.data
    assert (list(coming.y), list(earlier.y)) == ([3, None, 5], [7, None, None])
    assert earlier.line.color == coming.line.color
    assert "甲的口径有变" in lines.subtitle
    assert "甲的口径有变" in lines.alt
    assert list(lines.table[-1].values())[1:] == ["3", "—", "7"]
    net = people_net(reader(), height=200)
    assert list(net.figure.data[-1].y) == [7, None, None]
    assert list(net.table[-1].values())[1:] == ["3", "7"]


def test_the_sheet_and_the_files_list_both(visits):
    keep(delegations("2026-01-01"))
    used = definitions_used(reader(), ["delegations", "participants"])
    assert [(one.name, one.text, one.note) for one in used[:2]] == [
        ("甲 · 口径1（至2025年）", "不分方向", "第 1 版，2012年1月1日起用"),
        ("甲 · 口径2（2026年起）", "只计赴港", "第 2 版，2026年1月1日起用；未注明的数字按此"),
    ]
    assert [one.name for one in used[2:]] == ["交流人次"]

    def panel(reader):
        return delegations_over_time(reader, height=200)

    view = View("time", reader(), Look(), date(2026, 11, 20), "time", (), panel)
    head, *rows = list(csv.reader(StringIO(panel_file(view, "csv").decode("utf-8-sig"))))
    assert head[1:3] == ["甲 · 口径2（2026年起）", "甲 · 口径1（至2025年）"]
    assert [row[1:3] for row in rows[:3]] == [["1", ""], ["2", "3"], ["1", "1"]]
    assert rows[3:] == [
        [],
        ["甲 · 口径1（至2025年）：不分方向（第 1 版，2012年1月1日起用）"],
        ["甲 · 口径2（2026年起）：只计赴港（第 2 版，2026年1月1日起用；未注明的数字按此）"],
    ]
    _, about = openpyxl.load_workbook(BytesIO(panel_file(view, "xlsx"))).worksheets
    said = {row[0].value: row[1].value for row in about.iter_rows()}
    assert said["甲 · 口径1（至2025年）"] == "不分方向（第 1 版，2012年1月1日起用）"
    assert said["甲 · 口径2（2026年起）"] == "只计赴港（第 2 版，2026年1月1日起用；未注明的数字按此）"


def test_what_was_drawn_before_the_office_changed_a_definition_is_drawn_anew(visits):
    def drawn():
        view = View("time", reader(), Look(), date(2026, 11, 20), "time", (("height", 200),), delegations_over_time)
        return packed(view).decode()

    before = drawn()
    assert "甲" not in before
    keep(delegations("2026-01-01"))
    assert "甲 · 口径2（2026年起）" in drawn()


def test_the_list_of_definitions_keeps_the_old_and_links_to_the_new(visits):
    keep(delegations("2026-01-01"))
    panel = definition_list(reader(), height=200)
    rows = [(id, row) for id, row in zip(panel.rows_ids, panel.table, strict=True) if row["标识"] == "delegations"]
    assert [(id, row["版本"], row["定义"], row["全部时间"]) for id, row in rows] == [
        ("delegations", "2", "只计赴港", "4 团"),
        ("", "1", "不分方向", "6 团"),
    ]
    named = [id for id in panel.rows_ids if id]
    assert len(named) == len(set(named))
