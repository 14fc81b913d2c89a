"""Which lines below a heading are rows: totals, parts, notes and signatures are none, whatever looks like them is."""

import pytest

from etl.read.sheet import Sheet
from etl.tables.find import find_tables
from etl.tables.grid import Grid

VISITS = ["序号", "日期", "方向", "机构", "人数", "事由"]
ROW = [1, "2024-05-07", "赴港", "HKPC", 3, "座谈"]


def only(rows, merged=()):
    (table,) = find_tables(Sheet("表", [list(row) for row in rows], list(merged)))
    return table


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (["小计", None, None, None, 3], "total"),
        ([None, "小计", None, None, 3], "total"),
        ([None, None, None, "本页小计", 3], "total"),
        (["合计：", None, None, None, 3], "total"),
        (["合 计", None, None, None, 3], "total"),
        (["2024年合计", None, None, None, 3], "total"),
        (["小计（2批）", None, None, None, 3], "total"),
        (["合计3批", None, None, None, 3], "total"),
        (["其中：赴港", None, None, None, 3], "total"),
        (["Grand  Total", None, None, None, 3], "total"),
        (["注：人数不含随行人员"], "footnote"),
        (["备注：", "人数不含随行人员"], "footnote"),
        (["填表人：张三", None, "审核人：李四", None, "日期：2024年5月9日"], "footnote"),
        (["填表人（签名）：", None, "单位负责人：王五"], "footnote"),
        (["二、来访"], "section"),
        ([None, None, None, None, 13], "number_only"),
        ([7, None, None, None, None], "number_only"),
        ([None, None, None, None, None, "（接上）座谈会"], "continued"),
    ],
)
def test_a_line_that_is_no_row(line, why):
    table = only([VISITS, ROW, line])
    assert (table.rows, table.left_out) == ([1], [(2, why)])


@pytest.mark.parametrize(
    "line",
    [
        [2, "2024-05-08", "来访", "合计有限公司", 3, "座谈"],
        [2, "2024-05-08", "来访", "HKPC", 3, "累计培训班总计"],
        [2, "2024-05-08", "来访", "HKPC", 3, "其中：参观"],
        ["注1", "2024-05-08", "来访", "HKPC", 3, "座谈"],
        [2, "2024-05-08", "来访", "HKPC", 3, "说明：情况介绍"],
        [None, "2024-05-08", None, None, None, "说明会"],
    ],
)
def test_a_row_that_only_looks_like_one_of_them(line):
    assert only([VISITS, ROW, line]).rows == [1, 2]


def test_a_project_whose_name_ends_in_a_word_for_totals_is_a_row_where_it_is_whole():
    heading = ["项目名称", "阶段", "签约日期", "金额（万元）"]
    table = only([heading, ["2024年签约项目合计", "意向", "2024-05-07", 5], ["项目合计", None, None, 5]])
    assert (table.rows, table.left_out) == ([1], [(2, "total")])
    assert only([heading, ["甲", "意向", None, 5], ["合计", "意向", None, 5]]).rows == [1]


def test_a_total_in_the_second_column_of_a_row_with_a_period():
    heading = ["期间", "方向", "计划", "人数"]
    rows = [["2024年", "赴港", "优才", 3], ["2024年", "合计", None, 3], ["2024年", "其他", "各项人才入境计划合计", 9]]
    assert only([heading, *rows]).rows == [1, 3]


def test_lines_below_the_notes_are_notes():
    table = only([VISITS, ROW, ["注："], ["1. 2023年的数据另表"], ["2. 人数为团组人数"]])
    assert table.left_out == [(2, "footnote"), (3, "footnote"), (4, "footnote")]


def test_a_label_merged_over_the_row_of_a_total():
    table = only([VISITS, ROW, ["总 计", None, None, None, 3]], merged=[(2, 0, 2, 3)])
    assert table.left_out == [(2, "total")]


def test_what_a_merged_cell_lends_to_the_rows_below():
    rows = [["日期", "机构", "人数"], ["2024-05-07", "HKPC", 30], [None, "HKGCC", None]]
    grid = Grid(Sheet("表", rows, [(1, 0, 2, 0), (1, 2, 2, 2)]))
    assert [grid.lent(row, 2) for row in (1, 2)] == [False, True]
    assert [grid.lent(2, column) for column in range(3)] == [True, False, True]
    assert grid.value(2, 2) == 30
