"""The archive of weekly exports: only what a manifest names, only for those who may, and two weeks with the cause."""

import orjson
import pytest

from dashboard.stewardship import export_run
from etl.pipeline import check_workbook
from etl.places import data_folder
from etl.warehouse import open_warehouse
from tests.conftest import as_csv
from tests.dashboard.stewardship.client import ANALYST, PARTNER, VIEWER, ask
from tests.dashboard.story import VISITS, clock_of


@pytest.fixture
def archive(monkeypatch):
    """Two weeks: one delegation in the first, two in the second."""
    at = clock_of(monkeypatch)
    at(2026, 11, 12, 9)
    open_warehouse().load([check_workbook(as_csv([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3]]), "a.csv")], "mei")
    at(2026, 11, 18, 9)
    open_warehouse().load([check_workbook(as_csv([VISITS, ["V2", "2026-05-08", "赴港", "HKPC", 3]]), "b.csv")], "mei")
    at(2026, 11, 20, 18)
    for week, day, value in (("2026-W46", "2026-11-13", 1), ("2026-W47", "2026-11-20", 2)):
        folder = data_folder() / "exports" / week
        folder.mkdir(parents=True)
        for name in ("overview.png", "brief.pdf"):
            (folder / name).write_bytes(f"{week} {name}".encode())
        (folder / "secret.txt").write_text("not in the manifest")
        said = {
            "files": {"overview.png": {}, "brief.pdf": {}},
            "week": week,
            "as_of": day,
            "language": "zh-Hans",
            "version": "v1",
            "made_at": f"{day}T17:00:00+08:00",
            "brief": {"title": week, "sentences": ["交流团组 1 团"]},
            "pages": [{"name": "overview", "address": "/", "values": {"delegations": value}}],
        }
        (folder / "manifest.json").write_bytes(orjson.dumps(said))


def test_the_weeks_newest_first(archive):
    weeks = ask("GET", "exports", who=ANALYST).json["weeks"]
    assert [week["week"] for week in weeks] == ["2026-W47", "2026-W46"]
    assert weeks[0]["files"] == ["brief.pdf"]
    assert weeks[0]["pictures"] == ["overview.png"]
    assert weeks[0]["as_of_words"] == "20 Nov 2026"


def test_a_file_as_it_lies_there(archive):
    got = ask("GET", "exports/2026-W47/brief.pdf", who=ANALYST)
    assert (got.status, got.body) == (200, b"2026-W47 brief.pdf")
    assert "attachment" in got.headers["content-disposition"]
    assert ask("GET", "exports/2026-W47/overview.png", who=ANALYST, look="1").headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    ("week", "name"),
    [
        ("2026-W47", "secret.txt"),
        ("2026-W47", "..%2fwarehouse"),
        ("..", "manifest.json"),
        (".frozen", "2026-W47"),
        ("2026-W40", "brief.pdf"),
    ],
)
def test_nothing_that_no_manifest_names(archive, week, name):
    assert ask("GET", f"exports/{week}/{name}", who=ANALYST).status == 404
    assert ask("GET", "exports/2026-W47/brief.pdf", who=ANALYST, edition="../2026-W46").status == 404


def test_two_weeks_and_what_made_the_difference(archive):
    got = ask("GET", "exports/compare", who=ANALYST, one="2026-W47", other="2026-W46").json
    assert (got["one"], got["other"]) == ("2026-W46", "2026-W47")
    (row,) = got["rows"]
    assert (row["name"], row["before"], row["now"], row["change"]) == ("Delegations", "1", "2", "+1")
    assert row["cause"] == "new +1"
    assert ask("GET", "exports/compare", who=ANALYST, one="2026-W47", other="2026-W01").status == 404


@pytest.mark.parametrize("who", [None, PARTNER, VIEWER])
def test_others_get_nothing(archive, who):
    status = 401 if who is None else 403
    for path in ("exports", "exports/compare", "exports/2026-W47/brief.pdf"):
        assert ask("GET", path, who=who).status == status
    assert ask("POST", "exports", {}, who=who).status == status


def test_one_runs_at_a_time_and_tells_how_far_it_is(archive, monkeypatch):
    code = "import sys, time; print('overview (zh-Hans)', file=sys.stderr, flush=True); time.sleep(30)"
    monkeypatch.setattr(export_run, "COMMAND", ["-c", code])
    got = ask("POST", "exports", {}, who=ANALYST)
    assert got.json["run"]["state"] == "running"
    try:
        assert ask("POST", "exports", {}, who=ANALYST).status == 409
    finally:
        export_run.stop()
    assert ask("GET", "exports", who=ANALYST).json["run"]["state"] == "refused"
