"""The archive of weekly exports: only what a manifest names, only for those who may; one made now, and two compared."""

import io
import time
import zipfile

import orjson
import pytest

from dashboard.stewardship import export_archive, export_run
from etl.places import data_folder
from tests.dashboard.stewardship.client import ANALYST, OTHER, PARTNER, PUBLISHER, VIEWER, ask


@pytest.fixture
def archive():
    """Two weeks, as small as can be; the second in two languages."""
    for week, day, value, editions in (("2026-W46", "2026-11-13", 1, [""]), ("2026-W47", "2026-11-20", 2, ["", "en"])):
        for edition in editions:
            folder = data_folder() / "exports" / week / edition
            folder.mkdir(parents=True)
            for name in ("overview.png", "brief.pdf"):
                (folder / name).write_bytes(f"{week} {edition}{name}".encode())
            (folder / "secret.txt").write_text("not in the manifest")
            said = {
                "files": {"overview.png": {}, "brief.pdf": {}},
                "week": week,
                "as_of": day,
                "language": edition or "zh-Hans",
                "version": "v1",
                "made_at": f"{day}T17:00:00+08:00",
                "brief": {"title": week, "sentences": ["交流团组 1 团"]},
                "pages": [{"name": "overview", "address": "/", "values": {"delegations": value}}],
            }
            (folder / "manifest.json").write_bytes(orjson.dumps(said))


@pytest.fixture
def command(monkeypatch):
    """What the export's command does instead: says what it was asked, and does as the test says."""

    def runs(code):
        monkeypatch.setattr(export_run, "COMMAND", ["-c", f"import sys, time, os, pathlib\n{code}"])

    yield runs
    for run in export_run._last:
        run.process.kill()
        run.process.wait()
    export_run._last.clear()


def ended(who=ANALYST):
    """How the run stands once it is over."""
    for _ in range(100):
        run = ask("GET", "exports", who=who).json["run"]
        if run["state"] != "running":
            return run
        time.sleep(0.05)
    raise AssertionError(run)


def test_the_weeks_newest_first(archive):
    told = ask("GET", "exports", who=ANALYST).json
    assert [week["week"] for week in told["weeks"]] == ["2026-W47", "2026-W46"]
    newest = told["weeks"][0]
    assert newest["files"] == ["brief.pdf"]
    assert newest["pictures"] == ["overview.png"]
    assert newest["as_of_words"] == "20 Nov 2026"
    assert [edition["folder"] for edition in newest["editions"]] == ["", "en"]
    assert (told["chosen"], told["formats"]) == (["zh-Hans"], ["png", "pdf", "pptx", "xlsx"])


def test_a_file_as_it_lies_there(archive):
    got = ask("GET", "exports/2026-W47/brief.pdf", who=ANALYST)
    assert (got.status, got.body) == (200, b"2026-W47 brief.pdf")
    assert "attachment" in got.headers["content-disposition"]
    assert ask("GET", "exports/2026-W47/overview.png", who=ANALYST, look="1").headers["content-type"] == "image/png"


def test_a_week_in_one_file(archive):
    got = ask("GET", "exports/2026-W47.zip", who=ANALYST)
    assert 'filename="2026-W47.zip"' in got.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(got.body)) as packed:
        names = ("overview.png", "brief.pdf", "manifest.json")
        assert packed.namelist() == [f"2026-W47/{edition}{name}" for edition in ("", "en/") for name in names]
        assert packed.read("2026-W47/en/brief.pdf") == b"2026-W47 enbrief.pdf"
    assert ask("GET", "exports/2026-W40.zip", who=ANALYST).status == 404


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


def test_weeks_are_compared_by_the_command(archive, monkeypatch):
    """What it says of two real weeks is tested with the command; here nothing was kept of them, and that is said."""
    got = ask("GET", "exports/compare", who=ANALYST, one="2026-W47", other="2026-W46")
    assert (got.status, got.json["message"]) == (
        409,
        "What 2026-W46 was told from is not kept, so it cannot be compared; export that week again",
    )
    assert ask("GET", "exports/compare", who=ANALYST, one="2026-W47", other="2026-W01").status == 404
    monkeypatch.setattr(export_archive, "_compared", lambda *asked: {"rows": list(asked[:3])})
    told = ask("GET", "exports/compare", who=ANALYST, one="2026-W47", other="2026-W46").json
    assert told == {"rows": ["2026-W46", "2026-W47", "en"]}


@pytest.mark.parametrize("who", [None, PARTNER, VIEWER])
def test_others_get_nothing(archive, who):
    status = 401 if who is None else 403
    for path in ("exports", "exports/compare", "exports/2026-W47/brief.pdf", "exports/2026-W47.zip", "exports/taken"):
        assert ask("GET", path, who=who).status == status
    assert ask("POST", "exports", {}, who=who).status == status


def test_one_runs_at_a_time_and_tells_how_far_it_is(archive, command):
    command("print('visits (en)', file=sys.stderr, flush=True); time.sleep(30)")
    got = ask("POST", "exports", {"languages": ["en", "zh-Hans"]}, who=ANALYST)
    # Seven shots in each of two languages.
    assert (got.json["run"]["state"], got.json["run"]["shots"]) == ("running", 14)
    for _ in range(100):
        run = ask("GET", "exports", who=OTHER).json["run"]
        if run["number"]:
            break
        time.sleep(0.05)
    assert (run["number"], run["said"], run["by"]) == (1, "visits (en)", "mei")
    assert ask("POST", "exports", {}, who=OTHER).status == 409


def test_what_is_chosen_goes_to_the_command(archive, command):
    command("print(' '.join(sys.argv[1:]), os.environ['LC_ALL'], file=sys.stderr); sys.exit(1)")
    ask("POST", "exports", {"formats": ["pdf", "png"], "languages": ["en"]}, who=ANALYST, language="zh-Hant")
    run = ended()
    assert (run["state"], run["said"]) == ("refused", "--format png,pdf --language en --by=mei zh_HK.UTF-8")


@pytest.mark.parametrize("sent", [{"formats": ["exe"]}, {"languages": ["--url"]}, {"formats": "png"}])
def test_nothing_else_goes_to_the_command(archive, command, sent):
    assert ask("POST", "exports", sent, who=ANALYST).status == 400
    assert ask("GET", "exports", who=ANALYST).json["run"] is None


def test_one_shot_to_take_away_by_whom_asked(archive, command):
    command("pathlib.Path(sys.argv[3]).write_text(' '.join([*sys.argv[1:3], *sys.argv[4:]]))")
    asked = {"name": "visits", "format": "pdf", "language": "en"}
    assert ask("POST", "exports/shot", asked, who=ANALYST).status == 200
    assert ended()["file"].startswith("visits-")
    got = ask("GET", "exports/taken", who=ANALYST)
    assert got.body == b"shot visits --language en"
    assert ended(OTHER)["file"] == ""
    assert ask("GET", "exports/taken", who=OTHER).status == 404


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"name": "nobody", "format": "png", "language": "en"}, 404),
        ({"name": "visits", "format": "xlsx", "language": "en"}, 400),
        ({"name": "visits", "format": "png", "language": "fr"}, 400),
        ({}, 400),
    ],
)
def test_a_shot_that_there_is_not(archive, command, asked, status):
    assert ask("POST", "exports/shot", asked, who=ANALYST).status == status


def test_an_export_on_another_machine_is_told(archive):
    file = data_folder() / "exports" / ".running"
    file.write_text("filelock/2\npid=1\nhost=second-server\nmode=lease\ntoken=0\nduration=60.0\n", "ascii")
    assert ask("GET", "exports", who=PUBLISHER).json["elsewhere"] == "second-server"
