"""What `verify` says: a digest of the content alone, and every damage named."""

import json
import shutil

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.digest import content_columns, digest_of_load, digests, load_digests
from etl.draft import connect
from etl.pipeline import check_workbook
from etl.places import received_folder
from etl.verify import verify
from etl.warehouse import Warehouse
from tests.conftest import ROOT, Rows, as_csv, run

VISITS = ["编号", "日期", "方向", "机构", "人数"]
INTENTS = ["编号", "签约日期", "项目名称", "阶段", "金额（万元）"]
# Later workbooks correct rows of earlier ones; the last is the first with its rows the other way round.
WORKBOOKS: list[Rows] = [
    [VISITS, ["V1", "2024年5月7日", "赴港", "HKPC、HKUST", 3], ["V2", "2024年6月7日", "来访", "HKU", 4]],
    [VISITS, ["V2", "2024年6月7日", "来访", "HKU", 5], ["V3", "2024年7月", "赴港", "某会, 某社", 6]],
    [INTENTS, ["I1", "2024年5月7日", "甲", "意向", 0.1], ["I2", "2024年5月8日", "乙", "框架协议", "超1.5亿元"]],
    [INTENTS, ["I1", "2024年6月7日", "甲", "正式签约", 0.2]],
    [VISITS, ["V2", "2024-06-07", "来访", "香港大学", 4], ["V1", "2024-05-07", "赴港", "HKPC;HKUST", 3]],
]
CHECKED = [check_workbook(as_csv(rows), f"{number}.csv") for number, rows in enumerate(WORKBOOKS)]


def digest(warehouse):
    report = verify(warehouse)
    assert report["ok"], report["damaged"]
    return report["digest"]


def codes(warehouse):
    report = verify(warehouse)
    assert report["ok"] == (not report["damaged"])
    return [damage["code"] for damage in report["damaged"]]


@pytest.fixture
def filled(warehouse):
    """A warehouse with two loads."""
    warehouse.load([CHECKED[0]], "a")
    warehouse.load([CHECKED[2]], "a")
    return warehouse


@pytest.fixture
def corrected(filled):
    """The same with later loads that correct some of the rows, so that the state is not all that is kept."""
    filled.load([CHECKED[1]], "a")
    filled.load([CHECKED[3]], "a")
    return filled


def change(warehouse, sql):
    with connect(warehouse.current(), read_only=False) as connection:
        connection.execute(sql)


def test_the_json_of_the_contract(filled):
    report = verify(filled)
    assert list(report) == ["version", "ok", "digest", "tables", "damaged"]
    assert (report["version"], report["ok"], report["damaged"]) == (filled.current().stem, True, [])
    assert list(report["tables"]) == ["visits", "intents", "talent_flows"]
    visits = report["tables"]["visits"]
    assert (visits["rows"], list(visits["loads"]), visits["loads"]["1"]["rows"]) == (2, ["1"], 2)
    assert len(visits["loads"]["1"]["hash"]) == len(report["digest"]) == 64
    assert report["tables"]["talent_flows"] == {"rows": 0, "loads": {}}


def test_an_undone_load_is_still_on_record(filled):
    before = verify(filled)["tables"]["visits"]["loads"]
    filled.undo(1, "a")
    after = verify(filled)["tables"]["visits"]
    assert (after["rows"], after["loads"]) == (0, before)


def test_names_places_and_order_are_no_content(warehouse, tmp_path):
    other = Warehouse(tmp_path / "other")
    warehouse.load([CHECKED[0]], "a")
    other.load([CHECKED[2]], "b")
    other.load([CHECKED[4]], "b")
    assert digest(other) != digest(warehouse)
    other.undo(1, "b")
    assert digest(other) == digest(warehouse)


@pytest.mark.parametrize("column", ["participants = 9", "partners = ['某会, 某', '社']", "extra = '{}'", "topic = ''"])
def test_any_value_is_content(warehouse, column):
    warehouse.load([CHECKED[0]], "a")
    warehouse.load([CHECKED[1]], "a")
    before = verify(warehouse)["digest"]
    change(warehouse, f"update visits set {column} where visit_id = 'V3'")
    assert verify(warehouse)["digest"] != before
    assert codes(warehouse) == ["state_damaged"]


def test_nothing_loaded_and_all_undone_are_the_same(warehouse):
    empty = verify(warehouse)
    assert (empty["version"], empty["ok"]) == (None, True)
    warehouse.load([CHECKED[0]], "a")
    assert digest(warehouse) != empty["digest"]
    warehouse.undo(1, "a")
    assert digest(warehouse) == empty["digest"]


@settings(max_examples=6, deadline=None)
@given(steps=st.lists(st.tuples(st.booleans(), st.integers(0, 4)), min_size=1, max_size=6))
def test_undo_means_it_never_happened(tmp_path_factory, steps):
    """After any history the digest is that of a warehouse which only ever saw the loads that count, in their order."""
    folder = tmp_path_factory.mktemp("history")
    warehouse, active = Warehouse(folder / "a"), {}
    for is_load, number in steps:
        if is_load:
            for load_id in warehouse.load([CHECKED[number]], "a")["loads"]:
                before = digest(warehouse)
                active[load_id] = number
                if CHECKED[number - 1].sha256 not in {CHECKED[n].sha256 for n in active.values()}:
                    (extra,) = warehouse.load([CHECKED[number - 1]], "a")["loads"]
                    warehouse.undo(extra, "a")
                    assert digest(warehouse) == before
        elif active:
            load_id = sorted(active)[number % len(active)]
            del active[load_id]
            warehouse.undo(load_id, "a")
    straight = Warehouse(folder / "b")
    for load_id in sorted(active):
        straight.load([CHECKED[active[load_id]]], "b")
    assert digest(warehouse) == digest(straight)
    shutil.rmtree(folder)


def test_received_workbooks(filled):
    first, second = (received_folder() / CHECKED[number].sha256 for number in (0, 2))
    first.unlink()
    assert codes(filled) == ["received_missing"]
    second.write_bytes(second.read_bytes() + b"\n")
    assert codes(filled) == ["received_missing", "received_altered"]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("delete from visits_rows where visit_id = 'V1'", {"load_damaged", "state_damaged"}),
        ("delete from loads where load_id = 1", {"load_damaged", "state_damaged"}),
        ("update visits_rows set participants = 7", {"load_altered", "state_damaged"}),
        ("update visits_rows set row_number = 99 where visit_id = 'V1'", {"load_altered", "state_damaged"}),
        ("update visits_rows set cells = replace(cells, 'B', 'C')", {"load_altered", "state_damaged"}),
        ("update intent_stages set stage = 'mou'", {"state_damaged"}),
        ("drop table intents", {"version_damaged"}),
    ],
)
def test_changed_tables_are_named(corrected, sql, expected):
    change(corrected, sql)
    assert set(codes(corrected)) == expected


def test_a_state_that_is_all_that_is_kept_is_not_written_twice(filled):
    def kinds():
        with connect(filled.current(), read_only=True) as connection:
            sql = (
                "select table_name, table_type from information_schema.tables where table_name in ('visits', 'intents')"
            )
            return dict(connection.execute(sql).fetchall())

    assert kinds() == {"visits": "VIEW", "intents": "VIEW"}
    filled.load([CHECKED[1]], "a")
    assert kinds() == {"visits": "BASE TABLE", "intents": "VIEW"}
    filled.undo(3, "a")
    assert kinds() == {"visits": "BASE TABLE", "intents": "VIEW"}
    change(filled, "update visits_rows set participants = 7 where load_id = 1")
    assert codes(filled) == ["load_altered", "state_damaged"]


def test_versions(filled):
    for path in filled.folder.glob("v*.duckdb"):
        if path != filled.current():
            path.write_bytes(b"broken" * 1000)
    assert codes(filled) == ["version_damaged"]
    filled.current().write_bytes(b"broken" * 1000)
    assert "warehouse_damaged" in codes(filled)
    (filled.folder / "CURRENT").unlink()
    assert set(codes(filled)) == {"version_unreachable"}


def test_the_command(tmp_path):
    report = json.loads(run("verify", "--json").stdout)
    assert (report["ok"], report["version"]) == (True, None)
    run("load", ROOT / "data" / "samples" / "intents.xlsx")
    said = run("verify")
    assert (said.returncode, said.stdout, len(said.stderr.splitlines())) == (0, "", 1)
    (received,) = (tmp_path / "data" / "received").iterdir()
    received.unlink()
    done = run("verify", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["ok"], len(done.stderr.splitlines())) == (1, False, 1)
    assert report["damaged"][0]["code"] == "received_missing"
    (version,) = (tmp_path / "data" / "warehouse").glob("v*.duckdb")
    version.write_bytes(b"broken" * 1000)
    report = json.loads(run("verify", "--json").stdout)
    assert (report["version"], report["ok"], report["digest"]) == (version.stem, False, None)


def test_a_column_without_values_changes_no_digest(filled):
    """A release that adds a column finds the digests of the loads before it as they were noted."""
    with connect(filled.current(), read_only=True) as connection:
        connection.execute("create temp table wider as select *, null::varchar as new_column from visits")
        columns = content_columns("visits")
        before = digests(connection, "visits", columns, part="0")
        assert digests(connection, "wider", [*columns, "new_column"], part="0") == before
        connection.execute("update wider set new_column = 'x' where visit_id = 'V1'")
        assert digests(connection, "wider", [*columns, "new_column"], part="0") != before


def test_the_digest_noted_with_a_load_is_that_of_its_rows(filled):
    with connect(filled.current(), read_only=True) as connection:
        noted = dict(connection.execute("select load_id, content_hash from loads").fetchall())
        found = load_digests(connection)
    assert noted == {1: digest_of_load(found, 1), 2: digest_of_load(found, 2)}
    change(filled, "update loads set content_hash = null")  # of an earlier release
    assert codes(filled) == []


def test_digests_noted_before_rows_shared_anything_still_hold(corrected):
    filled = corrected
    with connect(filled.current(), read_only=True) as connection:
        whole = digest_of_load(load_digests(connection, 1, shared=()), 1)
        assert whole != digest_of_load(load_digests(connection, 1), 1)
    change(filled, f"update loads set content_hash = '{whole}' where load_id = 1")
    assert codes(filled) == []
    change(filled, "update visits_rows set row_number = 99 where visit_id = 'V1'")
    assert codes(filled) == ["load_altered", "state_damaged"]


@given(rows=st.permutations(list(range(30))), seed=st.integers(0, 29))
@settings(max_examples=10, deadline=None)
def test_order_is_no_content_and_one_character_is(filled_many, rows, seed):
    table = ", ".join(f"({row}, '说明{row}', [{row}::varchar, 'b'])" for row in rows)
    with duckdb.connect() as connection:
        connection.execute(f"create table t as select * from (values {table}) as t (n, said, names)")
        before = digests(connection, "t", ["n", "said", "names"], part="0")
        assert before == filled_many
        connection.execute(f"update t set said = said || ' ' where n = {seed}")
        assert digests(connection, "t", ["n", "said", "names"], part="0") != before
        # what is between two columns belongs to one of them
        connection.execute(f"update t set said = '说明', names = ['{seed}', '{seed}', 'b'] where n = {seed}")
        assert digests(connection, "t", ["n", "said", "names"], part="0") != before


@pytest.fixture(scope="module")
def filled_many():
    """The digest of thirty rows in their order."""
    with duckdb.connect() as connection:
        connection.execute(
            "create table t as select i as n, '说明' || i as said, [i::varchar, 'b'] as names from range(30) as r (i)"
        )
        return digests(connection, "t", ["n", "said", "names"], part="0")
