"""Known tables with others beside, above and below them: each has its own columns and rows."""

from etl.read.sheet import Sheet
from etl.tables.find import find_tables

HEADING = ["日期", "方向", "机构", "人数"]
FIRST, SECOND = ["2024-05-07", "赴港", "HKPC", 3], ["2024-05-08", "来访", "HKGCC", 4]
NONE = [None] * 4


def shapes(rows, merged=()):
    """(table, first and last column, heading rows, rows) of each table, from the top and from the left."""
    tables = find_tables(Sheet("表", [list(row) for row in rows], list(merged)))
    return [
        (table.source and table.source.table, table.first_column, table.last_column, table.heading_rows, table.rows)
        for table in tables
    ]


def test_two_known_tables_behind_a_blank_column():
    rows = [[*HEADING, None, *HEADING], [*FIRST, None, *SECOND], [*NONE, None, *FIRST]]
    assert shapes(rows) == [("visits", 0, 3, [0], [1]), ("visits", 5, 8, [0], [1, 2])]


def test_two_kinds_side_by_side():
    rows = [["项目名称", "阶段", "签约日期", None, *HEADING], ["甲", "意向", "2024-05-07", None, *FIRST]]
    assert shapes(rows) == [("intents", 0, 2, [0], [1]), ("visits", 4, 7, [0], [1])]


def test_a_table_printed_in_two_halves_that_touch():
    assert shapes([HEADING * 2, FIRST + SECOND, SECOND + NONE]) == [
        ("visits", 0, 3, [0], [1, 2]),
        ("visits", 4, 7, [0], [1]),
    ]


def test_a_known_table_that_begins_lower_beside_another():
    rows = [HEADING, FIRST, [*SECOND, None, *HEADING], [*FIRST[:3], 5, None, *SECOND]]
    assert shapes(rows) == [("visits", 0, 3, [0], [1, 2, 3]), ("visits", 5, 8, [2], [3])]


def test_a_list_of_towns_at_the_side_is_no_column_of_the_visits():
    rows = [[*HEADING, None, "镇街"], [*FIRST, None, "石岐街道"], [*SECOND, None, "东区街道"], FIRST]
    assert shapes(rows) == [("visits", 0, 3, [0], [1, 2, 3]), (None, 5, 5, [0], [1, 2])]


def test_a_small_summary_at_the_side():
    rows = [[*HEADING, None, "镇街", "人数"], [*FIRST, None, "石岐街道", 9], SECOND, FIRST]
    assert shapes(rows) == [("visits", 0, 3, [0], [1, 2, 3]), (None, 5, 6, [0], [1])]


def test_a_list_that_goes_on_below_the_table():
    rows = [[*HEADING, None, "名单"], [*FIRST, None, "甲"], [*NONE, None, "乙"], [*NONE, None, "丙"]]
    assert shapes(rows) == [("visits", 0, 3, [0], [1]), (None, 5, 5, [0], [1, 2, 3])]


def test_a_list_without_a_heading_beside_the_rows():
    rows = [HEADING, [*FIRST, None, "甲"], [*SECOND, None, "乙"], [*FIRST, None, "丙"]]
    assert shapes(rows)[0] == ("visits", 0, 3, [0], [1, 2, 3])
    assert len(shapes(rows)) == 2


def test_remarks_beside_the_rows_belong_to_them():
    rows = [HEADING, [*FIRST, None, "待核"], SECOND]
    assert shapes(rows) == [("visits", 0, 5, [0], [1, 2])]


def test_a_blank_column_inside_a_table_parts_nothing():
    rows = [["日期", "方向", None, "机构", "人数"], ["2024-05-07", "赴港", None, "HKPC", 3]]
    assert shapes([*rows, ["2024-05-08", "来访", None, "HKGCC", 4]]) == [("visits", 0, 4, [0], [1, 2])]


def test_tables_that_nobody_knows_above_and_below():
    rows = [
        ["流程", "时长"], ["签到", 30], ["致辞", 20], [],
        ["二、台账"], HEADING, FIRST, SECOND, [],
        ["三、统计"], ["镇街", "次数"], ["石岐街道", 2], ["东区街道", 3],
    ]  # fmt: skip
    (unknown, *_), (known, *_), (below, *_) = (shape[:1] + shape[3:] for shape in shapes(rows))
    assert (unknown, known, below) == (None, "visits", None)
    assert [shape[3:] for shape in shapes(rows)] == [([0], [1, 2]), ([5], [6, 7]), ([10], [11, 12])]


def test_a_title_of_one_side_says_nothing_for_the_other():
    rows = [["赴港", *[None] * 4, "来访"], [*HEADING, None, *HEADING], [*FIRST, None, *SECOND]]
    left, right = find_tables(Sheet("表", rows, [(0, 0, 0, 3), (0, 5, 0, 8)]))
    assert (left.titles, right.titles) == (("赴港",), ("来访",))


def test_the_first_line_of_the_sheet_speaks_of_tables_further_down():
    rows = [["2025年分镇街台账"], ["小榄镇"], HEADING, FIRST, [], ["古镇镇"], HEADING, SECOND]
    first, second = find_tables(Sheet("表", rows))
    assert (first.titles, first.sheet_titles) == (("小榄镇", "2025年分镇街台账"), ())
    assert (second.titles, second.sheet_titles) == (("古镇镇",), ("2025年分镇街台账",))
