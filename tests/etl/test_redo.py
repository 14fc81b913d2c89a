"""An undo that ends is as if it had not been; days on which it held still show what they showed."""

from datetime import date

import orjson
import pytest

from etl import audit, clock
from etl.draft import connect
from etl.errors import CooperationError, UnknownLoad
from etl.history import corrections, decisions, undoing
from etl.history.undoing import redo_change, undo_change
from etl.state import state_sql
from etl.trial import trial
from etl.verify import verify
from tests.conftest import run

VISITS = ["编号", "日期", "机构", "人数"]
PLAIN = ["日期", "方向", "机构", "人数", "主题"]
MAY, JUNE = ["2024年5月7日", "赴港", "HKPC", 3, "会议"], ["2024年6月7日", "来访", "HKUST", 4, "调研"]


@pytest.fixture
def on(monkeypatch):
    """`on("2026-03-01")`: from now on it is that day at the office."""

    def day(text):
        for module in (clock, corrections, decisions, undoing):
            monkeypatch.setattr(module, "now", lambda: f"{text}T09:00:00+08:00")
        monkeypatch.setattr("etl.publish.now", lambda: f"{text}T09:00:00+08:00")

    return day


def digest(warehouse):
    report = verify(warehouse)
    assert report["ok"], report["damaged"]
    return report["digest"]


def test_undo_and_redo_leave_no_trace_in_the_state(loaded):
    loaded.load([VISITS, ["V1", "2024-05-07", "HKPC", 3]], name="a.csv")
    without = digest(loaded.warehouse)
    loaded.load([VISITS, ["V1", "2024-05-07", "HKPC", 5], ["V2", "2024-06-07", "HKU", 4]], name="b.csv")
    before = digest(loaded.warehouse)
    for _ in range(2):
        loaded.warehouse.undo(2, "陈")
        assert digest(loaded.warehouse) == without
        loaded.warehouse.redo(2, "李")
        assert digest(loaded.warehouse) == before
    spells = loaded.query("select load_id, undone_by, redone_by from undone_spells")
    assert spells == [(2, "陈", "李"), (2, "陈", "李")]
    assert loaded.query("select undone_at, undone_by from loads where load_id = 2") == [(None, None)]


def test_the_days_of_an_undo_stay_what_they_were(loaded, on):
    on("2026-03-01")
    loaded.load([VISITS, ["V1", "2024-05-07", "HKPC", 3]], name="a.csv")
    loaded.load([VISITS, ["V2", "2024-06-07", "HKU", 4]], name="b.csv")
    on("2026-03-10")
    loaded.warehouse.undo(2, "陈")
    on("2026-03-20")
    loaded.warehouse.redo(2, "陈")
    on("2026-03-25")
    loaded.warehouse.undo(1, "陈")

    def people(day):
        return loaded.total("participants", as_of=date.fromisoformat(day))

    assert [people(f"2026-03-{day}") for day in ("01", "09", "10", "19", "20", "24", "25")] == [7, 7, 3, 3, 7, 7, 4]
    assert people("2026-02-28") in (0, None)


def test_a_correction_returns_with_the_load_that_made_it(loaded, on):
    """The key of the second row is corrected; without the correction the row before counts as well."""
    on("2026-03-01")
    loaded.load([PLAIN, MAY, JUNE], name="台账.csv")
    on("2026-03-05")
    loaded.load([PLAIN, MAY, [*JUNE[:4], "考察"]], name="台账.csv")
    topics = "select topic from visits order by start_date"
    assert loaded.query(topics) == [("会议",), ("考察",)]
    on("2026-03-10")
    loaded.warehouse.undo(2, "陈")
    assert loaded.query(topics) == [("会议",), ("调研",)]
    on("2026-03-20")
    loaded.warehouse.redo(2, "陈")
    assert loaded.query(topics) == [("会议",), ("考察",)]
    assert [loaded.total("delegations", as_of=date(2026, 3, day)) for day in (1, 5, 10, 20)] == [2, 2, 2, 2]
    assert verify(loaded.warehouse)["damaged"] == []


def test_a_load_that_came_meanwhile_joins_its_series(loaded):
    """Loaded while its first version was undone, the copy began a series of its own."""
    loaded.load([PLAIN, MAY, JUNE], name="台账.csv")
    loaded.warehouse.undo(1, "陈")
    loaded.load([PLAIN, MAY, [*JUNE[:4], "考察"]], name="台账.csv")
    series = "select load_id, series from loads order by load_id"
    assert loaded.query(series) == [(1, 1), (2, 2)]
    loaded.warehouse.redo(1, "陈")
    assert loaded.query(series) == [(1, 1), (2, 1)]
    assert loaded.query("select topic from visits order by start_date") == [("会议",), ("考察",)]


def test_the_same_bytes_never_count_twice(loaded):
    rows = [VISITS, ["V1", "2024-05-07", "HKPC", 3]]
    loaded.load(rows, name="a.csv")
    loaded.warehouse.undo(1, "陈")
    loaded.load(rows, name="a.csv")
    with pytest.raises(CooperationError, match="批次 2"):
        loaded.warehouse.redo(1, "陈")
    loaded.warehouse.undo(2, "陈")
    loaded.warehouse.redo(1, "陈")
    with pytest.raises(CooperationError, match="批次 1"):
        loaded.warehouse.redo(2, "陈")


def test_what_cannot_be_brought_back(loaded):
    with pytest.raises(UnknownLoad, match="没有编号为 1"):
        loaded.warehouse.redo(1, "陈")
    loaded.load([VISITS, ["V1", "2024-05-07", "HKPC", 3]])
    with pytest.raises(UnknownLoad, match="没有被撤销"):
        loaded.warehouse.redo(1, "陈")
    with pytest.raises(UnknownLoad, match="没有编号为 7"):
        loaded.warehouse.redo(7, "陈")


def test_on_trial_nothing_is_published(loaded):
    loaded.load([VISITS, ["V1", "2024-05-07", "HKPC", 3]])
    version = loaded.warehouse.current()
    counts = "select count(*) from visits"
    with trial(undo_change(1, "陈")) as path, connect(path, read_only=True) as connection:
        assert connection.execute(counts).fetchall() == [(0,)]
    assert (loaded.warehouse.current(), loaded.query(counts)) == (version, [(1,)])
    loaded.warehouse.undo(1, "陈")
    with trial(redo_change(1, "陈")) as path, connect(path, read_only=True) as connection:
        assert connection.execute(counts).fetchall() == [(1,)]
    assert loaded.query(counts) == [(0,)]


def test_decisions_on_trial(loaded):
    loaded.load([VISITS, ["V1", "2024-05-07", "HKPC", 3]])
    body = "select partners[1] from visits"
    change = decisions.decide_change("name_merged", "partners", "香港生产力促进局", "香港大学", "陈", None)
    with trial(change) as path, connect(path, read_only=True) as connection:
        assert connection.execute(body).fetchall() == [("香港大学",)]
    decision, _ = loaded.warehouse.change(change)
    assert loaded.query(body) == [("香港大学",)]
    with trial(decisions.revoke_change(decision, "陈")) as path, connect(path, read_only=True) as connection:
        assert connection.execute(body).fetchall() == [("香港生产力促进局",)]


def test_a_version_of_an_earlier_release(loaded):
    """It knows no spells: it is read as of any day, and the first redo makes the table."""
    loaded.load([VISITS, ["V1", "2024-05-07", "HKPC", 3]])
    with connect(loaded.warehouse.current(), read_only=False) as connection:
        connection.execute("drop table undone_spells")
    with loaded.connection() as connection:
        found = connection.execute(f"select participants from ({state_sql('visits', 'day')})", {"day": clock.today()})
        assert found.fetchall() == [(3,)]
    loaded.warehouse.undo(1, "陈")
    loaded.warehouse.redo(1, "陈")
    assert loaded.total("participants") == 3


def test_the_commands_and_what_the_log_says(loaded):
    loaded.load([VISITS, ["V1", "2024-05-07", "HKPC", 3]], by="陈")
    assert run("undo", "1", "--by", "李").returncode == 0
    done = run("redo", "1", "--by", "王")
    assert (done.returncode, "撤销已取消" in done.stderr) == (0, True)
    assert run("redo", "1").returncode == 1
    (load,) = orjson.loads(run("loads", "--json").stdout)
    assert load["state"] == "active"
    told = [(entry["action"], entry["by"], entry["about"]) for entry in audit.entries()]
    assert told == [("redo", "王", "1"), ("undo", "李", "1"), ("load", "陈", "1")]
    assert audit.verify() == []
