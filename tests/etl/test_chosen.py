"""What people chose for a layout, as the finder follows it: heading rows, tables, columns, corrected cells."""

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.history.layouts import cell_decision, cell_of, heading_rows_decision, heading_rows_of_decision, parted
from etl.history.layouts import joined_parts as joined
from etl.known import Known
from etl.pipeline import check_workbook
from etl.read.sheet import Sheet, cell_address
from etl.tables.chosen import Chosen, HeadingRows, RowsOn
from etl.tables.corrected import Correction, Corrections, corrected_sheet, corrections_for, place_of
from etl.tables.decided import heading_rows_of
from etl.tables.find import find_tables
from etl.tables.grid import Grid
from etl.tables.reasons import reason_of
from tests.conftest import as_csv

VISITS = ["日期", "方向", "机构", "人数"]
MAY, JUNE = ["2024年5月7日", "赴港", "HKPC", 3], ["2024年6月8日", "来访", "HKU", 4]


def sheet(rows, **said):
    return Sheet("表", [list(row) for row in rows], **said)


def heading(rows, *numbers, instead_of=""):
    return heading_rows_of(Grid(sheet(rows)), numbers, instead_of)


def test_a_heading_is_found_again_by_its_words_wherever_it_stands():
    strange = ["何日", "何方", "何机构", "何人"]
    remembered = heading([["去年"], strange, MAY], 1)
    chosen = Chosen(heading_rows={remembered.layout: remembered})
    (table,) = find_tables(sheet([["今年"], ["单位：人"], [], strange, MAY, JUNE]), chosen)
    assert (table.source, table.heading_rows, table.rows) == (None, [3], [4, 5])
    assert [column.text for column in table.columns] == strange
    assert find_tables(sheet([VISITS, MAY]), chosen)[0].source.table == "visits"


def test_a_chosen_heading_of_two_rows():
    rows = [
        ["来往台账"],
        ["时间", None, "香港", "中山"],
        ["起", "止", "机构", "人数"],
        ["2024-05-07", "2024-05-08", "HKPC", 3],
    ]
    (table,) = find_tables(sheet(rows), Chosen(rows_on={"表": [RowsOn((2, 3))]}))
    assert (table.heading_rows, table.rows) == ([1, 2], [3])
    assert [column.texts for column in table.columns][:2] == [("时间", "起"), ("时间", "止")]
    assert [column.heading and column.heading.fills for column in table.columns][:2] == [("start_date",), ("end_date",)]


def test_what_is_taken_for_a_heading_below_the_chosen_one_is_a_row():
    words = [["几号", "见谁", "何事"], ["日期", "机构", "事由"], ["2024年5月7日", "HKPC", "参观"]]
    assert [table.heading_rows for table in find_tables(sheet(words))] == [[0, 1]]
    assert [table.heading_rows for table in find_tables(sheet(words), Chosen(rows_on={"表": [RowsOn((2,))]}))] == [[1]]
    other = heading_rows_of(Grid(sheet(words)), [1])
    (table,) = find_tables(sheet(words), Chosen(rows_on={"表": [RowsOn((1,), other.layout)]}))
    assert (table.source, table.heading_rows, table.rows) == (None, [0], [1, 2])


def test_a_row_that_is_not_there_chooses_nothing():
    assert find_tables(sheet([VISITS, MAY]), Chosen(rows_on={"表": [RowsOn((9,))]}))[0].heading_rows == [0]
    assert heading([["一个"], VISITS], 0) is None


def test_the_kind_of_a_table():
    unknown = [["姓名", "电话", "部门"], ["张三", 12345, "甲"], ["李四", 23456, "乙"]]
    (found,) = find_tables(sheet(unknown))
    (table,) = find_tables(sheet(unknown), Chosen(tables={found.layout: "visits"}))
    assert (table.source.table, table.heading_rows, table.rows) == ("visits", [0], [1, 2])
    (known,) = find_tables(sheet([VISITS, MAY]))
    (left_out,) = find_tables(sheet([VISITS, MAY]), Chosen(tables={known.layout: "none"}))
    assert (left_out.source, left_out.layout) == (None, known.layout)
    (other,) = find_tables(sheet([VISITS, MAY]), Chosen(tables={known.layout: "talent_flows"}))
    assert other.source.table == "talent_flows"


def test_headings_that_differ_in_their_notes_alone():
    rows = [[*VISITS[:3], "说明（甲）", "说明（乙）"], [*MAY[:3], "参观", "请核对"]]
    (found,) = find_tables(sheet(rows))
    chosen = Chosen({(found.layout, "说明(甲)"): "visits.topic", (found.layout, "说明(乙)"): "visits.note"})
    (table,) = find_tables(sheet(rows), chosen)
    assert [column.heading.fills for column in table.columns][3:] == [("topic",), ("note",)]
    assert [reason_of(table, column, chosen) for column in table.columns][2:] == ["exact", "chosen", "chosen"]


def test_a_month_across_that_is_to_stay_with_its_rows():
    rows = [["来港人才统计"], ["计划", "1月", "2月", "3月"], ["优才", 3, 4, 5]]
    (found,) = find_tables(sheet(rows), workbook="2024年人才")
    assert len(found.spread) == 3
    (table,) = find_tables(sheet(rows), Chosen({(found.layout, "2月"): "nothing"}), "2024年人才")
    assert [one.months for one in table.spread] == [(1, 1), (3, 3)]
    assert table.layout == found.layout


def test_a_line_above_the_heading_stays_out_of_it_whatever_is_chosen():
    """With a column chosen, the heading alone says more than with the line above it."""
    rows = [["填报单位：商务局", None, "（单位：人）"], [*VISITS[:3], "同行几位"], MAY, JUNE]
    (found,) = find_tables(sheet(rows))
    assert found.heading_rows == [1]
    for said, fills in (("visits.participants", "participants"), ("nothing", None)):
        (table,) = find_tables(sheet(rows), Chosen({(found.layout, "同行几位"): said}))
        assert (table.heading_rows, table.layout) == ([1], found.layout)
        assert [one.heading and one.heading.fills for one in table.columns][3:] == [fills and (fills,)]
    (table,) = find_tables(sheet(rows), Chosen({(found.layout, "机构"): "nothing"}))
    assert [(one.heading and one.heading.fills) for one in table.columns][2:] == [None, None]


def test_why_a_column_is_read_as_it_is():
    rows = [["序号", "★1.日期*", "方向 Direction", "机构", "单位", "人数（同比）", "人数", "别的"],
            [1, *MAY[:3], "甲", 5, 3, "x"], [2, *JUNE[:3], "乙", 6, 4, "y"]]  # fmt: skip
    (table,) = find_tables(sheet(rows))
    assert [reason_of(table, column, Chosen()) for column in table.columns] == [
        "idle", "numbered", "two_languages", "exact", "unknown", "compared", "exact", "unknown",
    ]  # fmt: skip


def corrections(*said):
    return Corrections.of(Correction(*one) for one in said)


def test_a_correction_holds_for_the_same_text_in_the_same_cell_of_the_same_layout():
    rows = sheet([VISITS, MAY])
    tables = find_tables(rows)
    layout = tables[0].layout
    for said, holds in (
        (("表", "D2", "7", layout, "3"), True),
        (("表", "D2", "7", None, None), True),
        (("表", "D2", "7", layout, "4"), False),
        (("表", "D2", "7", "0" * 12, "3"), False),
        (("别表", "D2", "7", layout, "3"), False),
        (("表", "D3", "7", layout, ""), False),
        (("表", "D1", "7", layout, "人数"), False),  # a heading is no row
    ):
        assert bool(corrections_for(tables, rows, corrections(said))) == holds, said
    made = corrections_for(tables, rows, corrections(("表", "D2", "7", layout, "3"), ("表", "D2", " 8 ", layout, "3")))
    assert corrected_sheet(rows, made).rows[1] == [*MAY[:3], "8"]
    assert rows.rows[1] == MAY


def test_a_cell_that_a_merged_range_lends_is_corrected_where_the_range_begins():
    rows = sheet([VISITS, MAY, [None, *JUNE[1:]]], merged=[(1, 0, 2, 0)])
    tables = find_tables(rows)
    assert corrections_for(tables, rows, corrections(("表", "A3", "2024年7月1日", None, None))) == []
    (made,) = corrections_for(tables, rows, corrections(("表", "A2", "2024年7月1日", None, None)))
    assert [row[0] for row in corrected_sheet(rows, [made]).rows] == ["日期", "2024年7月1日", None]


def test_a_corrected_cell_may_make_a_row_of_a_line_and_an_error_a_value():
    rows = [VISITS, [None, None, "合计", 3], MAY]
    known = Known(
        cells=corrections(("book.csv", "A2", "2024年5月6日", None, None), ("book.csv", "C2", "HKU", None, None))
    )
    checked = check_workbook(as_csv(rows), "book.csv", known)
    assert [row["partners"] for row in checked.rows["visits"].as_json()] == [["香港大学"], ["香港生产力促进局"]]
    assert [(one.code, one.cell, one.seen, one.suggestion) for one in checked.problems] == [
        ("corrected_cell", "A2", "", "2024年5月6日"),
        ("corrected_cell", "C2", "合计", "HKU"),
    ]
    broken = sheet([VISITS, [*MAY[:3], None]], marks={(1, 3): ("formula_error", "#REF!")})
    (made,) = corrections_for(find_tables(broken), broken, corrections(("表", "D2", "3", None, "#REF!")))
    assert (made.seen, corrected_sheet(broken, [made]).marks) == ("#REF!", {})


@settings(max_examples=50)
@given(st.integers(0, 16_383), st.integers(1, 1_048_576))
def test_addresses(column, row):
    assert place_of(cell_address(row, column)) == (column, row)


@settings(max_examples=50)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
def test_parts_in_a_decision(parts):
    assert parted(joined(parts)) == parts


def test_decisions_say_what_was_chosen():
    one = HeadingRows("ab12cd34ef56", 2, frozenset(["日期", "a:b"]), "000000000000")
    subject, object = heading_rows_decision(one)
    assert heading_rows_of_decision({"subject": subject, "object": object}) == one
    cell = Correction("甲:乙", "B7", "2024年2月29日", "ab12cd34ef56", "50%:")
    subject, object = cell_decision("ab12cd34ef56", cell)
    assert cell_of({"subject": subject, "object": object}) == cell
