"""Tables whose headings nobody knows, on sheets as people make them: where the heading is, which rows there are."""

from datetime import date

import pytest

from etl.read.sheet import Sheet
from etl.tables.find import find_tables


def found(rows, merged=(), marks=None):
    """(heading rows, rows) of the only table; both 0-based."""
    tables = find_tables(Sheet("表", [list(row) for row in rows], list(merged), marks=marks or {}))
    assert all(table.source is None for table in tables)
    return [(table.heading_rows, table.rows) for table in tables]


HEADING = ["学生", "班级", "成绩"]
FIRST, SECOND = ["甲", "一班", 90], ["乙", "二班", 80]


def test_title_section_total_and_notes_are_no_rows():
    rows = [["成绩表"], [], HEADING, ["高一"], FIRST, [], SECOND, ["合计", None, 170], ["注："], ["（1）不含补考"]]
    assert found(rows, merged=[(0, 0, 0, 2), (3, 0, 3, 2), (9, 0, 9, 2)]) == [([2], [4, 6])]


def test_a_row_that_holds_one_cell_is_a_row_where_it_is_no_line_of_words():
    assert found([["姓名", "性别"], ["甲", None], ["乙", None]]) == [([0], [1, 2])]
    assert found([HEADING, FIRST, ["丙", None, None], SECOND]) == [([0], [1, 2, 3])]


def test_cells_merged_downwards_belong_to_each_row():
    rows = [["学号", "姓名", "性别"], [1, "甲", "男"], [2, None, None], [3, None, None]]
    assert found(rows, merged=[(1, 1, 3, 1), (1, 2, 3, 2)]) == [([0], [1, 2, 3])]


def test_cells_that_hold_errors_are_there():
    assert found([["值", "说明"], [None, None], [1, "一"]], marks={(1, 0): ("formula_error", "#N/A")}) == [
        ([0], [1, 2])
    ]


def test_a_heading_is_as_deep_as_its_merged_cells():
    rows = [["地区", "影响", "累计", None], [None] * 4, [None, None, "前期", "基期"], ["甲", "乙", "丙", "丁"]]
    assert found(rows, merged=[(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 1, 3)]) == [([0, 1, 2], [3])]
    rows = [["地区", "人数", None], ["名称", "男", "女"], ["甲", 1, 2], ["乙", 3, 4]]
    assert found(rows, merged=[(0, 1, 0, 2)]) == [([0, 1], [2, 3])]


def test_lines_of_words_above_and_below_are_no_part_of_the_table():
    rows = [
        ["这里", "写着", "几句", None],
        ["随意", None, "的", "话"],
        ["姓名", "职业", "年龄", "出生日期"],
        ["甲", "教师", 40, date(1984, 5, 7)],
        ["乙", "医生", 41, date(1983, 5, 7)],
        ["丙", "律师", 42, date(1982, 5, 7)],
        [None, None, "下面", "也有"],
        ["话", None, None, None],
    ]
    assert found(rows) == [([2], [3, 4, 5])]


def test_a_heading_may_name_years():
    assert found([["指标", 2023, 2024], ["人数", 3, 4]]) == [([0], [1])]


def test_a_table_without_a_heading_has_rows_alone():
    assert found([[date(2021, 1, 1), 15], [date(2021, 1, 2), 16]]) == [([], [0, 1])]
    assert found([["日期", date(2007, 8, 10)], ["日期", date(2007, 8, 10)]]) == [([], [0, 1])]
    assert found([["2024-05-07", "3"], ["2024-05-08", "4"]]) == [([], [0, 1])]
    # one record of a text file: nothing tells whether it is a heading
    assert found([["中文测试内容", "Test Content"]]) == [([], [0])]


def test_signs_for_required_columns_are_no_row():
    assert found([["单号", "厂商", "金额", "备注"], ["v", "v", "v", None]]) == [([0], [])]
    assert found([["单号", "厂商", "金额"], [1, 1, 1]]) == [([0], [1])]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["机构", "总商会", "中总"], [([0], [1, 2])]),
        (["内", "内", "外", None, "内"], [([], [0, 1, 2, 4])]),
        (["会议纪要", "一、时间：2024年5月7日"], []),
        (["本表由外事局填报"], [([], [0])]),
        (["本表由外事局填报，不得外传。"], []),
        ([], []),
    ],
)
def test_one_column_is_a_list_of_words_or_no_table(column, expected):
    assert found([[cell] for cell in column]) == expected


def test_a_known_row_of_which_all_but_one_cell_is_merged_from_above_is_a_row():
    (table,) = find_tables(
        Sheet(
            "台账",
            [["日期", "方向", "机构", "人数"], ["2024-05-07", "赴港", "HKPC", 3], [None, None, None, 4]],
            [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2)],
        )
    )
    assert (table.source.table, table.rows) == ("visits", [1, 2])


def test_stacked_tables_are_each_found():
    rows = [["成绩表"], HEADING, FIRST, SECOND, [], ["开支"], ["项目", "金额"], ["茶点", 40], ["车费", 60]]
    assert found(rows) == [([1], [2, 3]), ([6], [7, 8])]


def test_a_blank_row_alone_parts_no_table():
    assert found([HEADING, FIRST, [], SECOND, [], ["丙", "三班", 70]]) == [([0], [1, 3, 5])]


def test_tables_side_by_side_are_each_found():
    rows = [[*HEADING, None, "项目", "金额"], [*FIRST, None, "茶点", 40], SECOND]
    left, right = find_tables(Sheet("表", rows))
    assert (left.span, left.heading_rows, left.rows) == (range(3), [0], [1, 2])
    assert (right.span, right.heading_rows, right.rows) == (range(4, 6), [0], [1])


def test_a_blank_column_alone_parts_no_table():
    rows = [["学生", None, "班级", "成绩"], ["甲", None, "一班", 90], ["乙", None, "二班", 80]]
    assert found(rows) == [([0], [1, 2])]


def test_months_are_headings_and_no_data():
    assert found([["车间", "1月", "2月"], ["一车间", 3, 4], ["二车间", 5, 6]]) == [([0], [1, 2])]
