"""Mergers and splits of bodies: applied to what rows keep, undone without a trace, their history told."""

from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.errors import CooperationError
from etl.history.decisions import all_decisions, decide
from etl.messages import LANGUAGES, message
from etl.names.checks import check_name_decision, decision_object, decision_subject
from etl.names.decisions import decided_names, decided_tables, with_names
from etl.names.resolve import resolve_names
from etl.names.spellings import keep_spellings
from etl.reference import names
from etl.schema import columns
from etl.state import state_sql

HKPC, TDC, CGCC, HKGCC = "香港生产力促进局", "香港贸易发展局", "香港中华总商会", "香港总商会"
CREATE = """
    create table visits_rows (visit_id varchar, partners varchar[], partners_written varchar[]);
    create table intents_rows (intent_id varchar, partners varchar[], partners_written varchar[]);
    create table talent_flows_rows (talent_flow_id varchar, partner varchar, partners_written varchar[]);
"""


class Record:
    """A small warehouse, to which decisions are added and in which they are taken back."""

    def __init__(self, *cells):
        self.connection = duckdb.connect()
        self.connection.execute(CREATE)
        types = ", ".join(f"{column.name} {column.sql_type}" for column in columns("decisions"))
        self.connection.execute(f"create table decisions ({types})")
        for number, cell in enumerate(cells, 1):
            found = resolve_names(cell, names("partners"))
            row = [f"V{number}", found.names, found.written]
            self.connection.execute("insert into visits_rows values (?, ?, ?)", row)
            row[1] = "、".join(found.names)
            self.connection.execute("insert into talent_flows_rows values (?, ?, ?)", row)
        self.last = 0

    def decide(self, kind, subject, name, day="2026-01-10"):
        make = decision_subject if kind == "name_is" else decision_object
        subject, name = make(subject), decision_object(name, self.active())
        check_name_decision(kind, "partners", subject, name, self.active())
        self.last += 1
        row = [self.last, f"{day}T09:00:00+08:00", "陈", kind, "partners", subject, name, "会议纪要"]
        self.connection.execute("insert into decisions values (?, ?, ?, ?, ?, ?, ?, ?, 1, null, null)", row)
        return self.last

    def undo(self, number, day="2026-03-10"):
        sql = "update decisions set undone_at = ?, undone_by = '李' where decision_id = ?"
        self.connection.execute(sql, [f"{day}T09:00:00+08:00", number])

    def active(self):
        return [row for row in reversed(all_decisions(self.connection)) if row["undone_at"] is None]

    def partners(self, as_of=None):
        keep_spellings(self.connection)
        sql = with_names("visits", "select * from visits_rows", as_of and "day")
        parameters = {"day": as_of} if as_of else {}
        rows = self.connection.execute(f"select partners from ({sql}) order by visit_id", parameters).fetchall()
        return [partners for (partners,) in rows]

    def flows(self):
        keep_spellings(self.connection)
        sql = with_names("talent_flows", "select * from talent_flows_rows")
        rows = self.connection.execute(f"select partner from ({sql}) order by talent_flow_id").fetchall()
        return [partner for (partner,) in rows]


def test_without_decisions_there_is_nothing_to_do():
    record = Record("HKPC、某某会", "某某会")
    assert not decided_tables(record.connection)
    assert record.partners() == [[HKPC, "某某会"], ["某某会"]]
    assert record.flows() == [f"{HKPC}、某某会", "某某会"]


def test_a_spelling_is_a_body_however_the_rows_write_it():
    record = Record("生產力中心、HKPC", "生产力中心", "「生産力 中心」（甲、乙）、某会", "")
    record.decide("name_is", "生产力中心", "HKPC")
    assert decided_tables(record.connection)
    assert record.partners() == [[HKPC], [HKPC], ["「生産力 中心」（甲、乙）", "某会"], []]
    assert record.flows() == [HKPC, HKPC, "「生産力 中心」（甲、乙）、某会", ""]
    assert decided_names(record.connection) == {"生产力中心": HKPC}
    record.undo(1)
    assert record.partners()[:2] == [["生產力中心", HKPC], ["生产力中心"]]
    assert record.flows()[0] == f"生產力中心、{HKPC}"
    assert decided_names(record.connection) == {}


def test_a_merger_is_followed_to_its_end_and_each_body_stays_once():
    record = Record("中总、HKPC、香港总商会", "HKTDC", "某会、中总")
    record.decide("name_merged", CGCC, HKGCC)
    assert record.partners() == [[HKGCC, HKPC], [TDC], ["某会", HKGCC]]
    record.decide("name_merged", HKGCC, TDC)
    assert record.partners() == [[TDC, HKPC], [TDC], ["某会", TDC]]
    assert record.flows() == [f"{TDC}、{HKPC}", TDC, f"某会、{TDC}"]
    record.undo(1)
    assert record.partners() == [[CGCC, HKPC, TDC], [TDC], ["某会", CGCC]]
    record.undo(2)
    assert record.partners() == [[CGCC, HKPC, HKGCC], [TDC], ["某会", CGCC]]


def test_a_split_gives_some_spellings_to_another_body():
    record = Record("中总", "中華總商會", "香港中华总商会")
    record.decide("name_is", "中華總商會", "九龙中华总商会")
    assert record.partners() == [[CGCC], ["九龙中华总商会"], [CGCC]]
    # The new body can be merged, and what is merged can be split off again.
    record.decide("name_merged", "九龙中华总商会", HKGCC)
    assert record.partners() == [[CGCC], [HKGCC], [CGCC]]
    record.decide("name_is", "中总", "九龙中华总商会")
    assert record.partners() == [[HKGCC], [HKGCC], [CGCC]]
    for number in (1, 3, 2):
        record.undo(number)
    assert record.partners() == [[CGCC], [CGCC], [CGCC]]


def test_the_latest_decision_wins_and_the_one_before_comes_back():
    record = Record("某某中心")
    record.decide("name_is", "某某中心", HKPC)
    record.decide("name_is", "某某中心", TDC)
    assert record.partners() == [[TDC]]
    record.undo(2)
    assert record.partners() == [[HKPC]]


def test_what_held_on_a_day():
    record = Record("某某中心", "中总")
    record.undo(record.decide("name_is", "某某中心", HKPC, "2026-01-10"), "2026-03-10")
    record.decide("name_merged", CGCC, HKGCC, "2026-02-10")
    assert record.partners("2026-01-09") == [["某某中心"], [CGCC]]
    assert record.partners("2026-01-10") == [[HKPC], [CGCC]]
    assert record.partners("2026-03-09") == [[HKPC], [HKGCC]]
    assert record.partners("2026-03-10") == [["某某中心"], [HKGCC]]


def test_rows_of_an_earlier_release_do_not_say_how_names_were_written():
    record = Record("某某中心、HKPC", "中总")
    record.connection.execute("update visits_rows set partners_written = null")
    record.decide("name_is", "某某中心", TDC)
    record.decide("name_merged", CGCC, HKGCC)
    assert record.partners() == [[TDC, HKPC], [HKGCC]]


def test_a_row_reads_the_same_whatever_was_decided():
    known = names("partners")
    plain, decided = (resolve_names("某某中心、HKPC、中大", known, d) for d in ({}, {"某某中心": HKPC, "中大": TDC}))
    assert (plain.names, plain.written) == (decided.names, decided.written)
    assert plain.written == ["某某中心", "HKPC", "中大"]
    assert [problem.code for problem in plain.problems] == ["unknown_name", "ambiguous_name"]
    assert decided.problems == []


def test_it_wraps_the_state_of_a_real_warehouse(loaded, tmp_path):
    heading = ["日期", "机构", "事由"]
    loaded.load([heading, ["2024-05-07", "某某中心、HKPC", "会议"], ["2024-05-08", "香港總商會", "考察"]])
    loaded.load([["月份", "方向", "人数", "机构"], ["2024-05", "港→中山", 3, "某某中心"]], "flows.csv")
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(loaded.warehouse.current().read_bytes())
    with duckdb.connect(str(copy)) as connection:
        decide(connection, "name_is", "partners", "某某中心", TDC, "陈", None)
        keep_spellings(connection)
        assert partners_of(connection, "visits") == [([TDC, HKPC], ["某某中心", "HKPC"]), ([HKGCC], ["香港總商會"])]
        assert partners_of(connection, "talent_flows") == [(TDC, ["某某中心"])]
        assert partners_of(connection, "visits", date(2020, 1, 1)) == []
        assert len(partners_of(connection, "visits", date(2999, 1, 1))) == 2
        described = "select column_name from duckdb_columns() where table_name = 'decided_spellings' and comment <> ''"
        assert len(connection.execute(described).fetchall()) == 3


def partners_of(connection, table, day=None):
    column = "partner" if table == "talent_flows" else "partners"
    state = with_names(table, state_sql(table, day and "day"), day and "day")
    sql = f"select {column}, partners_written from ({state}) order by row_number"
    return connection.execute(sql, {"day": day} if day else {}).fetchall()


@pytest.mark.parametrize(
    ("kind", "subject", "name", "code", "said"),
    [
        ("name_merged", HKPC, HKPC, "name_itself", {"seen": HKPC}),
        ("name_merged", "没有的会", HKPC, "name_no_body", {"seen": "没有的会"}),
        ("name_merged", HKPC, "没有的会", "name_no_body", {"seen": "没有的会"}),
        ("name_merged", "中总", HKPC, "name_is_spelling", {"seen": "中总", "name": CGCC}),
        ("name_merged", TDC, HKGCC, "name_ring", {"seen": TDC, "name": HKGCC}),
        ("name_merged", TDC, CGCC, "name_ring", {"seen": TDC, "name": CGCC}),
        ("name_merged", CGCC, HKGCC, "name_merged_already", {"seen": CGCC, "name": HKGCC}),
        ("name_is", "某会", "HKTDC", "name_is_spelling", {"seen": "HKTDC", "name": TDC}),
        ("name_is", "某会", "新会長", "name_is_spelling", {"seen": "新会長", "name": "新会长"}),
        ("name_is", "某会", "中大", "name_ambiguous", {"seen": "中大"}),
        ("name_is", "甲、乙", HKPC, "name_several", {"seen": "甲、乙"}),
        ("name_is", "某会", "甲、乙", "name_several", {"seen": "甲、乙"}),
        ("name_is", "HKPC", HKPC, "name_is_already", {"seen": "HKPC", "name": HKPC}),
        ("name_is", "某 會", HKPC, None, {}),
        ("name_is", "新社", "新会长", "name_is_already", {"seen": "新社", "name": "新会长"}),
        ("name_is", "", HKPC, "name_empty", {}),
        ("name_is", "HKPC", TDC, None, {}),
        ("name_is", "中大", "香港中文大学", None, {}),
        ("name_is", "某会", "某会", None, {}),
        ("name_merged", "新会长", TDC, None, {}),
        ("name_merged", CGCC, TDC, None, {}),
    ],
)
def test_a_decision_that_cannot_be_followed_is_refused_in_words(kind, subject, name, code, said):
    record = Record()
    record.decide("name_merged", CGCC, HKGCC)
    record.decide("name_merged", HKGCC, TDC)
    record.decide("name_is", "新社", "新会长")
    if code is None:
        check_name_decision(kind, "partners", subject, name, record.active())
        return
    with pytest.raises(CooperationError) as refused:
        check_name_decision(kind, "partners", subject, name, record.active())
    assert str(refused.value) == message(code, **said)
    assert len({message(code, language, **said) for language in LANGUAGES}) == 3


def test_only_names_of_partners_are_decided():
    with pytest.raises(CooperationError, match="towns"):
        check_name_decision("name_is", "towns", "火炬统筹区", "中山港街道", [])


def test_a_decision_is_kept_as_rows_write_it():
    assert decision_subject("香港总商会等3家机构") == "香港总商会"
    assert decision_subject(" 某某  中心 ") == "某某 中心"
    assert decision_object("hktdc") == TDC
    assert decision_object("香港总商会代表团") == HKGCC


BODIES = ["甲会", "乙会", HKPC, TDC]
CHOICES = st.lists(
    st.one_of(
        st.tuples(st.just("name_is"), st.sampled_from(["某某中心", "HKPC", "甲會", "乙社"]), st.sampled_from(BODIES)),
        st.tuples(st.just("name_merged"), st.sampled_from(BODIES), st.sampled_from(BODIES)),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=20, deadline=None)
@given(CHOICES, st.randoms(use_true_random=False))
def test_what_is_undone_was_never_decided(choices, chance):
    cells = ["某某中心、HKPC、甲会", "甲會、乙社", "香港贸发局、生产力局、乙社", "乙社"]
    record, never = Record(*cells), Record(*cells)
    before = record.partners()
    made = []
    for choice in choices:
        try:
            made.append((record.decide(*choice), choice))
        except CooperationError:
            continue
    undone = chance.sample(made, chance.randint(0, len(made)))
    for number, _ in undone:
        record.undo(number)
    for number, (kind, subject, name) in made:
        if (number, (kind, subject, name)) not in undone:
            # What rested on an undone decision may not be decided afresh, yet holds: written as it was.
            never.last = number
            row = [number, "2026-01-10", kind, subject, name]
            never.connection.execute(
                "insert into decisions by name select ? as decision_id, ? as decided_at, ? as kind,"
                " 'partners' as table_name, ? as subject, ? as object",
                row,
            )
    assert record.partners() == never.partners()
    for number, _ in chance.sample(made, len(made)):
        record.undo(number)
    assert record.partners() == before
    assert all(len(set(partners)) == len(partners) for partners in record.partners())
