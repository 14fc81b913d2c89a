"""Summary sheets that repeat the rows of other sheets."""

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.tables.repeats import repeating_sheets

MONTHS = {"1月": ["a", "b"], "2月": ["c"], "3月": ["d", "e"]}


def test_a_summary_of_all_months_repeats():
    assert repeating_sheets({**MONTHS, "汇总": ["a", "b", "c", "d", "e"]}) == {"汇总"}
    assert repeating_sheets({"全年": ["e", "d", "c", "b", "a"], **MONTHS}) == {"全年"}


def test_a_summary_of_summaries_repeats_too():
    sheets = {**MONTHS, "一季度": ["a", "b", "c", "d", "e"], "4月": ["f"], "全年": ["a", "b", "c", "d", "e", "f"]}
    assert repeating_sheets(sheets) == {"一季度", "全年"}


def test_a_sheet_with_a_row_of_its_own_is_no_summary():
    assert repeating_sheets({**MONTHS, "汇总": ["a", "b", "c", "f"]}) == set()


def test_what_one_other_sheet_holds_is_named_row_by_row():
    assert repeating_sheets({"台账": ["a", "b"], "台账 (2)": ["b", "a"]}) == set()


def test_sheets_without_rows_repeat_nothing():
    assert repeating_sheets({}) == set()
    assert repeating_sheets({"甲": [], "乙": ["a"], "丙": []}) == set()


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.lists(st.sampled_from("abcdefgh"), max_size=8)))
def test_no_row_is_lost(sheets):
    repeating = repeating_sheets(sheets)
    left = {row for name, rows in sheets.items() if name not in repeating for row in rows}
    assert left == {row for rows in sheets.values() for row in rows}
