"""What waits for a person, and what becomes of it when it is decided."""

import json
import time
from typing import Any

import pytest

from etl.__main__ import main
from etl.history.duplicates import likely_duplicates
from etl.history.gone import gone_rows
from etl.history.reviews import how_many_wait, parts_of, reference_of, reviews
from etl.verify import verify
from tests.conftest import Loaded, as_csv

VISITS = ["编号", "日期", "方向", "机构", "人数"]
INTENTS = ["编号", "签约日期", "项目名称", "合作机构", "阶段", "金额（万元）"]
PLAIN = ["日期", "方向", "机构", "人数", "主题"]
MAY, JUNE, JULY = (
    ["V1", "2024年5月7日", "赴港", "HKPC", 3],
    ["V2", "2024年6月7日", "来访", "HKUST", 4],
    ["V3", "2024年7月7日", "赴港", "HKU", 5],
)


def waiting(loaded: Loaded) -> dict[str, Any]:
    with loaded.connection() as connection:
        found = reviews(connection)
        assert how_many_wait(connection) == len(found)
        return {item["reference"]: item for item in found}


def ids(loaded: Loaded) -> list[str]:
    return [found for (found,) in loaded.query("select visit_id from visits order by 1")]


def decide(*arguments: str) -> int:
    return main(["decide", *arguments, "--by", "王"])


def pairs(loaded: Loaded) -> list[tuple[str, str, int]]:
    with loaded.connection() as connection:
        return [(pair["first"], pair["second"], pair["score"]) for pair in likely_duplicates(connection)]


def test_references():
    assert reference_of("gone", "visits", "2024:5%") == "gone:visits:2024%3A5%25"
    assert parts_of("gone:visits:2024%3A5%25") == ["gone", "visits", "2024:5%"]


def test_a_row_gone_from_a_newer_version_counts_until_a_person_decides(loaded):
    loaded.load([VISITS, MAY, JUNE, JULY])
    loaded.load([VISITS, MAY, JULY], name="b.csv")
    assert ids(loaded) == ["V1", "V2", "V3"]
    (item,) = waiting(loaded).values()
    assert (item["reference"], item["verdicts"], item["newest_load"]) == ("gone:visits:V2", ["remove", "keep"], 2)
    (row,) = item["rows"]
    assert (row["workbook"], row["row_number"], row["load"]) == ("rows.csv", 3, 1)
    assert row["summary"] == "2024-06-07 香港科技大学"
    assert decide("gone:visits:V2", "remove") == 0
    assert (ids(loaded), waiting(loaded)) == (["V1", "V3"], {})


def test_a_row_that_a_person_keeps_is_not_asked_again_until_it_goes_again(loaded):
    loaded.load([VISITS, MAY, JUNE, JULY])
    loaded.load([VISITS, MAY, JULY], name="b.csv")
    assert decide("gone:visits:V2", "keep") == 0
    assert (ids(loaded), waiting(loaded)) == (["V1", "V2", "V3"], {})
    loaded.load([VISITS, MAY, JULY, [""]], name="c.csv")
    assert waiting(loaded) == {}
    loaded.load([VISITS, MAY, JUNE, JULY, [""]], name="d.csv")
    loaded.load([VISITS, MAY, JULY, [""], [""]], name="e.csv")
    assert list(waiting(loaded)) == ["gone:visits:V2"]


def test_what_the_newer_version_does_not_cover_is_not_gone(loaded):
    loaded.load([VISITS, MAY, JUNE, JULY])
    loaded.load([VISITS, JUNE, JULY], name="from_june.csv")
    assert waiting(loaded) == {}


def test_a_row_without_a_day_is_gone_where_others_without_one_are(loaded):
    dated, undated, other = (
        ["I1", "2024年5月7日", "甲", "", "意向", ""],
        ["I2", "", "乙", "", "意向", ""],
        ["I3", "", "丙", "", "意向", ""],
    )
    loaded.load([INTENTS, dated, undated, other])
    loaded.load([INTENTS, dated], name="b.csv")
    assert waiting(loaded) == {}
    loaded.load([INTENTS, dated, other, [""]], name="c.csv")
    assert list(waiting(loaded)) == ["gone:intents:I2"]


def test_only_the_newest_version_that_counts_is_asked(loaded):
    loaded.load([VISITS, MAY, JUNE, JULY])
    loaded.load([VISITS, MAY, JULY], name="b.csv")
    loaded.warehouse.undo(2, "tester")
    assert waiting(loaded) == {}
    with loaded.connection() as connection:
        assert gone_rows(connection) == []


def test_the_same_visit_told_by_two_offices(loaded):
    days = "2024年5月7日至8日"
    loaded.load([VISITS, ["A1", days, "赴港", "HKPC、HKUST、HKU", 3]], name="石岐.csv")
    loaded.load(
        [
            VISITS,
            ["B1", days, "", "HKUST；HKPC", 30],  # two of three, and no contrary direction
            ["B2", days, "赴港", "HKPC、香港总商会、中总、HKTDC", 3],  # one of six
            ["B3", "2024年5月7日", "赴港", "HKPC、HKUST、HKU", 3],  # another last day
            ["B4", days, "来访", "HKPC、HKUST、HKU", 3],  # the other way
        ],
        name="商务局.csv",
    )
    assert pairs(loaded) == [("A1", "B1", 67)]
    (item,) = waiting(loaded).values()
    assert (item["reference"], item["verdicts"]) == ("duplicate:visits:A1:B1", ["same", "distinct"])
    assert [row["workbook"] for row in item["rows"]] == ["石岐.csv", "商务局.csv"]
    assert decide("duplicate:visits:A1:B1", "same") == 0
    assert ids(loaded) == ["A1", "B2", "B3", "B4"]
    assert waiting(loaded) == {}
    # the second office's next workbook brings it again: it is still the same
    loaded.load(
        [VISITS, ["B1", days, "", "HKUST；HKPC", 31], ["B5", "2024年9月9日", "赴港", "HKU", 3]], name="商务局.csv"
    )
    assert "B1" not in ids(loaded)


def test_a_pair_that_is_distinct_is_not_offered_again(loaded):
    loaded.load([VISITS, MAY], name="a.csv")
    loaded.load([VISITS, ["X1", *MAY[1:]]], name="b.csv")
    assert pairs(loaded) == [("V1", "X1", 100)]
    assert decide("duplicate:visits:V1:X1", "distinct", "--reason", "上午、下午各一次") == 0
    assert (pairs(loaded), ids(loaded)) == ([], ["V1", "X1"])
    assert main(["revoke", "1"]) == 0
    assert pairs(loaded) == [("V1", "X1", 100)]


def test_rows_of_one_workbook_are_no_duplicates(loaded):
    loaded.load([VISITS, MAY, ["X1", *MAY[1:]]], name="a.csv")
    loaded.load([VISITS, MAY, ["X1", *MAY[1:]], JUNE], name="b.csv")
    assert pairs(loaded) == []


def test_the_same_matter_told_by_two_offices(loaded):
    loaded.load([INTENTS, ["I1", "2024年5月7日", "粤港联合创新实验室项目", "HKUST", "意向", 100]], name="a.csv")
    others = [
        ["J1", "2024年5月9日", "粤港联合創新实验室", "香港科技大学", "意向", ""],  # no amount, other script
        ["J2", "2024年5月7日", "粤港联合创新实验室项目", "HKUST", "意向", 200],  # another amount
        ["J3", "2024年5月7日", "粤港联合创新实验室项目", "HKUST", "正式签约", 100],  # another stage
        ["J4", "2024年5月7日", "粤港联合创新实验室项目", "HKPC", "意向", 100],  # another partner
        ["J5", "2024年5月7日", "人才培训基地", "HKUST", "意向", 100],  # another title
        ["J6", "2024年5月7日", "粤港联合创新实验室项目", "HKUST", "意向", 100],
    ]
    loaded.load([INTENTS, *others], name="b.csv")
    found = pairs(loaded)
    assert [(first, second) for first, second, _ in found] == [("I1", "J6"), ("I1", "J1")]
    assert (found[0][2], 85 <= found[1][2] < 100) == (100, True)


def test_likely_names(loaded):
    loaded.load(
        [
            VISITS,
            ["V1", "2024年5月7日", "赴港", "香港生产力促进局局", 3],
            ["V2", "2024年6月7日", "赴港", "香港生产力促进局局", 3],
        ]
    )
    (item,) = waiting(loaded).values()
    assert (item["reference"], item["row_count"]) == ("name:partners:香港生产力促进局局", 2)
    assert item["suggestion"].startswith("香港生产力促进局")
    assert decide(item["reference"], "is:HKPC") == 0
    (decision,) = loaded.warehouse.decisions()
    assert (decision["kind"], decision["object"]) == ("name_is", "香港生产力促进局")
    assert waiting(loaded) == {}
    assert loaded.query("select distinct partners from visits") == [(["香港生产力促进局"],)]
    assert verify(loaded.warehouse)["ok"]


def test_two_known_bodies_are_merged(loaded):
    loaded.load([VISITS, MAY])
    assert decide("name:partners:HKPC", "merge:HKUST") == 0
    (decision,) = loaded.warehouse.decisions()
    assert (decision["kind"], decision["subject"], decision["object"]) == (
        "name_merged",
        "香港生产力促进局",
        "香港科技大学",
    )


def test_an_unknown_heading_is_asked_once_a_layout(loaded, tmp_path):
    rows = [[*VISITS, "车牌"], [*MAY, "粤T1"]]
    loaded.load(rows)
    loaded.load([*rows, [*JUNE, "粤T2"]], name="b.csv")
    (item,) = waiting(loaded).values()
    assert (item["kind"], item["table"], item["seen"], item["cell"]) == ("heading", "visits", "车牌", "F1")
    assert decide(item["reference"], "is:visits.note") == 0
    (decision,) = loaded.warehouse.decisions()
    assert (decision["kind"], decision["table_name"], decision["object"]) == ("heading_is", "visits", "visits.note")
    assert decision["subject"] == parts_of(item["reference"])[1]
    assert decision["subject"].endswith("/车牌")
    assert waiting(loaded) == {}
    # what it means is known when the workbook is read again
    assert main(["undo", "2"]) == 0
    (tmp_path / "c.csv").write_bytes(as_csv([*rows, [*JUNE, "粤T2"]]))
    assert main(["load", str(tmp_path / "c.csv")]) == 0
    assert loaded.query("select note, extra from visits order by 1") == [("粤T1", None), ("粤T2", None)]


def test_a_heading_that_is_left_stays_with_its_rows_and_is_not_asked_again(loaded):
    loaded.load([[*VISITS, "车牌"], [*MAY, "粤T1"]])
    (reference,) = waiting(loaded)
    assert decide(reference, "leave") == 0
    assert waiting(loaded) == {}
    assert loaded.query("select extra from visits") == [('{"车牌":"粤T1"}',)]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["gone:visits:V2", "same"], 2),
        (["gone:visits", "remove"], 2),
        (["frobnicate", "remove"], 2),
        (["name:partners:HKPC", "is"], 1),
        (["heading:abc/x", "is:visits.nonsense"], 2),
        (["heading:abc/x", "is:nonsense.note"], 2),
        (["heading:abc/x", "is:visits.note"], 1),
        (["gone:visits:V9", "remove"], 1),
        (["gone:nonsense:V2", "remove"], 1),
        (["duplicate:visits:V1:V2", "same"], 1),
        (["duplicate:visits:V1", "same"], 2),
    ],
)
def test_what_cannot_be_decided(loaded, capsys, arguments, status):
    assert decide(*arguments) in (1, 2)  # nothing was loaded yet
    loaded.load([VISITS, MAY, JUNE, JULY])
    loaded.load([VISITS, MAY, JULY], name="b.csv")
    version = loaded.warehouse.current()
    capsys.readouterr()
    assert decide(*arguments) == status
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert loaded.warehouse.current() == version


def test_the_commands(loaded, capsysbinary):
    def out(*arguments):
        assert main(list(arguments)) == 0
        return capsysbinary.readouterr().out.decode()

    for command in ("reviews", "decisions"):
        assert (json.loads(out(command, "--json")), out(command)) == ([], "")
    loaded.load([VISITS, MAY, JUNE, JULY])
    loaded.load([VISITS, MAY, JULY], name="b.csv")
    (item,) = json.loads(out("reviews", "--json"))
    assert list(item) == ["reference", "kind", "table", "verdicts", "rows", "newest_load", "message"]
    (line,) = out("reviews").splitlines()
    assert line.startswith("gone:visits:V2  rows.csv 第 3 行")
    assert decide("gone:visits:V2", "remove", "--reason", "取消") == 0
    capsysbinary.readouterr()
    (made,) = json.loads(out("decisions", "--json"))
    assert list(made) == ["id", "at", "by", "kind", "table", "subject", "object", "reason", "state"]
    assert (made["id"], made["by"], made["reason"], made["state"]) == (1, "王", "取消", "active")
    assert len(out("decisions").splitlines()) == 1
    assert main(["revoke", "1"]) == 0
    assert main(["revoke", "1"]) == 1
    capsysbinary.readouterr()
    assert json.loads(out("decisions", "--json"))[0]["state"] == "revoked"


def test_duplicates_among_many_rows_are_found_in_time(loaded):
    """200 000 visits of two offices, 200 a day: the pairs are joined, not tried."""
    loaded.load([VISITS, MAY], name="a.csv")
    loaded.load([VISITS, JUNE], name="b.csv")
    with loaded.connection() as connection:
        connection.execute("create temp table many as from visits limit 0")
        connection.execute("""
            insert into many by name select
                'N' || i as visit_id, date '2020-01-01' + (i // 200)::integer as start_date, start_date as end_date,
                'ZS_TO_HK' as direction, ['甲' || i % 200 // 2, '乙' || i % 200 // 2] as partners, false as is_example,
                i % 2 + 1 as load_id
            from range(200000) as numbers (i)
        """)
        connection.execute("create temp view visits as from many")
        began = time.process_time()
        found = likely_duplicates(connection)
        assert time.process_time() - began < 5
    assert len(found) == 100_000
    assert {pair["score"] for pair in found} == {100}


def test_a_name_decision_taken_back_waits_again(tmp_path, monkeypatch, capsys):
    """The second workbook was read while the decision held, so that its load has nothing to ask."""
    monkeypatch.setenv("COOPERATION_DATA", str(tmp_path))
    heading = "日期,方向,机构,人数\n"
    for number, decide in ((1, True), (2, False)):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"{heading}2024-05-0{number},赴港,香港生產力促進中心,5\n", encoding="utf-8")
        assert main(["load", str(path)]) == 0
        if decide:
            assert main(["decide", "name:partners:香港生產力促進中心", "is:香港生产力促进局"]) == 0
            assert main(["undo", "1"]) == 0
    capsys.readouterr()
    assert main(["reviews", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["revoke", "1"]) == 0
    capsys.readouterr()
    assert main(["reviews", "--json"]) == 0
    (waiting,) = json.loads(capsys.readouterr().out)
    assert (waiting["reference"], waiting["row_count"]) == ("name:partners:香港生產力促進中心", 1)
