"""What a person chooses for a dropped workbook: read again at once, remembered for the layout once published."""

import pytest

from etl.errors import CooperationError
from etl.history.verdicts import WrongVerdict, decision_of
from etl.intake import queue
from etl.known import known_decisions
from etl.pipeline import check_path
from tests.conftest import build_workbook, run
from tests.etl.dropping import Dropped, in_process

VISITS = ["日期", "方向", "机构", "人数", "事由"]
MAY, JUNE = ["2024年5月7日", "赴港", "HKPC", 3, "参观"], ["2024年6月8日", "来访", "HKU", 4, "座谈"]


@pytest.fixture
def dropped(tmp_path, monkeypatch):
    in_process(monkeypatch)
    return Dropped(tmp_path)


def next_workbook(tmp_path, rows, name="next.xlsx", **options):
    """The next workbook of the layout, read as `python -m etl load` reads it."""
    return check_path(build_workbook(tmp_path / name, rows, **options), known_decisions())


def test_what_is_told_of_a_workbook(dropped):
    digest = dropped.drop([["2024年台账"], [], VISITS, MAY, [*JUNE[:2], "香港生产力局会", 4, "座谈"]])
    found = dropped.workbook()
    assert (found["sha256"], found["name"], found["status"], found["refusal"]) == (digest, "book.xlsx", "checked", None)
    (table,) = found["tables"]
    assert (table["id"], table["sheet"], table["table"], table["heading_rows"]) == ("0-0", "台账", "visits", [3])
    assert [(c["letter"], c["heading"], c["columns"], c["reason"]) for c in table["columns"]] == [
        ("A", "日期", ["start_date", "end_date"], "alias"),
        ("B", "方向", ["direction"], "exact"),
        ("C", "机构", ["partners"], "exact"),
        ("D", "人数", ["participants"], "exact"),
        ("E", "事由", ["topic"], "exact"),
    ]
    assert table["columns"][0]["reason_words"] == "The heading is another known name of this column"
    assert table["lines"][0] == {"row_number": 1, "cells": ["2024年台账", "", "", "", ""]}
    assert table["lines"][3]["cells"] == ["2024年5月7日", "赴港", "HKPC", "3", "参观"]
    assert found["rows"] == {"visits": 2, "intents": 0, "talent_flows": 0}
    assert found["rejected"] == {"visits": 0, "intents": 0, "talent_flows": 0}
    assert found["preview"]["visits"][0]["partners"] == ["香港生产力促进局"]
    (problem,) = found["problems"]
    assert (problem["code"], problem["cell"], problem["text"], problem["ways"]) == (
        "unknown_name",
        "C5",
        "香港生产力局会",
        ["name", "cell"],
    )
    (name,) = found["names"]
    assert (name["table"], name["seen"], name["rows"], name["cells"]) == (
        "partners",
        "香港生产力局会",
        1,
        [{"sheet": "台账", "cell": "C5"}],
    )
    assert name["candidates"][0]["name"] == "香港生产力促进局"
    assert dropped.summary()["is_ready"]


def test_another_heading_row(dropped, tmp_path):
    """Both lines could be headings by their words; the finder takes the first."""
    rows = [["日期", "方向", "机构"], VISITS, MAY, JUNE]
    digest = dropped.drop(rows)
    assert dropped.table()["heading_rows"] != [2]
    dropped.answer("heading_rows", sha256=digest, sheet="台账", table_id="0-0", rows=[2])
    assert [(one["heading_rows"], one["rows"]) for one in dropped.workbook()["tables"]] == [([2], 2)]
    assert dropped.workbook()["rows"]["visits"] == 2
    dropped.publish()
    found = next_workbook(tmp_path, [["七月"], ["日期", "方向", "机构"], VISITS, ["2024年7月9日", *MAY[1:]]])
    assert [(one["heading_rows"], one["rows"]) for one in found.tables] == [([3], 1)]


def test_a_heading_that_nobody_knows_and_what_its_columns_are(dropped, tmp_path):
    """A choice of one column makes the table one of ours; what it still lacks is said row by row."""
    strange = [["几号", "去哪", "见谁"], ["2024年5月7日", "赴港", "HKPC"], ["2024年6月8日", "来访", "HKU"]]
    dropped.drop(strange)
    (table,) = dropped.workbook()["tables"]
    assert (table["table"], dropped.workbook()["status"]) == (None, "failed")
    assert dropped.workbook()["refusal"]["code"] == "no_known_table"
    dropped.answer("column", layout=table["layout"], heading="见谁", column="visits.partners")
    assert [code for code, *_ in dropped.problems()] == ["unknown_column"] * 2 + ["missing_required"] * 2
    dropped.answer("column", layout=table["layout"], heading="几号", column="visits.start_date")
    dropped.answer("column", layout=table["layout"], heading="去哪", column="visits.direction")
    assert dropped.problems() == []
    assert {c["reason"] for c in dropped.table()["columns"]} == {"chosen"}
    dropped.publish()
    found = next_workbook(tmp_path, [strange[0], ["2024年7月9日", "赴港", "HKPC"]])
    assert [row["direction"] for row in found.rows["visits"].as_json()] == ["ZS_TO_HK"]


def test_a_column_that_a_rule_takes_for_another(dropped, tmp_path):
    rows = [[*VISITS, "会谈主题"], [*MAY, "甲"], [*JUNE, "乙"]]
    dropped.drop(rows)
    layout = dropped.table()["layout"]
    dropped.answer("column", layout=layout, heading="会谈主题", column="visits.topic")
    shown = {c["heading"]: (c["columns"], c["reason"]) for c in dropped.table()["columns"]}
    assert shown["会谈主题"] == (["topic"], "chosen")
    assert shown["事由"] == ([], "second")
    dropped.answer("column", layout=layout, heading="事由", column="nothing")
    assert [code for code, *_ in dropped.problems()] == []
    assert [row["topic"] for row in dropped.workbook()["preview"]["visits"]] == ["甲", "乙"]


def test_a_table_that_is_none_and_one_that_is(dropped):
    dropped.drop([VISITS, MAY], more={"名单": [["姓名", "电话", "部门"], ["张三", 1, "甲"], ["李四", 2, "乙"]]})
    first, second = dropped.workbook()["tables"]
    assert (second["table"], second["is_left_out"]) == (None, False)
    dropped.answer("table", layout=second["layout"], table="none")
    assert dropped.workbook()["tables"][1]["is_left_out"]
    assert {"sheet": "名单", "why": "left out"} in dropped.workbook()["skipped"]
    dropped.answer("table", layout=first["layout"], table="none")
    assert dropped.workbook()["refusal"]["message"].startswith("Every table of this workbook")
    dropped.drafts.forget(dropped.id, "王", {"kind": "table", "layout": first["layout"], "table": "none"})
    assert not dropped.summary()["is_ready"]


def test_a_corrected_cell_is_read_kept_with_what_stood_there_and_remembered_for_that_cell(dropped, tmp_path):
    rows = [VISITS, ["2024年2月30日", *MAY[1:]], JUNE]
    digest = dropped.drop(rows)
    assert dropped.problems() == [("bad_date", "A2", "2024年2月30日")]
    dropped.answer("cell", sha256=digest, sheet="台账", cell="A2", seen="2024年2月30日", value="快到月底")
    assert dropped.problems() == [("bad_date", "A2", "快到月底"), ("corrected_cell", "A2", "2024年2月30日")]
    assert dropped.workbook()["rejected"]["visits"] == 1
    dropped.answer("cell", sha256=digest, sheet="台账", cell="A2", seen="2024年2月30日", value="2024年2月29日")
    (problem,) = dropped.workbook()["problems"]
    assert (problem["code"], problem["suggestion"], problem["row_kept"]) == ("corrected_cell", "2024年2月29日", True)
    assert problem["message"] == "The workbook says “2024年2月30日”; it is read as a person corrected it"
    assert dropped.workbook()["preview"]["visits"][0]["start_date"] == "2024-02-29"
    dropped.publish()
    again = next_workbook(tmp_path, [*rows, ["2024年7月9日", *MAY[1:]]])
    assert [(one.code, one.cell) for one in again.problems] == [("corrected_cell", "A2")]
    other = next_workbook(tmp_path, [VISITS, ["2024年2月31日", *MAY[1:]], JUNE])
    assert [(one.code, one.cell) for one in other.problems] == [("bad_date", "A2")]
    moved = next_workbook(tmp_path, [VISITS, JUNE, ["2024年2月30日", *MAY[1:]]])
    assert [(one.code, one.cell) for one in moved.problems] == [("bad_date", "A3")]


def test_a_cell_that_is_no_tables_says_so(dropped):
    digest = dropped.drop([["标题"], VISITS, MAY])
    dropped.answer("cell", sha256=digest, sheet="台账", cell="A1", seen="标题", value="别的")
    assert dropped.problems() == [("cell_not_read", "A1", "别的")]


def test_an_accepted_name(dropped, tmp_path):
    dropped.drop([VISITS, [*MAY[:2], "生产力局会", 3, "参观"]])
    assert [one["seen"] for one in dropped.workbook()["names"]] == ["生产力局会"]
    dropped.answer("name", table="partners", seen="生产力局会", name="香港生产力促进局")
    assert (dropped.problems(), dropped.workbook()["names"]) == ([], [])
    assert dropped.workbook()["preview"]["visits"][0]["partners"] == ["香港生产力促进局"]
    dropped.publish()
    assert next_workbook(tmp_path, [VISITS, [*MAY[:2], "生产力局会", 5, "座谈"]]).problems == []


WRONG = [
    ("heading_rows", {"sheet": "台账", "table_id": "0-0", "rows": [4]}),  # empty
    ("heading_rows", {"sheet": "台账", "table_id": "0-0", "rows": [1]}),  # one text
    ("heading_rows", {"sheet": "台账", "table_id": "0-0", "rows": [1, 3]}),
    ("heading_rows", {"sheet": "台账", "table_id": "0-0", "rows": []}),
    ("heading_rows", {"sheet": "别的", "table_id": "0-0", "rows": [2]}),
    ("table", {"layout": "000000000000", "table": "visits"}),
    ("table", {"table": "partners"}),
    ("column", {"heading": "事由", "column": "intents.title"}),
    ("column", {"heading": "事由", "column": "visits.date_precision"}),
    ("column", {"heading": "没有", "column": "visits.topic"}),
    ("name", {"table": "towns", "seen": "石岐", "name": "石岐街道"}),
    ("name", {"table": "partners", "seen": "HKPC", "name": "香港生产力促进局"}),
    ("cell", {"sheet": "台账", "cell": "第二格", "seen": "", "value": "x"}),
    ("cell", {"sheet": "台账", "cell": "A2", "seen": "", "value": "长" * 40_000}),
    ("cell", {"sheet": "台账", "cell": "A2", "seen": ""}),
    ("else", {}),
]


def test_what_cannot_be_followed_is_said(dropped):
    digest = dropped.drop([["标题"], VISITS, MAY])
    layout = dropped.table()["layout"]
    for kind, said in WRONG:
        about = {"sha256": digest} if kind in ("heading_rows", "cell") else {"layout": layout}
        with pytest.raises(CooperationError):
            dropped.drafts.answer(dropped.id, "王", {"kind": kind, **about, **said})
    assert dropped.drafts.answers(dropped.id) == []


def test_answers_are_decisions_after_publishing_and_can_be_revoked(dropped, tmp_path):
    digest = dropped.drop([VISITS, ["2024年2月30日", *MAY[1:]], [*JUNE[:2], "港大研究所", 4, "座谈"]])
    layout = dropped.table()["layout"]
    dropped.answer("cell", sha256=digest, sheet="台账", cell="A2", seen="", value="2024年2月29日")
    dropped.answer("name", table="partners", seen="港大研究所", name="香港大学")
    dropped.answer("column", layout=layout, heading="事由", column="visits.note")
    dropped.answer("table", layout=layout, table="visits")
    dropped.answer("heading_rows", sha256=digest, sheet="台账", table_id="0-0", rows=[1])
    dropped.publish()
    listed = run("decisions").stdout
    kinds = ["heading_rows_are", "table_is", "heading_is", "name_is", "cell_is"]
    assert all(kind in listed for kind in kinds) and listed.count("active") == 5
    cell = next(line.split()[0] for line in listed.splitlines() if "cell_is" in line)
    assert run("revoke", cell).returncode == 0
    again = next_workbook(tmp_path, [VISITS, ["2024年2月30日", *MAY[1:]]])
    assert [(one.code, one.cell) for one in again.problems] == [("bad_date", "A2")]


def test_a_choice_that_has_no_effect_any_more_says_so(dropped):
    digest = dropped.drop([["标题"], [*VISITS, "别的"], [*MAY, "x"]])
    layout = dropped.table()["layout"]
    dropped.answer("column", layout=layout, heading="别的", column="visits.note")
    dropped.answer("table", sha256=digest, sheet="台账", table_id="0-0", table="intents")
    assert ("column_not_read", None, "visits.note") in dropped.problems()
    dropped.drafts.forget(dropped.id, "王", {"kind": "table", "layout": layout, "table": "intents"})
    queue.read_waiting()
    assert dropped.problems() == []
    with pytest.raises(CooperationError):
        dropped.drafts.forget(dropped.id, "王", {"kind": "table", "layout": layout, "table": "intents"})


def test_a_table_without_a_heading_has_no_kind_yet(dropped):
    digest = dropped.drop([["指标", "2023年", "2024年"], ["甲", 3, 4], ["乙", 5, 6]])
    with pytest.raises(CooperationError, match="表头"):
        dropped.answer("table", sha256=digest, sheet="台账", table_id="0-0", table="talent_flows")


def test_months_across_of_a_table_that_nobody_knew(dropped):
    dropped.drop([["来港人才人数（2024年）"], ["何行", "1月", "2月"], ["金融", 3, 4], ["物流", 5, 6]])
    (table,) = dropped.workbook()["tables"]
    assert table["table"] is None
    dropped.answer("column", layout=table["layout"], heading="何行", column="talent_flows.sector")
    assert [c["reason"] for c in dropped.table()["columns"]] == ["chosen", "across", "across"]
    assert [(row["headcount"], row["period_start"]) for row in dropped.workbook()["preview"]["talent_flows"]] == [
        (3, "2024-01-01"),
        (5, "2024-01-01"),
        (4, "2024-02-01"),
        (6, "2024-02-01"),
    ]


def test_a_workbook_that_is_taken_out_takes_its_answers_with_it(dropped):
    first = dropped.drop([VISITS, MAY])
    second = dropped.drop([[*VISITS, "别的"], ["2024年2月30日", *MAY[1:], "x"]], "b.xlsx")
    layout = dropped.workbook(1)["tables"][0]["layout"]
    dropped.answer("column", layout=layout, heading="别的", column="visits.note")
    dropped.answer("cell", sha256=second, sheet="台账", cell="A2", seen="", value="2024年2月29日")
    dropped.answer("name", table="partners", seen="甲社", name="香港大学")
    dropped.drafts.remove(dropped.id, second, "王")
    assert [one["kind"] for one in dropped.drafts.answers(dropped.id)] == ["name"]
    assert [one["sha256"] for one in dropped.summary()["workbooks"]] == [first]


def test_any_cell_of_the_preview_can_be_corrected(dropped):
    digest = dropped.drop([VISITS, MAY, JUNE])
    (_, second) = dropped.workbook()["preview"]["visits"]
    assert second["cells"]["participants"] == "D3"
    dropped.answer("cell", sha256=digest, sheet="台账", cell="D3", seen="4", value="40")
    assert [row["participants"] for row in dropped.workbook()["preview"]["visits"]] == [3, 40]


def test_layouts_and_cells_are_decided_on_the_command_line_too(loaded):
    loaded.load([VISITS, MAY])
    with loaded.connection() as connection:
        table = decision_of(connection, "table:ab12cd34ef56", "is:none")
        cell = decision_of(connection, "cell:ab12cd34ef56:表:A2:10%3A30", "is:2024年5月7日")
        for reference, verdict in (
            ("table:ab12", "is:visits"),
            ("table:ab12cd34ef56", "is:partners"),
            ("cell:x", "is:y"),
        ):
            with pytest.raises(WrongVerdict):
                decision_of(connection, reference, verdict)
    assert (table.kind, table.subject, table.object) == ("table_is", "ab12cd34ef56", "none")
    assert (cell.kind, cell.subject, cell.object) == ("cell_is", "ab12cd34ef56:表:A2:10%3A30", "2024年5月7日")


def test_what_an_answer_is_about_is_read_again_first(dropped):
    dropped.drop([VISITS, MAY], "a.xlsx")
    second = dropped.drop([[*VISITS, "别的"], [*JUNE, "x"]], "b.xlsx")
    layout = dropped.workbook(1)["tables"][0]["layout"]
    said = {"kind": "column", "layout": layout, "heading": "别的", "column": "visits.note"}
    dropped.drafts.answer(dropped.id, "王", said)
    waiting = [one["status"] for one in dropped.summary()["workbooks"]]
    assert waiting == ["waiting", "waiting"]
    _, _, digests = queue.next_waiting()
    assert digests[0] == second
