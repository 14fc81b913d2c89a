"""Headings as offices write them, what they may mean where no rule knows, and what a person chose for a layout."""

import re

import pytest

from etl.read.sheet import Sheet
from etl.source import sources
from etl.tables.choose import heading_candidates, table_candidates
from etl.tables.chosen import Chosen
from etl.tables.find import find_tables
from etl.tables.found import layout_of

TRADITIONAL = [
    ("visits", "機構", "partners"),
    ("intents", "簽約日期", "signed_date"),
    ("talent_flows", "人數", "headcount"),
]


def only(rows, chosen=None):
    (table,) = find_tables(Sheet("表", [list(row) for row in rows]), Chosen(chosen or {}))
    return table


@pytest.mark.parametrize(
    "written",
    [
        "签约日期", "签 约 日 期", "签约\n日期", "签约日期*", "＊签约日期", "★签约日期（必填）", "1.签约日期",
        "（一）签约日期", "①签约日期",
        "一、签约日期", "签约日期：", "签约日期 Signed date", "Signed Date",
        "SIGNED DATE*", "signed\ndate", "簽約日期",
    ],
)  # fmt: skip
def test_one_heading_in_many_dresses(written):
    heading = sources()["intents"].heading((written,))
    assert heading is not None and heading.fills == ("signed_date",)


@pytest.mark.parametrize("written", ["1月", "日期to", "10日期间", "签约", "合同", "下限", ""])
def test_what_is_no_heading_of_ours(written):
    assert sources()["intents"].heading((written,)) is None


@pytest.mark.parametrize(("table", "written", "column"), TRADITIONAL)
def test_traditional_headings(table, written, column):
    heading = sources()[table].heading((written,))
    assert heading is not None and heading.fills == (column,)


@pytest.mark.parametrize("table", sources())
def test_every_column_has_an_english_heading_of_its_own(table):
    source = sources()[table]
    for fills in {heading.fills for heading in source.headings.values() if len(heading.fills) == 1}:
        column = fills[0]
        heading = source.heading((column.replace("_", " ").capitalize(),))
        assert heading is not None and heading.fills == fills, column
    assert all(re.fullmatch(r"[^A-Z\s]+", spelling) for spelling in source.headings)


def test_columns_that_a_heading_may_mean():
    visits = sources()["visits"]
    assert heading_candidates("起止日", visits)[0] == ("start_date+end_date", 86)
    assert heading_candidates("2.与会机构", visits)[0] == ("partners", 75)
    assert heading_candidates("与会机构", visits, {"partners"}) == []
    assert heading_candidates("满意度", visits) == []
    assert heading_candidates("", visits) == []
    for heading in ("人数统计", "地点及主题", "来源"):
        found = heading_candidates(heading, visits)
        assert len(found) <= 3 and all(score >= 60 for _, score in found)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_candidates_of_a_table():
    known = only([["日期", "方向", "机构", "与会机构", "团组人"], ["2024-05-07", "赴港", "HKPC", "甲", 3]])
    assert table_candidates(known) == {3: [], 4: [("participants", 86), ("visit_id", 67)]}
    unknown = only([["起止日", "对接的单位", "随团的人数"], ["5月1日", "HKPC", 3], ["5月2日", "HKPC", 3]])
    found = table_candidates(unknown)
    assert [found[index][0][0] for index in range(3)] == [
        "visits.start_date+end_date",
        "visits.partners",
        "visits.participants",
    ]


ROWS = [["起讫时段", "对口", "随团", "满意度"], ["5月1日", "HKPC", 3, "高"], ["5月2日", "HKPC", 4, "高"]]


def test_a_choice_is_remembered_for_its_layout():
    unknown = only(ROWS)
    assert unknown.source is None
    assert re.fullmatch("[0-9a-f]{12}", unknown.layout)
    keys = [(unknown.layout, column.key) for column in unknown.columns]
    chosen = {keys[0]: "visits.start_date+end_date", keys[1]: "visits.partners", keys[2]: "visits.participants"}
    known = only(ROWS, chosen)
    assert (known.source and known.source.table, known.rows, known.layout) == ("visits", [1, 2], unknown.layout)
    assert [(column.heading.fills, column.heading.reads) if column.heading else None for column in known.columns] == [
        (("start_date", "end_date"), "date_range"), (("partners",), "partners"), (("participants",), "count"), None,
    ]  # fmt: skip
    others = [[*ROWS[0][:3], "评价"], *ROWS[1:]]
    assert only(others, chosen).source is None  # another layout
    assert only(ROWS, {keys[1]: "visits.partners"}).source is None  # not enough of them


def test_a_choice_wins_over_what_a_heading_is_known_to_mean():
    rows = [["日期", "方向", "机构", "人数", "出席"], ["2024-05-07", "赴港", "HKPC", 3, 90]]
    table = only(rows)
    chosen = {(table.layout, "人数"): "visits.attendance", (table.layout, "出席"): "visits.participants"}
    fills = [column.heading.fills[0] for column in only(rows, chosen).columns if column.heading]
    assert fills == ["start_date", "direction", "partners", "attendance", "participants"]


def test_layouts_differ_by_text_and_order_not_by_script_and_spaces():
    assert layout_of(["日期", "機構"]) == layout_of(["日 期", "机构"])
    assert layout_of(["日期", "机构"]) != layout_of(["机构", "日期"])
    assert layout_of(["日期", "机构"]) != layout_of(["日期机构"])


@pytest.mark.parametrize(
    "rows",
    [
        [["五一值班表"], ["日期", "负责人", "人数", "地点"], ["2024-05-01", "张三", 3, "办公楼"]],
        [["会议室使用登记"], ["日期", "主题", "参加人数", "备注"], ["2024-05-06", "周例会", 13, None]],
        [["外贸出口"], ["月份", "行业", "数量"], ["2024年4月", "灯饰", 20]],
    ],
)
def test_dates_people_and_places_alone_tell_no_table_of_ours(rows):
    assert only(rows).source is None
    assert only([["赴香港及来中山的人才流动"], *rows[1:]]).source is not None


def test_a_planned_day_is_no_day_of_signing(check):
    rows = [["项目名称", "港方", "阶段", "签约日期（预计）"], ["联合实验室", "HKPC", "在谈", "2024年5月7日"]]
    checked = check(rows)
    (row,) = checked.rows["intents"].as_json()
    assert (row["signed_date"], row["extra"]) == (None, {"签约日期（预计）": "2024年5月7日"})
    assert [(problem.code, problem.cell) for problem in checked.problems] == [("unknown_column", "D1")]


def test_the_heads_of_each_side_are_not_the_number_of_people(check):
    checked = check([["日期", "机构", "人数（中方）", "人数（港方）"], ["2024年5月7日", "HKPC", 5, 6]])
    (row,) = checked.rows["visits"].as_json()
    assert (row["participants"], row["extra"]) == (None, {"人数（中方）": "5", "人数（港方）": "6"})
    assert [(problem.code, problem.cell) for problem in checked.problems] == [
        ("unknown_column", "C1"),
        ("unknown_column", "D1"),
    ]
