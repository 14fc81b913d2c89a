"""Versions: appended, corrected, taken back; all or none."""

import json
import shutil

import pytest

from etl import schema
from etl.draft import connect
from etl.errors import CooperationError, UnknownLoad, WarehouseDamaged, WorkbookRefused
from etl.pipeline import check_path, check_workbook, load_checked, load_samples
from etl.source import sources
from tests.conftest import as_csv

VISITS = ["编号", "日期", "方向", "机构", "人数", "主题"]
FIRST = [VISITS, ["V1", "2024年5月7日", "赴港", "HKPC", 3, "会议"], ["V2", "2024年6月7日", "来访", "HKUST", 4, "会议"]]
CORRECTED = [
    VISITS,
    FIRST[1],
    ["V2", "2024年6月7日", "来访", "HKUST", 5, "会议"],
    ["V3", "2024-07-07", "赴港", "HKU", 6, "会议"],
]
INTENTS = ["编号", "签约日期", "项目名称", "阶段", "金额（万元）"]
TABLES = ("visits", "intents", "talent_flows", "intent_stages")


def content(loaded):
    """The whole state."""
    return {table: sorted(map(repr, loaded.query(f"select * from {table}"))) for table in TABLES}


def counts(loaded):
    return loaded.query("select load_id, added, changed, unchanged, rejected from loads order by 1")


def test_the_same_workbook_twice_adds_nothing(loaded):
    first = loaded.load(FIRST)
    assert (first["loads"], first["new"]) == ([1], True)
    assert loaded.load(FIRST, name="renamed.csv") == {"version": first["version"], "loads": [], "new": False}
    assert loaded.warehouse.current().stem == first["version"]
    assert loaded.query("select count(*) from visits_rows") == [(2,)]


def test_the_same_workbook_twice_in_one_call(loaded):
    twice = [check_workbook(as_csv(FIRST), "a.csv"), check_workbook(as_csv(FIRST), "b.csv")]
    assert load_checked(twice, "tester")["loads"] == [1]


def test_a_corrected_workbook_changes_rows_and_says_how_many(loaded):
    first = loaded.load(FIRST)
    second = loaded.load(CORRECTED)
    assert (second["loads"], second["new"]) == ([2], True)
    assert second["version"] != first["version"]
    assert counts(loaded) == [(1, 2, 0, 0, 0), (2, 1, 1, 1, 0)]
    assert loaded.query("select visit_id, participants, load_id from visits order by 1") == [
        ("V1", 3, 2),
        ("V2", 5, 2),
        ("V3", 6, 2),
    ]
    # every row that was ever accepted is kept
    assert loaded.query("select count(*) from visits_rows") == [(5,)]


def test_an_unchanged_row_of_every_kind_is_unchanged(loaded):
    intents = [INTENTS, ["I1", "2024年5月", "甲", "意向", 0.1], ["I2", "", "乙", "框架协议", "超1.5亿元"]]
    talent = [["月份", "方向", "人数", "机构"], ["2024年5月", "来中山", 3, "HKUST"]]
    for rows in (FIRST, intents, talent):
        loaded.load(rows)
        loaded.load([*rows, [""]])  # other bytes, the same rows
    assert counts(loaded) == [
        (1, 2, 0, 0, 0), (2, 0, 0, 2, 0), (3, 2, 0, 0, 0), (4, 0, 0, 2, 0), (5, 1, 0, 0, 0), (6, 0, 0, 1, 0),
    ]  # fmt: skip


def test_rejected_rows_are_counted_and_their_problems_kept(loaded):
    loaded.load([VISITS, FIRST[1], ["V9", "2024年2月30日", "赴港", "HKPC", 3, "会议"]])
    assert counts(loaded) == [(1, 1, 0, 0, 1)]
    problems = loaded.query(
        "select load_id, workbook, row_number, cell, column_name, code, seen, row_kept from problems"
    )
    assert problems == [(1, "rows.csv", 3, "B3", "start_date", "bad_date", "2024年2月30日", False)]


def test_every_row_knows_its_cell(loaded, make_workbook):
    path = make_workbook([["台账"], [*VISITS, "车牌"], [*FIRST[1], "粤T1"]], sheet="往来")
    load_checked([check_path(path)], "tester")
    ((workbook, sheet, row_number, cells, extra),) = loaded.query(
        "select workbook, sheet, row_number, cells, extra from visits"
    )
    assert (workbook, sheet, row_number) == ("workbook.xlsx", "往来", 3)
    assert json.loads(cells)["participants"] == "E"
    assert json.loads(extra) == {"车牌": "粤T1"}


def test_the_workbook_is_kept_as_received(loaded, tmp_path):
    loaded.load(FIRST)
    ((digest,),) = loaded.query("select sha256 from loads")
    assert (tmp_path / "data" / "received" / digest).read_bytes() == as_csv(FIRST)


def test_all_or_none(loaded):
    version = loaded.load(FIRST)["version"]
    before = content(loaded)
    good, bad = check_workbook(as_csv(CORRECTED), "good.csv"), check_workbook(b"\x89PNG", "bad.png")
    with pytest.raises(WorkbookRefused):
        load_checked([good, bad], "tester")
    assert content(loaded) == before
    assert loaded.warehouse.current().stem == version


def test_undo_gives_back_the_state_before(loaded):
    loaded.load(FIRST)
    before = content(loaded)
    loaded.load(CORRECTED)
    assert content(loaded) != before
    version = loaded.warehouse.undo(2, "tester")
    assert loaded.warehouse.current().stem == version
    assert content(loaded) == before
    assert loaded.query("select load_id, undone_by from loads where undone_at is not null") == [(2, "tester")]
    # what was undone can be loaded again
    assert loaded.load(CORRECTED)["loads"] == [3]


def test_undo_of_an_old_load_is_as_if_it_had_never_been(loaded):
    other = [VISITS, ["V8", "2024年8月8日", "赴港", "HKU", 8, "会议"]]
    corrected = [VISITS, ["V8", "2024年8月8日", "赴港", "HKU", 9, "会议"]]
    for rows in (FIRST, CORRECTED, other, corrected):
        loaded.load(rows)
    loaded.warehouse.undo(2, "tester")
    assert loaded.query("select visit_id, participants from visits order by 1") == [("V1", 3), ("V2", 4), ("V8", 9)]
    loaded.warehouse.undo(4, "tester")
    assert loaded.query("select visit_id, participants from visits order by 1") == [("V1", 3), ("V2", 4), ("V8", 8)]


def test_undo_takes_back_a_stage_that_only_that_load_told(loaded):
    loaded.load([INTENTS, ["I1", "2024年5月7日", "甲", "意向", 1]])
    before = content(loaded)
    loaded.load([INTENTS, ["I1", "2024年8月7日", "甲", "正式签约", 1]])
    assert loaded.query("select stage from intent_stages order by 1") == [("contract",), ("intent",)]
    loaded.warehouse.undo(2, "tester")
    assert content(loaded) == before


def test_undo_of_what_is_not_there(loaded):
    with pytest.raises(UnknownLoad):
        loaded.warehouse.undo(1, "tester")
    loaded.load(FIRST)
    loaded.warehouse.undo(1, "tester")
    for load in (1, 2, -1, 10**30):
        with pytest.raises(UnknownLoad):
            loaded.warehouse.undo(load, "tester")


def test_every_column_of_every_table_says_what_it_means(loaded):
    loaded.load(FIRST)
    described = {
        (table, column): comment
        for table, column, comment in loaded.query("select table_name, column_name, comment from duckdb_columns()")
    }
    for source in sources().values():
        for table in (source.table, f"{source.table}_rows"):
            for column in schema.fact_columns(source):
                assert described[table, column.name], (table, column.name)
    for table in ("loads", "problems", "intent_stages"):
        for column in schema.columns(table):
            assert described[table, column.name], (table, column.name)
    told = dict(
        loaded.query(
            "select table_name, comment from duckdb_tables() union all select view_name, comment from duckdb_views()"
        )
    )
    assert all(told[table] for table in (*TABLES, "loads", "problems", "visits_rows"))


def test_every_reference_table_is_there_even_without_rows(loaded):
    loaded.load(FIRST)
    tables = {name for (name,) in loaded.query("select table_name from duckdb_tables()")}
    assert {"sectors", "partners", "towns", "schemes", "stages", "exchange_rates", "choices"} <= tables


def test_readers_keep_what_they_read(loaded):
    loaded.load(FIRST)
    with loaded.connection() as reader:
        for participants in range(20, 26):  # more versions than are kept
            loaded.load([VISITS, ["V1", "2024年5月7日", "赴港", "HKPC", participants, "会议"]])
            assert reader.execute("select sum(participants) from visits").fetchall() == [(7,)]
    assert loaded.query("select participants from visits where visit_id = 'V1'") == [(25,)]
    assert len(list(loaded.warehouse.folder.glob("v*.duckdb"))) == 3


def test_what_a_killed_load_left_is_removed(loaded):
    loaded.load(FIRST)
    folder = loaded.warehouse.folder
    (folder / "draft-1.duckdb").write_bytes(b"half")
    (folder / "draft-1.duckdb.wal").write_bytes(b"half")
    (folder / "draft-1.duckdb.tmp").mkdir()  # where DuckDB puts what does not fit into memory
    (folder / "draft-1.duckdb.tmp" / "part").write_bytes(b"half")
    (folder / "v000002-00000000.duckdb").write_bytes(b"finished, never published")
    loaded.load(CORRECTED)
    assert not list(folder.glob("draft-*"))
    assert loaded.query("select count(*) from visits") == [(3,)]


def test_a_damaged_version_is_named(loaded):
    loaded.load(FIRST)
    current = loaded.warehouse.current()
    current.write_bytes(b"not a database" * 1000)
    with pytest.raises(WarehouseDamaged, match="v000001"):
        connect(current, read_only=True)
    with pytest.raises(WarehouseDamaged, match="v000001"):
        loaded.load(CORRECTED)
    assert not list(loaded.warehouse.folder.glob("draft-*"))
    current.unlink()
    with pytest.raises(WarehouseDamaged, match="v000001"):
        loaded.load(CORRECTED)


def test_a_folder_that_cannot_be_made_is_said(loaded, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("COOPERATION_DATA", str(tmp_path / "file"))
    with pytest.raises(CooperationError):
        load_checked([check_workbook(as_csv(FIRST), "a.csv")], "tester")


def test_an_address_that_is_not_served_yet_is_said(monkeypatch):
    monkeypatch.setenv("COOPERATION_WAREHOUSE", "ducklake:postgres:dbname=x password=secret")
    with pytest.raises(CooperationError) as error:
        load_checked([check_workbook(as_csv(FIRST), "a.csv")], "tester")
    assert "secret" not in str(error.value)


def test_samples_are_loaded_only_into_an_empty_warehouse(loaded):
    loaded.load(FIRST)
    load_samples()
    assert loaded.query("select count(*) from loads") == [(1,)]
    shutil.rmtree(loaded.warehouse.folder)
    load_samples()
    load_samples()
    assert loaded.query("select count(*) from loads") == [(6,)]


def test_running_numbers_of_two_offices_do_not_overwrite_each_other(loaded):
    loaded.load([VISITS, [1, "2024年5月7日", "赴港", "HKPC", 3, "会议"]])
    loaded.load([VISITS, [1, "2024年6月7日", "来访", "HKUST", 4, "会议"]])
    assert counts(loaded) == [(1, 1, 0, 0, 0), (2, 1, 0, 0, 0)]
    assert loaded.query("select start_date::varchar, extra from visits order by 1") == [
        ("2024-05-07", '{"visit_id":"1"}'),
        ("2024-06-07", '{"visit_id":"1"}'),
    ]


def test_an_office_that_begins_without_samples_has_a_version_and_no_loads(loaded):
    assert not loaded.warehouse.has_versions()
    loaded.warehouse.begin()
    assert (loaded.warehouse.has_versions(), loaded.warehouse.is_empty()) == (True, True)
    assert loaded.query("select (select count(*) from visits), (select count(*) from loads)") == [(0, 0)]
    assert loaded.load(FIRST)["loads"] == [1]
    assert not loaded.warehouse.is_empty()


def test_samples_come_after_an_empty_beginning_and_not_into_what_was_loaded(loaded):
    loaded.warehouse.begin()
    load_samples()
    first = loaded.query("select count(*) from loads")
    assert first > [(0,)]
    load_samples()
    assert loaded.query("select count(*) from loads") == first


def test_versions_whose_pointer_was_lost_are_not_overwritten(loaded):
    loaded.load(FIRST)
    (loaded.warehouse.folder / "CURRENT").unlink()
    before = sorted(path.name for path in loaded.warehouse.folder.glob("v*.duckdb"))
    assert loaded.warehouse.has_versions()
    with pytest.raises(WarehouseDamaged, match=before[0].removesuffix(".duckdb")):
        loaded.load(CORRECTED)
    assert sorted(path.name for path in loaded.warehouse.folder.glob("v*.duckdb")) == before
