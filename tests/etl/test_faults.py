"""What happens to a load must never happen to the warehouse: kills, full disks, two writers at once."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

import pytest

from etl.pipeline import check_path
from tests.conftest import ROOT, as_csv

VISITS = ["编号", "日期", "方向", "机构", "涉及行业", "人数", "主题"]
OLD, NEW = 50, 3_000  # rows of the version before, rows of the load that is killed
ROUNDS = 24


def rows(count, prefix):
    made = (
        [f"{prefix}{n}", f"2024年{n % 12 + 1}月7日", "赴港", "HKPC、HKUST", "潮玩", n % 40, "会议"]
        for n in range(count)
    )
    return [VISITS, *made]


def start(*arguments, **options):
    """A loader in a session of its own."""
    command = [sys.executable, "-m", "etl", *map(str, arguments)]
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, **output, **options)


def finish(loader):
    """(exit status, what it said) of a loader, at its end."""
    stdout, stderr = loader.communicate(timeout=60)
    assert "Traceback" not in stderr, stderr
    assert stdout == ""
    return loader.returncode, stderr


def state(loaded):
    """(rows kept, rows of the state, loads): in a torn version they disagree."""
    tables = ("visits_rows", "visits", "loads")
    return loaded.query("select " + ", ".join(f"(select count(*) from {table})" for table in tables))[0]


@pytest.fixture
def big(tmp_path):
    path = tmp_path / "big.csv"
    path.write_bytes(as_csv(rows(NEW, "N")))
    return path


def test_a_killed_load_leaves_the_version_before_or_the_new_one(loaded, big):
    loaded.load(rows(OLD, "O"))
    before, after = (OLD, OLD, 1), (OLD + NEW, OLD + NEW, 2)
    folder = loaded.warehouse.folder
    kept = folder.with_name("kept")
    shutil.copytree(folder, kept)
    began = time.monotonic()
    assert finish(start("load", big))[0] == 0
    whole = time.monotonic() - began
    assert state(loaded) == after
    chance = random.Random(5)
    outcomes = []
    for _ in range(ROUNDS):
        if state(loaded) != before:
            shutil.rmtree(folder)
            shutil.copytree(kept, folder)
        loader = start("load", big)
        time.sleep(chance.uniform(0.1, 1.05) * whole)
        os.killpg(loader.pid, signal.SIGKILL)
        loader.communicate()
        outcomes.append(state(loaded))
    assert set(outcomes) <= {before, after}
    assert outcomes.count(before) >= 5, "the kills did not land inside"
    # the next load works and clears up
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)
    (folder / "draft-1.duckdb").write_bytes(b"half")
    (folder / "draft-rows-1").mkdir()
    (folder / "draft-rows-1" / "rows.parquet").write_bytes(b"half")
    assert finish(start("load", big))[0] == 0
    assert state(loaded) == after
    assert not list(folder.glob("draft-*"))


def test_a_second_writer_waits_and_both_loads_are_there(loaded, tmp_path):
    paths = []
    for writer in range(3):
        path = tmp_path / f"{writer}.csv"
        path.write_bytes(as_csv(rows(300, f"W{writer}-")))
        paths.append(path)
    loaders = [start("load", path) for path in paths]
    assert [finish(loader)[0] for loader in loaders] == [0, 0, 0]
    assert state(loaded) == (900, 900, 3)
    assert loaded.query("select list(load_id order by load_id) from loads") == [([1, 2, 3],)]


def test_readers_are_undisturbed_by_a_load(loaded, big):
    loaded.load(rows(OLD, "O"))
    loader = start("load", big)
    seen = set()
    with loaded.connection() as reader:
        while loader.poll() is None:
            assert reader.execute("select count(*) from visits").fetchall() == [(OLD,)]
            seen.add(loaded.query("select (select count(*) from visits), count(*) from visits_rows")[0])
    assert finish(loader)[0] == 0
    seen.add(loaded.query("select (select count(*) from visits), count(*) from visits_rows")[0])
    assert seen == {(OLD, OLD), (OLD + NEW, OLD + NEW)}


@pytest.mark.parametrize("limit", [1_000, 50_000, 400_000, 1_000_000, 2_000_000])
def test_a_disk_that_takes_no_more_is_said_in_one_sentence(loaded, make_workbook, limit):
    loaded.load(rows(OLD, "O"))
    before, version = state(loaded), loaded.warehouse.current()
    many = make_workbook(rows(NEW, "N"))
    loader = start("load", many, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    status, stderr = finish(loader)
    assert status == 1
    said = [line for line in stderr.splitlines() if not line.startswith("workbook.xlsx:")]
    assert len(said) == 1, stderr
    assert "磁盘" in said[0]
    assert state(loaded) == before
    assert loaded.warehouse.current() == version
    assert not list(loaded.warehouse.folder.glob("draft-*"))
    assert not list(loaded.warehouse.folder.parent.glob("received/.*"))
    # with room again, the same load works
    assert loaded.warehouse.load([check_path(many)], "tester")["new"]
