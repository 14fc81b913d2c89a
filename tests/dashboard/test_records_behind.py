"""A sentence about the week opens the records that made it: new ones, corrected ones, and those that are gone."""

from datetime import date

import pytest

from dashboard.answer import answer
from dashboard.charts.theme import Look
from dashboard.drawing import View
from dashboard.panels.week_changes import week_changes
from etl.warehouse import open_warehouse
from tests.dashboard.story import VISITS, clock_of, load, reader


@pytest.fixture
def week(monkeypatch):
    """Last week A1 to A3; this week A1 is undone, A4 and A5 come; of A3 a later workbook says another number."""
    at = clock_of(monkeypatch)
    at(2026, 11, 10, 9)
    load("a.csv", [VISITS, ["A1", "2026-03-02", "赴港", "HKPC", 5]])
    load("b.csv", [VISITS, ["A2", "2026-03-03", "赴港", "HKPC", 6], ["A3", "2026-03-04", "赴港", "HKPC", 7]])
    at(2026, 11, 17, 9)
    open_warehouse().undo(1, "tester")
    load("c.csv", [VISITS, ["A4", "2026-05-02", "赴港", "HKPC", 8], ["A5", "2026-06-02", "来访", "HKPC", 9]])
    load("d.csv", [VISITS, ["A3", "2024-03-04", "赴港", "HKPC", 17]])
    at(2026, 11, 20, 9)


def asked(request, **filters):
    view = View("week", reader(**filters), Look(), date(2026, 11, 20), "week", (("height", 200),), week_changes)
    return answer(view, {"kind": "rows", "number": 1, "page": 0, **request})


def test_the_rows_of_a_sentence(week):
    panel = week_changes(reader(), height=200)
    assert panel.table[0]["变化"] == "▲ 交流团组 4 团，比上周五多 1 团"
    found = asked({"row": 0})
    assert found["counted"] == "共 3 条，第 1 至 3 条"
    head = found["head"]
    assert head[0] == "原因"
    place = head.index("日期")
    # The one undone stands no longer: it is shown as it stood last Friday.
    assert [(row[0], row[place]) for row in found["rows"]] == [
        ("新增", "2026年5月2日"), ("新增", "2026年6月2日"), ("撤销", "2026年3月2日"),
    ]  # fmt: skip
    assert [dict(origin["place"])["工作簿"] for origin in found["origins"]] == ["c.csv", "c.csv", "a.csv"]


def test_a_record_that_left_what_is_chosen(week):
    """A3 moved from 2026 to 2024: under the filter of 2026 it is a cause, and is shown as it stands."""
    chosen = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}
    table = week_changes(reader(**chosen), height=200).table
    found = asked({"row": [row["变化"][:6] for row in table].index("– 交流团组")}, **chosen)
    place = found["head"].index("日期")
    assert [(row[0], row[place]) for row in found["rows"]] == [
        ("新增", "2026年5月2日"), ("新增", "2026年6月2日"), ("更正", "2024年3月4日"), ("撤销", "2026年3月2日"),
    ]  # fmt: skip


def test_which_rows_can_be_opened(week):
    panel = week_changes(reader(), height=200)
    assert [row["变化"][:6] for row in panel.table] == ["▲ 交流团组", "▲ 拜访机构", "– 其余指标"]
    assert [bool(behind) for behind in panel.rows_records] == [True, True, False]
    assert asked({"row": 2}) == {"kind": "", "number": 1}


@pytest.mark.parametrize("row", [3, -1, "0", 0.5])
def test_a_row_that_there_is_not(week, row):
    assert asked({"row": row}) == {"kind": "", "number": 1}


def test_a_quiet_week_opens_nothing(monkeypatch):
    at = clock_of(monkeypatch)
    at(2026, 11, 10, 9)
    load("a.csv", [VISITS, ["A1", "2026-03-02", "赴港", "HKPC", 5]])
    at(2026, 11, 20, 9)
    assert week_changes(reader(), height=200).rows_records == ()


def test_the_first_week_opens_nothing(monkeypatch):
    clock_of(monkeypatch)(2026, 11, 20, 9)
    load("a.csv", [VISITS, ["A1", "2026-03-02", "赴港", "HKPC", 5]])
    assert week_changes(reader(), height=200).rows_records == ()
    assert asked({"row": 0}) == {"kind": "", "number": 1}
