"""Which loads are versions of one workbook, and what a corrected key in a newer version does to the row."""

import pytest

from etl.history.changes import changes
from etl.history.series import base_name, is_newer_version
from etl.pipeline import check_path, load_checked
from etl.write.repair import repair

VISITS = ["日期", "方向", "机构", "人数", "主题"]
MAY = ["2024年5月7日", "赴港", "HKPC", 3, "会议"]
JUNE = ["2024年6月7日", "来访", "HKUST", 4, "调研"]
JULY = ["2024年7月7日", "赴港", "HKU", 5, "招商"]
INTENTS = ["签约日期", "项目名称", "中山方", "合作机构", "阶段"]
TALENT = ["月份", "方向", "机构", "人数"]


def series(loaded):
    return [found for (found,) in loaded.query("select series from loads order by load_id")]


def days(loaded):
    return [str(day) for (day,) in loaded.query("select start_date from visits order by 1")]


def counts(loaded):
    return loaded.query("select added, changed, unchanged from loads order by load_id")


@pytest.mark.parametrize(
    "name",
    ["台账", "台账(1)", "台账（2）", "台账 - 副本", "副本 台账", "台账v2", "台账_V1.3", "台账最终版", "台账（修订）",
     "台账-更正", "台账已修改", "Copy of 台账", "台账 - copy (3)", "台账_repaired", "臺賬（最終）", "台账第2版",
     "台账 - 副本 - 副本 (2)"],
)  # fmt: skip
def test_copy_marks_are_no_part_of_a_name(name):
    assert base_name(f"{name}.xlsx") == base_name(f"{name}.CSV") == "台账"


@pytest.mark.parametrize(
    "name",
    ["台账5月", "台账2024", "台账-202405", "台账2024年5月", "台账（5月）", "石岐台账", "台账20241031", "台账1-5月"],
)
def test_months_years_and_offices_are(name):
    assert base_name(f"{name}.xlsx") != "台账"


def test_a_name_that_is_all_marks_stays_something():
    assert base_name("副本.xlsx") == "副本"
    assert base_name("(1).csv") == "(1)"


@pytest.mark.parametrize(
    ("same_layout", "same_name", "shared", "expected"),
    [
        (True, True, [(1, 2)], True),  # half of the smaller
        (True, False, [(1, 2)], True),
        (False, True, [(1, 2)], True),
        (False, False, [(2, 2)], False),
        (True, True, [(1, 3)], False),
        (True, True, [(0, 0)], False),
        (True, True, [], False),
        (True, True, [(0, 9), (3, 3)], True),  # in some table
    ],
)
def test_the_rule(same_layout, same_name, shared, expected):
    assert is_newer_version(same_layout=same_layout, same_name=same_name, shared=shared) is expected


def test_another_offices_rows_under_the_same_name_are_no_version(loaded):
    loaded.load([VISITS, MAY, JUNE], name="台账.csv")
    loaded.load([VISITS, JULY], name="台账.csv")
    assert series(loaded) == [1, 2]


def test_monthly_workbooks_are_no_versions(loaded):
    for month, row in (("5", MAY), ("6", JUNE), ("7", JULY)):
        loaded.load([VISITS, row], name=f"台账{month}月.csv")
    assert series(loaded) == [1, 2, 3]


def test_cumulative_workbooks_are_versions(loaded):
    loaded.load([VISITS, MAY], name="台账1-5月.csv")
    loaded.load([VISITS, MAY, JUNE], name="台账1-6月.csv")
    loaded.load([VISITS, MAY, JUNE, JULY], name="台账1-7月.csv")
    assert series(loaded) == [1, 1, 1]


def test_a_corrected_copy_under_another_name_is_a_version(loaded):
    loaded.load([VISITS, MAY, JUNE], name="台账.csv")
    loaded.load([VISITS, MAY, [*JUNE[:3], 9, JUNE[4]]], name="报送市里.csv")
    loaded.load(
        [[*VISITS, "备注"], [*MAY, ""], [*JUNE, "改"]], name="报送市里（终稿）.csv"
    )  # another layout, the same name
    loaded.load([[*VISITS, "附注"], [*MAY, ""], [*JUNE, "改"]], name="别的.csv")  # neither
    assert series(loaded) == [1, 1, 1, 4]


def test_the_repaired_copy_is_a_version(loaded, make_workbook, tmp_path):
    path = make_workbook([VISITS, MAY, JUNE, ["2024年2月30日", "赴港", "HKU", 1, "会议"]], name="a.xlsx")
    load_checked([check_path(path)], "tester")
    repair(path, tmp_path / "b.xlsx")
    load_checked([check_path(tmp_path / "b.xlsx")], "tester")
    assert series(loaded) == [1, 1]


def test_only_loads_that_count_have_versions(loaded):
    loaded.load([VISITS, MAY, JUNE])
    loaded.warehouse.undo(1, "tester")
    loaded.load([VISITS, MAY, JUNE, JULY])
    assert series(loaded) == [1, 2]


def test_undo_in_the_middle_of_a_series(loaded):
    loaded.load([VISITS, MAY], name="1.csv")
    loaded.load([VISITS, MAY, JUNE], name="2.csv")
    loaded.load(
        [VISITS, JUNE, JULY], name="3.csv"
    )  # of the two rows it shares one with the second, none with the first
    assert series(loaded) == [1, 1, 1]
    loaded.warehouse.undo(2, "tester")
    assert series(loaded) == [1, 1, 3]
    assert days(loaded) == ["2024-05-07", "2024-06-07", "2024-07-07"]


def test_a_corrected_key_replaces_the_row(loaded):
    loaded.load([VISITS, MAY, JUNE])
    loaded.load([VISITS, MAY, [*JUNE[:2], "HKU", *JUNE[3:]]], name="b.csv")
    assert counts(loaded) == [(2, 0, 0), (0, 1, 1)]
    assert loaded.query("select partners, participants from visits order by start_date") == [
        (["香港生产力促进局"], 3), (["香港大学"], 4),
    ]  # fmt: skip
    # what was accepted is kept, under the id it came with
    assert loaded.query("select count(*), count(distinct visit_id) from visits_rows") == [(4, 3)]
    # the version after that brings the corrected row again
    loaded.load([VISITS, MAY, [*JUNE[:2], "HKU", *JUNE[3:]], JULY], name="c.csv")
    assert counts(loaded)[2] == (1, 0, 2)
    assert days(loaded) == ["2024-05-07", "2024-06-07", "2024-07-07"]


def test_a_corrected_key_is_told_as_what_changed(loaded):
    loaded.load([VISITS, MAY, JUNE])
    loaded.load([VISITS, [*MAY[:3], 9, MAY[4]], [*JUNE[:4], "考察"]], name="b.csv")
    ((old_id, new_id),) = loaded.query("select old_id, new_id from corrections")
    with loaded.connection() as connection:
        first, second = changes(connection, [2])
        assert changes(connection, [2], limit=1) == [first]
        assert changes(connection, [1]) == []
    assert (first["row_number"], first["columns"]) == (2, {"participants": {"cell": "D2", "old": 3, "new": 9}})
    assert "old_id" not in first
    assert (second["id"], second["old_id"], second["row_number"]) == (new_id, old_id, 3)
    assert second["columns"] == {"topic": {"cell": "E3", "old": "调研", "new": "考察"}}


def test_what_another_office_told_is_not_counted_twice(loaded):
    """The corrected row is one that another office had told: it counts as that one's, and once."""
    corrected = [*JUNE[:4], "考察"]
    loaded.load([VISITS, MAY, JUNE])
    loaded.load([VISITS, corrected, JULY], name="别处.csv")
    loaded.load([VISITS, MAY, corrected], name="rows（更正）.csv")
    assert series(loaded) == [1, 2, 1]
    assert counts(loaded) == [(2, 0, 0), (2, 0, 0), (0, 0, 2)]
    assert days(loaded) == ["2024-05-07", "2024-06-07", "2024-07-07"]


def test_a_correction_that_is_taken_back_in_the_workbook(loaded):
    other = [*JUNE[:4], "考察"]
    for name, row in (("a", JUNE), ("b", other), ("c", JUNE)):
        loaded.load([VISITS, MAY, row, *[[""]] * (name == "c")], name=f"{name}.csv")  # other bytes, the same rows
        assert loaded.query("select topic from visits order by start_date") == [("会议",), (row[4],)]
    assert counts(loaded) == [(2, 0, 0), (0, 1, 1), (0, 1, 1)]


def test_a_row_corrected_that_moved_down_is_known_by_all_the_rest(loaded):
    loaded.load([VISITS, MAY, JUNE])
    loaded.load([VISITS, MAY, JULY, [*JUNE[:4], "考察"]], name="b.csv")
    assert days(loaded) == ["2024-05-07", "2024-06-07", "2024-07-07"]
    assert counts(loaded)[1] == (1, 1, 1)


@pytest.mark.parametrize(
    "newer",
    [
        pytest.param([MAY, [*JUNE[:2], "HKU", 4, "招商"]], id="two columns of the key"),
        pytest.param([MAY, [*JUNE[:4], "甲"], [*JUNE[:4], "乙"]], id="two rows that it could be"),
        pytest.param([MAY, JULY, [*JUNE[:3], 9, "考察"]], id="another place and another number"),
        pytest.param([MAY, JUNE, [*JUNE[:4], "考察"]], id="the row itself is still there"),
    ],
)
def test_what_is_not_certain_replaces_nothing(loaded, newer):
    loaded.load([VISITS, MAY, JUNE])
    loaded.load([VISITS, *newer], name="b.csv")
    assert ("调研",) in loaded.query("select topic from visits")
    assert loaded.query("select count(*) from corrections") == [(0,)]


def test_a_rolling_window_replaces_nothing(loaded):
    """Each newer workbook drops its oldest month and adds one: the months are no corrections of each other."""
    months = [[f"2024年{month}月", "来中山", "HKUST", month] for month in range(1, 9)]
    for first in range(3):
        loaded.load([TALENT, *months[first : first + 6]], name=f"{first}.csv")
    assert loaded.query("select sum(headcount), count(*) from talent_flows") == [(36, 8)]
    assert series(loaded) == [1, 1, 1]


def test_an_intent_without_parties_is_like_no_other(loaded):
    loaded.load([INTENTS, ["2024年5月7日", "甲", "", "", "意向"], ["2024年5月8日", "乙", "", "", "意向"]])
    loaded.load([INTENTS, ["2024年5月7日", "甲", "", "", "意向"], ["2024年5月8日", "丙", "", "", "意向"]], name="b.csv")
    assert loaded.query("select count(*) from intents") == [(3,)]


def test_an_office_number_is_no_made_id(loaded):
    """Sixteen digits are a number that an office gave, however much they look like ours."""
    rows = [["编号", *VISITS], ["2024050700000001", *MAY], ["2024060700000001", *JUNE]]
    loaded.load(rows)
    loaded.load([rows[0], rows[1], ["2024060700000002", *JUNE[:4], "考察"]], name="b.csv")
    assert loaded.query("select count(*) from visits") == [(3,)]


def test_a_corrected_title_keeps_the_stages_that_were_reached(loaded):
    first = ["2024年5月7日", "联合实验室", "某公司", "HKUST", "意向"]
    other = ["2024年5月8日", "培训基地", "某局", "HKPC", "意向"]
    loaded.load([INTENTS, first, other])
    loaded.load([INTENTS, ["2024年8月7日", "联合实验室（一期）", "某公司", "HKUST", "正式签约"], other], name="b.csv")
    loaded.load([INTENTS, ["2024年9月7日", "联合实验室一期", "某公司", "HKUST", "落地"], other], name="c.csv")
    assert loaded.query(
        "select intent_stages.stage, reached_date::varchar from intent_stages join intents using (intent_id)"
        " where zhongshan_party = '某公司' order by reached_date"
    ) == [("intent", "2024-05-07"), ("contract", "2024-08-07"), ("landed", "2024-09-07")]
    # without the second load the third corrects the first
    loaded.warehouse.undo(2, "tester")
    assert loaded.query("select count(*) from intents") == [(2,)]
    assert loaded.query("select list(stage order by reached_date, stage desc) from intent_stages") == [
        (["intent", "intent", "landed", "contract"],)
    ]


def test_undo_of_what_was_corrected_leaves_the_corrected_row(loaded):
    loaded.load([VISITS, MAY, JUNE])
    loaded.load([VISITS, MAY, [*JUNE[:4], "考察"]], name="b.csv")
    loaded.warehouse.undo(1, "tester")
    assert loaded.query("select topic from visits order by start_date") == [("会议",), ("考察",)]
    loaded.warehouse.undo(2, "tester")
    assert days(loaded) == []


def test_overlapping_months_replace_and_do_not_add(loaded):
    """Cumulative monthly workbooks, in which an earlier month's headcount was corrected."""
    april, may, june = (
        ["2024年4月", "来中山", "HKUST", 10],
        ["2024年5月", "来中山", "HKUST", 20],
        ["2024年6月", "来中山", "HKUST", 30],
    )
    loaded.load([TALENT, april, may], name="人才1-5月.csv")
    loaded.load([TALENT, april, [*may[:3], 25], june], name="人才1-6月.csv")
    assert loaded.query("select sum(headcount), count(*) from talent_flows") == [(65, 3)]
    assert counts(loaded) == [(2, 0, 0), (1, 1, 1)]
    loaded.load([TALENT, ["2024年6月", "来中山", "HKUST", 31]], name="人才6月.csv")  # the month alone, from elsewhere
    assert loaded.query("select sum(headcount), count(*) from talent_flows") == [(66, 3)]
    loaded.warehouse.undo(2, "tester")
    assert loaded.query("select period_start::varchar, headcount from talent_flows order by 1") == [
        ("2024-04-01", 10), ("2024-05-01", 20), ("2024-06-01", 31),
    ]  # fmt: skip
