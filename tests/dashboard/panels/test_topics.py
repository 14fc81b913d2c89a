"""The panels of visits, intents and partners: what their tables say of a small record, and what a click picks."""

from datetime import date

import pytest

from dashboard.panels.amount_ranges import amount_ranges
from dashboard.panels.first_meetings import first_meetings
from dashboard.panels.partner_identity import partner_identity
from dashboard.panels.side_by_side import side_by_side
from dashboard.panels.stage_paths import stage_paths
from dashboard.panels.stage_waits import stage_waits
from dashboard.panels.stage_way import stage_way
from dashboard.panels.town_partners import town_partners
from dashboard.panels.visit_calendar import is_short, visit_calendar
from dashboard.panels.visit_lanes import visit_lanes
from dashboard.panels.visit_months import visit_months
from tests.dashboard.story import clock_of, load, reader, year

VISITS = [
    ["编号", "日期", "方向", "镇街", "机构", "人数", "带队"],
    ["V1", "2025-03-05", "赴港", "小榄镇", "HKPC", 5, "甲某"],
    ["V2", "2026-03-05", "赴港", "小榄镇", "HKPC、HKTDC", 6, "乙某"],
    ["V3", "2026-03-05", "来访", "古镇镇", "HKTDC", 7, None],
    ["V4", "2026年4月", "来访", None, "HKTDC", None, None],
]
INTENTS = [
    ["编号", "日期", "事项", "合作机构", "阶段", "金额"],
    ["I1", "2026-01-10", "电梯合作", "HKPC", "意向", None],
    ["I2", "2026-02-10", "展会合作", "HKTDC", "框架协议", "1000万至3000万元"],
    ["I3", "2026-11-10", "落户项目", "HKTDC", "正式签约", "超500万元"],
]


@pytest.fixture(autouse=True)
def record(monkeypatch):
    at = clock_of(monkeypatch)
    at(2026, 3, 31, 9)
    load("early.csv", [INTENTS[0], ["I3", "2026-03-10", "落户项目", "HKTDC", "意向", None]])
    at(2026, 11, 20, 9)
    load("visits.csv", VISITS)
    load("intents.csv", INTENTS)


def cells(panel, *columns):
    return [tuple(row[column] for column in columns) for row in panel.table]


def test_the_way_has_no_rate_from_partners_to_matters():
    panel = stage_way(reader(**year(2026)), height=300)
    found = {row[0]: row[1:] for row in cells(panel, "阶段", "数量", "转化率", "中位用时")}
    assert found["会见机构"] == ("2", "", "")
    # I1 and I3 reached an intention in 2026; I3 went on to a contract, 245 days after 10 March.
    assert found["意向"] == ("2", "—", "—")
    assert found["签约意向"][0] == "1"
    assert found["正式签约"][0] == "1"
    assert panel.rows_picks[0] == {}
    assert {"stage": "contract"} in panel.rows_picks


def test_ages_and_what_stands_still():
    panel = stage_waits(reader(), height=300)
    # 20 November: 314 days after 10 January, 283 after 10 February, 10 after 10 November.
    assert cells(panel, "阶段", "事项数", "中位停留") == [
        ("意向", "1", "314 天"), ("签约意向", "1", "283 天"), ("正式签约", "1", "10 天"),
    ]  # fmt: skip


def test_amounts_beside_numbers_and_open_where_no_upper_bound_is_stated():
    panel = amount_ranges(reader(), height=300)
    found = {row[0]: row[1:] for row in cells(panel, "阶段", "事项数", "写明金额", "至少", "至多")}
    assert found["意向"] == ("2", "1", "500 万元", "—"), "I3 came by an intention, and its amount is a lower bound"
    assert found["签约意向"] == ("1", "1", "1,000 万元", "3,000 万元")
    assert found["正式签约"] == ("1", "1", "500 万元", "—")
    labels = [note.text for note in panel.figure.layout.annotations]
    assert "1 项 · 1,000 万元至3,000 万元" in labels
    assert "1 项 · 不低于 500 万元" in labels


def test_the_way_of_each_matter_in_time():
    panel = stage_paths(reader(), height=300)
    assert cells(panel, "事项", "阶段", "到达日期") == [
        ("落户项目", "意向", "2026年3月10日"),
        ("落户项目", "正式签约", "2026年11月10日"),
        ("展会合作", "签约意向", "2026年2月10日"),
        ("电梯合作", "意向", "2026年1月10日"),
    ]


def test_first_meetings_say_what_came_of_them():
    panel = first_meetings(reader(**year(2026)), height=300)
    assert cells(panel, "首次会见", "机构", "事项") == [("2026年3月5日", "香港贸易发展局", "2")]
    assert panel.rows_picks == ({"partner": "香港贸易发展局"},)


def test_towns_and_partners_once_in_each_cell():
    panel = town_partners(reader(), height=300)
    assert cells(panel, "镇街", "机构", "拜访机构")[0] == ("小榄镇", "香港生产力促进局", "2")
    assert len(panel.table) == 3


def test_a_calendar_for_a_year_and_months_for_more():
    assert is_short(reader(**year(2026)).filters)
    assert not is_short(reader().filters)
    days = visit_calendar(reader(**year(2026)), height=200)
    assert cells(days, "日期", "交流团组") == [("2026年3月5日（周四）", "2")]
    assert "另 1 团只知年月" in days.subtitle
    months = visit_months(reader(), height=200)
    assert cells(months, "时间", "交流团组") == [("2026年4月", "1"), ("2026年3月", "2"), ("2025年3月", "1")]
    assert months.rows_picks[0] == {"from": "2026-04-01", "to": "2026-04-30"}


def test_lanes_are_by_direction():
    panel = visit_lanes(reader(), height=200)
    assert list(panel.figure.layout.yaxis.ticktext) == ["赴港", "来访"]


def test_two_partners_beside_each_other():
    both = ("香港生产力促进局", "香港贸易发展局")
    panel = side_by_side(reader(partners=both), dimension="partner", height=300)
    found = {row["指标"]: tuple(row.values())[1:] for row in panel.table}
    assert found["交流团组"] == ("2 团", "3 团"), "V2 met both and counts on either side"
    assert found["达成意向"] == ("1 项", "1 项")
    assert found["正式签约"] == ("0 项", "1 项")


def test_who_a_partner_is():
    panel = partner_identity(reader(partners=("香港生产力促进局",)), partner="香港生产力促进局", height=200)
    found = dict(cells(panel, "内容", "记录"))
    assert found["名称"].startswith("香港生产力促进局、香港生產力促進局、Hong Kong Productivity Council")
    assert found["带队人员"] == "乙某、甲某"
    unknown = partner_identity(reader(), partner="无名商会", height=200)
    assert dict(cells(unknown, "内容", "记录")) == {"名称": "无名商会"}


def test_as_it_stood_before():
    panel = stage_waits(reader(as_of=date(2026, 4, 1)), height=300)
    # 1 April: 22 days after 10 March, and nothing else was loaded then.
    assert cells(panel, "阶段", "事项数", "中位停留") == [("意向", "1", "22 天")]
