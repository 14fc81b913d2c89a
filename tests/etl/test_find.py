"""Tables on sheets as offices lay them out."""

from etl.read.sheet import Sheet
from etl.tables.find import find_tables

HEADING = ["序号", "起止时间", "交往方向", "机构", "人数"]


def sheet(rows, merged=(), name="台账"):
    return Sheet(name, [list(row) for row in rows], list(merged))


def only(rows, merged=(), name="台账"):
    (table,) = find_tables(sheet(rows, merged, name))
    return table


def fills(table):
    return {column.text: column.heading.fills if column.heading else None for column in table.columns}


def test_titles_above_and_totals_below_are_no_rows():
    table = only(
        [
            ["中山市与香港交流互访情况登记表"],
            ["单位：人"],
            HEADING,
            [1, "2024年5月7日", "赴港", "HKPC", 3],
            [],
            [2, "2024年5月8日", "赴港", "HKPC", 4],
            ["小计", None, None, None, 7],
            ["二〇二五年"],
            [3, "2025年5月8日", "来访", "HKPC", 5],
            ["合计", None, None, None, 12],
            ["注：人数不含随行记者。"],
            ["填报人：某某", "审核人：某某"],
        ]
    )
    assert table.source.table == "visits"
    assert table.heading_rows == [2]
    assert table.rows == [3, 5, 8]
    assert table.left_out == [(6, "total"), (7, "section"), (9, "total"), (10, "footnote"), (11, "footnote")]


def test_a_total_is_known_wherever_its_label_stands():
    for label in ("合计", "总 计", "2024年合计", "本页合计：", "Grand Total", "小計"):
        table = only([HEADING, [1, "2024年5月7日", "赴港", "HKPC", 3], [None, label, None, None, 3]])
        assert table.rows == [1], label


def test_merged_group_headings_reach_over_their_columns():
    table = only(
        [
            ["起止时间", "香港方面", None, "团组规模", None, "来源", None],
            [None, "机构", "主要人员", "人数", "活动出席人数", "标题", "日期"],
            ["2024年5月7日", "HKPC", "某某", 3, 90, "标题", "2024-05-09"],
        ],
        merged=[(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 0, 6)],
    )
    assert table.heading_rows == [0, 1]
    assert table.rows == [2]
    assert fills(table) == {
        "起止时间": ("start_date", "end_date"),
        "机构": ("partners",),
        "主要人员": ("lead",),
        "人数": ("participants",),
        "活动出席人数": ("attendance",),
        "标题": ("source_title",),
        "日期": ("source_date",),
    }


def test_group_headings_that_are_not_merged():
    table = only(
        [
            ["编号", "时间", None, "团组规模", None, "来源", None],
            [None, "起", "止", "人数", "活动出席人数", "标题", "日期"],
            ["V1", "2024-05-07", "2024-05-08", 3, 90, "标题", "2024-05-09"],
        ]
    )
    assert table.heading_rows == [0, 1]
    assert [column.heading.fills for column in table.columns] == [
        ("visit_id",), ("start_date",), ("end_date",), ("participants",), ("attendance",), ("source_title",),
        ("source_date",),
    ]  # fmt: skip


def test_a_line_of_title_and_unit_in_two_cells_is_no_heading():
    table = only([["填报单位：市外事局", None, None, "单位：人"], HEADING, [1, "2024年5月7日", "赴港", "HKPC", 3]])
    assert table.heading_rows == [1]
    assert table.rows == [2]


def test_two_tables_on_a_sheet():
    visits, intents = find_tables(
        sheet(
            [
                ["一、交流互访"],
                HEADING,
                [1, "2024年5月7日", "赴港", "HKPC", 3],
                [],
                ["二、签约意向"],
                ["序号", "签约日期", "项目名称", "阶段"],
                [1, "2024年5月7日", "某项目", "意向"],
                [2, "2024年5月8日", "某项目二", "意向"],
            ]
        )
    )
    assert (visits.source.table, visits.heading_rows, visits.rows) == ("visits", [1], [2])
    assert (intents.source.table, intents.heading_rows, intents.rows) == ("intents", [5], [6, 7])


def test_a_heading_printed_again_on_the_next_page_is_no_row():
    table = only([HEADING, [1, "2024年5月7日", "赴港", "HKPC", 3], HEADING, [2, "2024年5月8日", "赴港", "HKPC", 4]])
    assert (table.heading_rows, table.rows, table.left_out) == ([0], [1, 3], [(2, "heading")])


def test_the_title_printed_again_with_the_heading_is_left_out_too():
    rows = [["2024年台账"], HEADING, [1, "5月7日", "赴港", "HKPC", 3], [], ["2024年台账"], HEADING]
    table = only([*rows, [2, "5月8日", "赴港", "HKPC", 4]])
    assert (table.rows, table.left_out) == ([2, 6], [(4, "heading"), (5, "heading")])


def test_the_same_heading_under_another_title_is_another_table():
    rows = [["2023年台账"], HEADING, [1, "5月7日", "赴港", "HKPC", 3], ["2024年台账"], HEADING]
    first, second = find_tables(sheet([*rows, [2, "5月8日", "赴港", "HKPC", 4]]))
    assert (first.titles, first.rows) == (("2023年台账",), [2])
    assert (second.titles, second.rows) == (("2024年台账",), [5])


def test_a_second_column_of_the_same_meaning_is_kept_beside_the_row():
    table = only([["日期", "机构", "人数", "参加人数"], ["2024-05-07", "HKPC", 3, 4]])
    assert fills(table)["人数"] == ("participants",)
    assert fills(table)["参加人数"] is None


def test_traditional_and_english_headings():
    assert only([["方向", "月份", "合作機構", "人數"], ["来访", "2024年5月", "HKPC", 3]]).source.table == "talent_flows"
    table = only([["Date", "Direction", "Partners", "Participants"], ["2024-05-07", "To Hong Kong", "HKPC", 3]])
    assert table.source.table == "visits"


def test_an_unknown_layout_is_named_with_its_headings():
    table = only([["学生", "班级", "成绩"], ["甲", "一班", 90], ["乙", "二班", 80]])
    assert table.source is None
    assert [column.text for column in table.columns] == ["学生", "班级", "成绩"]
    assert (table.heading_rows, table.rows) == ([0], [1, 2])


def test_a_sheet_of_prose_holds_no_table():
    assert find_tables(sheet([["会议纪要"], ["一、时间：2024年5月7日"], []])) == []
    assert find_tables(sheet([])) == []


def test_made_up_data_is_known_by_title_or_sheet_name():
    rows = [HEADING, [1, "2024年5月7日", "赴港", "HKPC", 3]]
    assert not only(rows).is_example
    assert only([["往来台账——示例数据"], *rows]).is_example
    assert only([["Sample data, not real"], *rows]).is_example
    assert only(rows, name="示例數據").is_example


def test_two_known_headings_are_a_coincidence():
    table = only([["date", "temperature", "place"], ["2024-05-07", "23", "Chicago"]])
    assert table.source is None


def test_a_heading_over_two_columns_does_not_hide_the_line_below_it():
    table = only(
        [
            ["签约日期", "项目名称", "阶段", "金额（亿元）", None],
            [None, None, None, "下限", "上限"],
            ["2024-05-07", "某项目", "意向", 1, 2],
        ],
        merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4)],
    )
    assert table.heading_rows == [0, 1]
    assert fills(table)["下限"] == ("amount_low",)
    assert fills(table)["上限"] == ("amount_high",)


def test_of_two_kinds_that_fit_as_well_it_is_the_first():
    rows = [
        ["编号", "起止时间", "方向", "机构", "镇街", "行业", "人数"],
        ["V1", "2024-05-07", "赴港", "HKPC", None, None, 3],
    ]
    assert only(rows).source.table == "visits"
