"""What people decide: the state follows, on every day, and what is taken back never was."""

from datetime import date

import pytest

from etl.draft import connect
from etl.errors import CooperationError
from etl.history import decisions
from etl.verify import verify
from tests.conftest import Loaded

VISITS = ["编号", "日期", "方向", "机构", "人数"]
ONE, TWO, THREE = ([f"V{n}", f"2024年{n}月7日", "赴港", "HKPC", n] for n in (1, 2, 3))


def ids(loaded: Loaded) -> list[str]:
    assert verify(loaded.warehouse)["ok"]
    return [found for (found,) in loaded.query("select visit_id from visits order by 1")]


def remove(loaded, subject, same_as=None):
    return loaded.warehouse.decide("row_removed", "visits", subject, same_as, "王", "重复")[0]


@pytest.fixture
def two(loaded):
    loaded.load([VISITS, ONE, TWO])
    return loaded


def test_a_removed_row_no_longer_counts_until_the_decision_is_revoked(two):
    before = verify(two.warehouse)["digest"]
    decision, version = two.warehouse.decide("row_removed", "visits", "V1", None, "王", "重复")
    assert two.warehouse.current().stem == version
    assert ids(two) == ["V2"]
    (kept,) = two.warehouse.decisions()
    assert (kept["decision_id"], kept["kind"], kept["subject"], kept["decided_by"]) == (
        decision,
        "row_removed",
        "V1",
        "王",
    )
    assert (kept["reason"], kept["after_load"], kept["undone_at"]) == ("重复", 1, None)
    assert two.warehouse.revoke(decision, "李") == two.warehouse.current().stem
    assert ids(two) == ["V1", "V2"]
    assert verify(two.warehouse)["digest"] == before
    (kept,) = two.warehouse.decisions()
    assert kept["undone_by"] == "李"


def test_what_a_later_load_brings_counts_again(two):
    remove(two, "V1")
    two.load([VISITS, ONE, THREE])
    assert ids(two) == ["V1", "V2", "V3"]
    two.warehouse.undo(2, "tester")
    assert ids(two) == ["V2"]


def test_the_same_as_another_stays_out_as_long_as_the_other_counts(two):
    two.load([VISITS, THREE])
    remove(two, "V3", same_as="V2")
    assert ids(two) == ["V1", "V2"]
    two.load([VISITS, [*THREE[:4], 9]])  # the other office's next workbook has it again
    assert ids(two) == ["V1", "V2"]
    two.warehouse.undo(1, "tester")
    assert ids(two) == ["V3"]


def test_of_two_that_are_the_same_one_always_counts(two):
    remove(two, "V2", same_as="V1")
    remove(two, "V1")  # gone, a person said
    assert ids(two) == ["V2"]


def test_a_removed_row_tells_no_stage(loaded):
    intents = ["编号", "签约日期", "项目名称", "阶段"]
    loaded.load([intents, ["I1", "2024年5月7日", "甲", "意向"]])
    loaded.warehouse.decide("row_removed", "intents", "I1", None, "王")
    assert loaded.query("select count(*) from intent_stages") == [(0,)]
    loaded.load([intents, ["I1", "2024年8月7日", "甲", "正式签约"]])
    assert loaded.query("select stage from intent_stages") == [("contract",)]


def test_the_newest_answer_holds(two):
    remove(two, "V1")
    two.warehouse.decide("row_kept", "visits", "V1", None, "李")
    assert ids(two) == ["V1", "V2"]
    assert [found["undone_by"] for found in two.warehouse.decisions()] == [None, "李"]


def test_decisions_are_read_by_kind_and_table(two):
    two.warehouse.decide("name_is", "partners", "生产力局", "香港生产力促进局", "王")
    two.warehouse.decide("name_is", "partners", "生产力局", "香港大学", "王")
    two.warehouse.decide("name_is", "towns", "石岐", "石岐街道", "王")
    revoked, _ = two.warehouse.decide("heading_is", "visits", "abc/事项", "visits.topic", "王")
    two.warehouse.revoke(revoked, "王")
    with two.connection() as connection:
        assert [(one["subject"], one["object"]) for one in decisions.decided(connection, "name_is", "partners")] == [
            ("生产力局", "香港大学")
        ]
        assert len(decisions.decided(connection, "name_is")) == 2
        assert decisions.decided(connection, "heading_is") == []
        assert [one["decision_id"] for one in decisions.all_decisions(connection)] == [4, 3, 2, 1]


def test_pairs_are_one_question_whichever_comes_first(two):
    for pair in (("V2", "V1"), ("V1", "V2"), ("V1", "V3")):
        two.warehouse.decide("pair_distinct", "visits", *pair, "王")
    with two.connection() as connection:
        found = [(one["subject"], one["object"]) for one in decisions.decided(connection, "pair_distinct")]
    assert found == [("V1", "V2"), ("V1", "V3")]


def test_what_cannot_be_taken_back(two):
    decision = remove(two, "V1")
    two.warehouse.revoke(decision, "王")
    version = two.warehouse.current()
    for number in (decision, 2, -1):
        with pytest.raises(CooperationError):
            two.warehouse.revoke(number, "王")
    assert two.warehouse.current() == version


def test_nothing_to_decide_in_an_empty_warehouse(loaded):
    assert loaded.warehouse.decisions() == []
    with pytest.raises(CooperationError):
        loaded.warehouse.decide("row_removed", "visits", "V1", None, "王")
    with pytest.raises(CooperationError):
        loaded.warehouse.revoke(1, "王")


def test_as_of_an_earlier_day(loaded, monkeypatch):
    """Loads, decisions, corrections and what ended them count from their day to the day before they ended."""

    def on(day, action, *arguments):
        moment = f"2024-08-{day:02}T12:00:00+08:00"
        for module in ("etl.publish", "etl.history.decisions", "etl.history.corrections", "etl.history.undoing"):
            monkeypatch.setattr(f"{module}.now", lambda: moment)
        return action(*arguments)

    visits = ["日期", "方向", "机构", "人数"]
    may, june, wrong = (
        ["2024年5月7日", "赴港", "HKPC", 3],
        ["2024年6月7日", "赴港", "HKU", 4],
        ["2024年6月7日", "赴港", "HKUST", 4],
    )
    on(2, loaded.load, [visits, may, wrong], "a.csv")
    on(4, loaded.load, [visits, may, june], "b.csv")  # corrects a cell of the key
    ((first,),) = loaded.query("select visit_id from visits where participants = 3")
    decision = on(6, remove, loaded, first)
    on(8, loaded.warehouse.revoke, decision, "王")
    on(10, loaded.warehouse.undo, 1, "王")
    on(12, loaded.load, [visits, may, wrong, [""]], "c.csv")  # corrects it the other way round
    on(14, loaded.warehouse.undo, 2, "王")

    def partners(day):
        return {
            name: count
            for name, count in loaded.split("meetings", "partner", as_of=date(2024, 8, day)).items()
            if count
        }

    hkpc, hku, hkust = "香港生产力促进局", "香港大学", "香港科技大学"
    assert partners(1) == {}
    assert partners(2) == partners(3) == {hkpc: 1, hkust: 1}
    assert partners(4) == partners(5) == {hkpc: 1, hku: 1}
    assert partners(6) == partners(7) == {hku: 1}
    for day in (8, 9, 10, 11):
        assert partners(day) == {hkpc: 1, hku: 1}, day
    for day in (12, 13, 14, 20):
        assert partners(day) == {hkpc: 1, hkust: 1}, day


def test_a_version_of_an_earlier_release_is_read_and_written(two):
    """It has no decisions, no corrections, and loads without series."""
    with connect(two.warehouse.current(), read_only=False) as connection:
        connection.execute("drop table decisions")
        connection.execute("drop table corrections")
        for column in ("series", "layouts", "content_hash"):
            connection.execute(f"alter table loads drop column {column}")
        connection.execute("alter table problems drop column suggestion")
    assert ids(two) == ["V1", "V2"]
    assert two.warehouse.decisions() == []
    with two.connection() as connection:
        assert decisions.decided(connection, "name_is") == []
        assert connection.execute("select series from loads").fetchall() == [(None,)]
    remove(two, "V1")
    assert ids(two) == ["V2"]
    two.load([VISITS, ONE, TWO, THREE], name="b.csv")
    assert ids(two) == ["V1", "V2", "V3"]
    found = two.query("select comment from duckdb_columns() where table_name = 'loads' and column_name = 'series'")
    assert "copies of one workbook" in found[0][0]


def test_a_load_of_an_earlier_release_begins_a_series(loaded):
    plain = ["日期", "方向", "机构", "人数"]
    may, june = ["2024年5月7日", "赴港", "HKPC", 3], ["2024年6月7日", "赴港", "HKU", 4]
    loaded.load([plain, may, june], name="台账.csv")
    with connect(loaded.warehouse.current(), read_only=False) as connection:
        connection.execute("update loads set series = null, layouts = null, content_hash = null")
    loaded.load([plain, may, [*june[:2], "HKUST", 4]], name="台账（更正）.csv")
    assert loaded.query("select coalesce(series, 0), added, changed, unchanged from loads order by load_id") == [
        (0, 2, 0, 0),
        (1, 0, 1, 1),
    ]
    loaded.warehouse.undo(1, "tester")
    assert loaded.query("select count(*) from visits") == [(2,)]
