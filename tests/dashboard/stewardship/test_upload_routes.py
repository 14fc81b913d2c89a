"""The addresses behind the page `upload`, with real drafts: who may what, and what comes back."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dashboard.stewardship import upload_door
from dashboard.stewardship.endpoint import Refused
from dashboard.stewardship.upload_answers import checked_answer
from dashboard.stewardship.upload_columns import column_choices
from dashboard.stewardship.upload_quota import Quota
from etl.intake import queue
from etl.policy import POLICY
from etl.source import sources
from tests.conftest import as_csv
from tests.dashboard.stewardship.client import ANALYST, OTHER, PUBLISHER, VIEWER
from tests.dashboard.stewardship.client import ask as ask_as

ask = partial(ask_as, who=ANALYST)
ROWS = [
    ["日期", "方向", "机构", "人数"],
    ["2026-03-05", "赴港", "香港大学", 7],
    ["2026年2月30日", "赴港", "香港大学", 5],
]
NEVER = "0123456789abcdef"


@pytest.fixture(autouse=True)
def nobodys_hour(monkeypatch):
    """Nobody has uploaded anything within the hour."""
    monkeypatch.setattr(upload_door, "_quota", Quota())


@pytest.fixture
def draft():
    """A draft of mei's with one workbook, whose second row says a day that does not exist."""
    draft_id = ask("POST", "drafts", {}).json["id"]
    got = ask("PUT", f"drafts/{draft_id}/workbooks", parts=[as_csv(ROWS)], name="三月.csv")
    assert got.status == 200
    queue.read_waiting()
    return draft_id


def summary(draft_id, **options):
    return ask("GET", f"drafts/{draft_id}", **options)


def workbook(draft_id):
    (one,) = summary(draft_id).json["workbooks"]
    return one


def test_what_was_found_and_what_its_reader_may_do(draft):
    got = summary(draft).json
    assert got["is_ready"]
    assert got["may"] == {"change": True, "publish": True, "submit": False, "withdraw": True}
    (book,) = got["workbooks"]
    assert (book["name"], book["status"], book["rows"]["visits"]) == ("三月.csv", "checked", 1)
    assert [(one["code"], one["cell"]) for one in book["problems"]] == [("bad_date", "A3")]
    # Asked for again, the whole is not sent again.
    assert summary(draft, known=got["stamp"]).json == {"is_same": True}
    assert summary(draft, known="other").json["stamp"] == got["stamp"]


def test_a_cell_is_corrected_and_published(draft):
    sha256 = workbook(draft)["sha256"]
    answer = {"kind": "cell", "sha256": sha256, "sheet": workbook(draft)["tables"][0]["sheet"], "cell": "A3"}
    assert ask("POST", f"drafts/{draft}/answers", {**answer, "value": "2026-03-06"}).status == 200
    queue.read_waiting()
    assert workbook(draft)["rows"]["visits"] == 2
    assert ask("DELETE", f"drafts/{draft}/answers", {**answer, "value": ""}).status == 200
    queue.read_waiting()
    assert workbook(draft)["rows"]["visits"] == 1
    changes = ask("GET", f"drafts/{draft}/changes").json
    assert changes["tables"]["visits"] == {"new": 1, "changed": 0, "unchanged": 0, "gone": 0, "duplicates": 0}
    effects = {one["indicator"]: one["after"] for one in ask("GET", f"drafts/{draft}/effects").json["effects"]}
    assert effects["delegations"].startswith("1")
    done = ask("POST", f"drafts/{draft}/publish", {}).json
    assert done["loads"] == [1]
    assert ask("GET", "drafts").json == {"own": [], "waiting": []}


NAME = {"kind": "name", "table": "partners", "seen": "a", "name": "b"}
OF_A_DRAFT = [
    ("GET", "drafts/{}", None),
    ("DELETE", "drafts/{}/workbooks/00", {}),
    ("POST", "drafts/{}/answers", NAME),
    ("DELETE", "drafts/{}/answers", NAME),
    ("GET", "drafts/{}/changes", None),
    ("GET", "drafts/{}/effects", None),
    ("POST", "drafts/{}/submit", {}),
    ("POST", "drafts/{}/withdraw", {}),
    ("POST", "drafts/{}/publish", {}),
    ("GET", "drafts/{}/repaired/00", None),
]


def test_a_draft_is_its_authors_and_nobody_else_learns_of_it(draft):
    for method, path, sent in OF_A_DRAFT:
        own, none = path.format(draft), path.format(NEVER)
        assert ask(method, own, sent, who=None).status == 401, path
        assert ask(method, own, sent, who=VIEWER).status == 403, path
        refused = [ask(method, own, sent, who=OTHER), ask(method, own, sent, who=PUBLISHER), ask(method, none, sent)]
        assert {(one.status, one.message) for one in refused} == {
            (404, "There is no such draft, or it is not yours; reload the page")
        }, path
    assert summary(draft).json["draft"]["state"] == "open"


@pytest.mark.parametrize("draft_id", ["..", "%2e%2e", "0" * 65, "a.b", "a b"])
def test_an_id_is_nobodys_path(draft_id):
    assert summary(draft_id).status == 404


def test_with_four_eyes_a_second_person_publishes(draft, monkeypatch):
    monkeypatch.setitem(POLICY.__dict__, "four_eyes", True)
    assert summary(draft).json["may"] == {"change": True, "publish": False, "submit": True, "withdraw": True}
    assert "somebody else who may publish must do it" in ask("POST", f"drafts/{draft}/publish", {}).message
    assert ask("GET", "drafts", who=PUBLISHER).json["waiting"] == []
    assert ask("POST", f"drafts/{draft}/submit", {}).status == 200
    # Withdrawn it is open again.
    assert ask("POST", f"drafts/{draft}/withdraw", {}).status == 200
    assert summary(draft).json["draft"]["state"] == "open"
    ask("POST", f"drafts/{draft}/submit", {})
    refused = ask("DELETE", f"drafts/{draft}/workbooks/00", {})
    assert (refused.status, refused.message[:30]) == (409, "This draft was submitted or pu")
    assert [one["id"] for one in ask("GET", "drafts", who=PUBLISHER).json["waiting"]] == [draft]
    assert ask("GET", "drafts", who=OTHER).json["waiting"] == []
    assert summary(draft, who=PUBLISHER).json["may"] == {
        "change": False, "publish": True, "submit": False, "withdraw": False
    }  # fmt: skip
    assert ask("POST", f"drafts/{draft}/publish", {}, who=PUBLISHER).json["loads"] == [1]


def test_a_person_has_so_many_drafts(monkeypatch):
    monkeypatch.setitem(POLICY.__dict__, "drafts_per_person", 1)
    assert ask("POST", "drafts", {}).status == 200
    assert ask("POST", "drafts", {}).message == "You have 1 unpublished drafts; publish or discard some first"
    assert ask("POST", "drafts", {}, who=OTHER).status == 200


def test_a_draft_that_another_version_overtook_is_looked_at_again(draft):
    ask("GET", f"drafts/{draft}/changes")
    other = ask("POST", "drafts", {}, who=OTHER).json["id"]
    ask("PUT", f"drafts/{other}/workbooks", parts=[as_csv(ROWS[:2])], name="same.csv", who=OTHER)
    queue.read_waiting()
    assert "version" in ask("POST", f"drafts/{other}/publish", {}, who=OTHER).json
    queue.read_waiting()
    got = ask("POST", f"drafts/{draft}/publish", {}).json
    assert got["is_stale"]
    assert got["differs"]["visits"]["new"] == [1, 0]
    assert "Another version was published meanwhile" in got["message"]


def test_templates_and_the_marked_workbook(draft, tmp_path):
    got = ask("GET", "templates/visits", language="zh-Hans")
    assert got.headers["content-disposition"].startswith("attachment")
    (tmp_path / "t.xlsx").write_bytes(got.body)
    assert load_workbook(tmp_path / "t.xlsx").sheetnames == ["交流互访", "填写说明", "可选内容"]
    assert ask("GET", "templates/decisions").status == 404
    marked = ask("GET", f"drafts/{draft}/repaired/{workbook(draft)['sha256']}", language="zh-Hans")
    (tmp_path / "m.xlsx").write_bytes(marked.body)
    assert "问题清单" in load_workbook(tmp_path / "m.xlsx").sheetnames
    assert ask("GET", f"drafts/{draft}/repaired/00").status == 404


WRONG = [
    {},
    {"kind": "drop"},
    {"kind": ["cell"]},
    {"kind": "name", "table": "partners", "seen": "a"},
    {"kind": "name", "table": "partners", "seen": 1, "name": "b"},
    {"kind": "cell", "sha256": "0", "sheet": "s", "cell": "A1", "value": "x" * 32_768},
    {"kind": "cell", "sha256": "0", "sheet": "s", "cell": "A1", "value": "a\0b"},
    {"kind": "heading_rows", "sha256": "0", "sheet": "s", "table_id": "0-0", "rows": []},
    {"kind": "heading_rows", "sha256": "0", "sheet": "s", "table_id": "0-0", "rows": [True]},
    {"kind": "heading_rows", "sha256": "0", "sheet": "s", "table_id": "0-0", "rows": ["1"]},
    {"kind": "heading_rows", "sha256": "0", "sheet": "s", "table_id": "0-0", "rows": list(range(1, 12))},
]


@pytest.mark.parametrize("sent", WRONG)
def test_an_answer_that_is_none_is_refused(sent):
    with pytest.raises(Refused) as refused:
        checked_answer(sent, "en")
    assert refused.value.status == 400


def test_an_answer_holds_nothing_that_was_not_asked_for():
    sent = {"kind": "name", "table": "partners", "seen": "a", "name": "b", "by": "admin", "at": "1999"}
    assert checked_answer(sent, "en") == {"kind": "name", "table": "partners", "seen": "a", "name": "b"}


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
VALUES = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.text(max_size=5), SCALARS, max_size=2)
NAMES = st.sampled_from(["kind", "sha256", "sheet", "table_id", "rows", "table", "layout", "heading", "column", "cell"])


@given(st.dictionaries(NAMES, VALUES | st.sampled_from(["cell", "name", "table", "column", "heading_rows"])))
def test_whatever_is_sent_is_an_answer_or_refused(sent):
    try:
        answer = checked_answer(sent, "en")
    except Refused:
        return
    assert all(isinstance(value, str) for name, value in answer.items() if name != "rows")


@pytest.mark.parametrize("table", sources())
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_column_that_can_be_chosen_has_a_name_of_its_own(table, language):
    choices = column_choices(sources()[table], language)
    assert len({label for _, label in choices}) == len(choices)
    assert all(sources()[table].filling(*value.split("+")) for value, _ in choices)


def test_the_author_is_who_signed_in_and_not_who_they_say(draft):
    answer = {"kind": "name", "table": "partners", "seen": "港大人", "name": "香港大学", "by": "admin"}
    assert ask("POST", f"drafts/{draft}/answers", answer).status == 200
    assert [one["by"] for one in summary(draft).json["answers"]] == [ANALYST.name]
