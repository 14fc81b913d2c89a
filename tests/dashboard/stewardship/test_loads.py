"""The history of loads: what each role sees and may do, undo and redo with their effect, workbooks byte for byte."""

import hashlib

import pytest

from dashboard.stewardship.attachment import file_name
from etl import audit
from etl.pipeline import check_workbook
from etl.warehouse import open_warehouse
from tests.conftest import as_csv
from tests.dashboard.stewardship.client import ADMIN, ALONE, ANALYST, OTHER, PARTNER, PUBLISHER, VIEWER, ask
from tests.dashboard.story import VISITS, clock_of

FIRST = as_csv([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3], ["V2", "不是日期", "赴港", "HKPC", 4]])
SECOND = as_csv([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 5]])


@pytest.fixture(autouse=True)
def at(monkeypatch):
    at = clock_of(monkeypatch)
    at(2026, 11, 10, 9)
    return at


@pytest.fixture
def loaded(at):
    """Two loads by the same person; the second corrects a row of the first."""
    for name, content in (("first.csv", FIRST), ("second.csv", SECOND)):
        open_warehouse().load([check_workbook(content, name)], ANALYST.name)
    at(2026, 11, 12, 9)


def version(who=ADMIN):
    return ask("GET", "loads", who=who).json["version"]


def test_the_history_says_who_when_what_and_what_came_of_it(loaded):
    got = ask("GET", "loads", who=ANALYST).json
    second, first = got["loads"]
    assert (got["number"], got["first"]) == (2, 0)
    assert (first["id"], first["by"], first["workbook"], first["at_words"]) == (
        1,
        "mei",
        "first.csv",
        "10 Nov 2026 09:00",
    )
    assert first["rows"] == {"added": 1, "changed": 0, "unchanged": 0, "rejected": 1}
    assert second["rows"] == {"added": 0, "changed": 1, "unchanged": 0, "rejected": 0}
    assert (first["problems"], second["problems"], first["state"]) == (1, 0, "active")
    assert first["sha256"] == hashlib.sha256(FIRST).hexdigest()


def test_of_a_long_history_a_page_is_given(loaded):
    assert ask("GET", "loads", who=ANALYST, first="1").json["loads"][0]["id"] == 1
    assert ask("GET", "loads", who=ANALYST, first="2").json["loads"] == []
    assert ask("GET", "loads", who=ANALYST, first="-1").status == 404


def test_a_load_opened_shows_problems_and_changed_rows_old_and_new(loaded):
    first = ask("GET", "loads/1/changes", who=ANALYST).json
    assert first["counts"] == [{"code": "bad_date", "words": "date not readable", "number": 1}]
    (problem,) = first["problems"]
    assert (problem["cell"], problem["seen"], problem["row_kept"]) == ("B3", "不是日期", False)
    assert problem["message"].startswith("“不是日期” is not a date")
    (row,) = ask("GET", "loads/2/changes", who=ANALYST).json["changes"]
    assert (row["id"], row["row_number"]) == ("V1", 2)
    assert row["columns"] == [{"heading": "persons in the delegation", "cell": "E2", "old": 3, "new": 5}]


def test_undo_shows_its_effect_first_and_redo_brings_everything_back(loaded):
    shown = ask("GET", "loads/2/effects", who=ANALYST, change="undo").json
    numbers = {(e["indicator"], e["period"]): (e["before"], e["after"]) for e in shown["effects"]}
    assert numbers == {("participants", "all_time"): ("5", "3"), ("participants", "this_year"): ("5", "3")}
    # Looking changes nothing.
    assert version() == shown["version"]
    done = ask("POST", "loads/2/undo", {"version": shown["version"]}, who=ANALYST)
    assert (done.status, done.json["version"]) == (200, version())
    second = ask("GET", "loads", who=ANALYST).json["loads"][0]
    assert (second["state"], second["undone_by"], second["undone_at_words"]) == ("undone", "mei", "12 Nov 2026 09:00")
    back = ask("GET", "loads/2/effects", who=ANALYST, change="redo").json
    assert [(e["before"], e["after"]) for e in back["effects"]] == [("3", "5"), ("3", "5")]
    assert ask("POST", "loads/2/redo", {"version": back["version"]}, who=ANALYST).status == 200
    assert ask("GET", "loads", who=ANALYST).json["loads"][0]["state"] == "active"
    told = [(one["action"], one["by"], one["about"]) for one in audit.entries(most=2)]
    assert told == [("redo", "mei", "2"), ("undo", "mei", "2")]


def test_what_a_load_did_is_told_too(loaded):
    did = ask("GET", "loads/2/effects", who=ANALYST, change="load").json["effects"]
    assert [(e["before"], e["after"]) for e in did] == [("3", "5"), ("3", "5")]


def test_what_was_shown_of_another_version_is_not_done(loaded):
    shown = version()
    assert ask("POST", "loads/2/undo", {"version": shown}, who=ANALYST).status == 200
    late = ask("POST", "loads/1/undo", {"version": shown}, who=ANALYST)
    assert (late.status, "new version" in late.json["message"]) == (409, True)
    assert ask("POST", "loads/1/undo", {}, who=ANALYST).status == 409
    assert ask("GET", "loads/1/changes", who=ANALYST).json["load"]["state"] == "active"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *((who, 403) for who in (PARTNER, VIEWER, OTHER)), (None, 401),
        (ANALYST, 200), (PUBLISHER, 200), (ADMIN, 200), (ALONE, 200),
    ],
)  # fmt: skip
def test_who_may_undo_it(loaded, who, status):
    shown = version()
    assert ask("GET", "loads/2/effects", who=who, change="undo").status == status
    assert ask("POST", "loads/2/undo", {"version": shown}, who=who).status == status
    state = ask("GET", "loads/2/changes", who=ADMIN).json["load"]["state"]
    assert state == ("undone" if status == 200 else "active")


def test_ones_own_load_may_be_undone_for_some_days_only(loaded, at):
    at(2026, 11, 17, 8, 59)
    assert ask("GET", "loads", who=ANALYST).json["loads"][0]["may"]["change"]
    at(2026, 11, 17, 9, 0, 1)
    refused = ask("POST", "loads/2/undo", {"version": version()}, who=ANALYST)
    assert (refused.status, "7 days" in refused.json["message"]) == (403, True)
    assert not ask("GET", "loads", who=ANALYST).json["loads"][0]["may"]["change"]
    assert ask("POST", "loads/2/undo", {"version": version()}, who=PUBLISHER).status == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *((who, 403) for who in (PARTNER, VIEWER, OTHER)), (None, 401),
        (ANALYST, 200), (PUBLISHER, 403), (ADMIN, 200), (ALONE, 200),
    ],
)  # fmt: skip
def test_the_workbook_comes_as_it_was_received_to_whom_may_have_it(loaded, who, status):
    got = ask("GET", "loads/1/workbook", who=who)
    assert got.status == status
    assert (got.body == FIRST) == (status == 200)
    if status == 200:
        assert got.headers["content-type"] == "application/octet-stream"
        assert got.headers["x-content-type-options"] == "nosniff"


def test_its_marked_copy_is_for_them_as_well(loaded):
    got = ask("GET", "loads/1/repaired", who=ANALYST)
    assert (got.status, got.body[:2]) == (200, b"PK")
    assert "first-repaired.xlsx" in got.headers["content-disposition"]
    assert ask("GET", "loads/1/repaired", who=OTHER).status == 403


@pytest.mark.parametrize(
    ("written", "plain", "coded"),
    [
        ("台账 2026.xlsx", "__ 2026.xlsx", "%E5%8F%B0%E8%B4%A6%202026.xlsx"),
        ('a"; filename="b.exe\r\nSet-Cookie: x.xlsx', "a__ filename=_b.exeSet-Cookie_ x.xlsx".replace("=", "_"), None),
        ("../../etc/passwd.csv", "_.._etc_passwd.csv", "_.._etc_passwd.csv"),
        ("\u202excod.exe.xlsx", "xcod.exe.xlsx", "xcod.exe.xlsx"),
    ],
)
def test_a_file_name_never_acts_hides_or_leads_elsewhere(written, plain, coded, loaded):
    from dashboard.stewardship.attachment import attachment

    header = attachment(b"x", written).headers["content-disposition"]
    assert header.startswith(f'attachment; filename="{plain}"; ')
    assert "\n" not in header and "\r" not in header
    if coded:
        assert header.endswith(f"filename*=UTF-8''{coded}")


def test_a_long_file_name_is_cut_and_keeps_its_ending():
    assert file_name("长" * 300 + ".xlsx") == "长" * 115 + ".xlsx"
    assert file_name("...") == "workbook"


@pytest.mark.parametrize("id", ["99", "0", "1 or 1=1", "-1", "１", "9999999999"])
def test_of_a_load_that_there_is_not_nothing_is_told(loaded, id):
    for method, path in (("GET", "changes"), ("GET", "workbook"), ("POST", "undo"), ("POST", "redo")):
        got = ask(method, f"loads/{id}/{path}", {"version": version()} if method == "POST" else None, who=ADMIN)
        assert (got.status, got.json["message"]) == (404, "There is no such load")
    assert ask("GET", "loads/1/effects", who=ADMIN, change="drop").status == 400


def test_a_load_undone_already_is_refused_in_a_sentence(loaded):
    assert ask("POST", "loads/2/undo", {"version": version()}, who=ANALYST).status == 200
    again = ask("POST", "loads/2/undo", {"version": version()}, who=ANALYST)
    assert again.status == 409
    assert again.json["message"]


@pytest.mark.parametrize(
    ("who", "status"), [(None, 401), (VIEWER, 403), (ANALYST, 403), (PUBLISHER, 403), (ADMIN, 200)]
)
def test_the_record_of_actions_is_for_administrators(loaded, who, status):
    audit.record("undo", "mei", "2", workbook="<b>x</b>")
    got = ask("GET", "audit", who=who)
    assert got.status == status
    if status == 200:
        entry = got.json["entries"][0]
        assert (entry["by"], entry["words"], entry["about"]) == ("mei", "undid", "2")
        assert (got.json["number"], got.json["damages"]) == (3, [])  # after two loads


def test_an_altered_record_is_said(loaded):
    audit.record("undo", "mei", "2")
    log = audit.audit_folder() / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b"mei", b"ken"))
    assert len(ask("GET", "audit", who=ADMIN).json["damages"]) >= 1
