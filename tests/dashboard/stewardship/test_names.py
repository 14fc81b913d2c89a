"""Names, targets, rates and decisions: who may propose and who may change, what would change, what is refused where."""

import pytest

from etl import audit
from etl.pipeline import check_workbook
from etl.warehouse import open_warehouse
from tests.conftest import as_csv
from tests.dashboard.stewardship.client import ALONE, ANALYST, PARTNER, PUBLISHER, VIEWER, ask
from tests.dashboard.story import VISITS, clock_of

HKPC, HKUST = "香港生产力促进局", "香港科技大学"
TARGET = {"key": {"indicator": "delegations", "year": "2026"}, "row": {"target": "4", "owner": "a"}}


@pytest.fixture(autouse=True)
def loaded(monkeypatch):
    """Two visits of this year, one of them to a body that nobody knows, whose name is like one that is known."""
    clock_of(monkeypatch)(2026, 11, 20, 9)
    rows = [VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3], ["V2", "2026-06-07", "赴港", "香港科技大学研究会", 4]]
    open_warehouse().load([check_workbook(as_csv(rows), "visits.csv")], "tester")


def version():
    return open_warehouse().current().stem


def do(path, sent, who=PUBLISHER, reason="因为"):
    """The change for good, as it was looked at."""
    return ask("POST", path, {**sent, "reason": reason, "version": version()}, who=who)


def rows(table, who=ANALYST):
    return ask("GET", f"names/{table}", who=who).json["rows"]


def test_a_target_is_looked_at_then_set_then_shown(loaded):
    before = version()
    shown = ask("POST", "names/targets", {**TARGET, "is_trial": True}, who=ANALYST)
    (effect,) = shown.json["effects"]
    # Two of four.
    assert (effect["name"], effect["before"], effect["after"]) == ("Plan completion: Delegations", "—", "50.0%")
    assert (version(), shown.json["version"]) == (before, before)
    assert do("names/targets", TARGET).status == 200
    (row,) = rows("targets")
    assert (row["key"], row["origin"]) == (TARGET["key"], "edited")
    assert row["shown"][:4] == ["Delegations", "2026", "4", "count"]
    (told,) = audit.entries(most=1)
    assert (told["action"], told["by"], told["detail"]["reason"]) == ("edit", "ling", "因为")


@pytest.mark.parametrize(
    ("sent", "column", "words"),
    [
        ({"row": {"target": "many"}}, "target", "many"),
        ({"row": {"target": ""}}, "target", "not a number above 0"),
        ({"key": {"indicator": "delegations", "year": "26"}}, "year", "26"),
        ({"key": {"indicator": "", "year": "2026"}}, "indicator", "Fill in: Indicator"),
        ({"row": {"target": "4", "note": "a\u202eb"}}, "", ""),
        ({"row": {"target": "4", "owner": "x" * 201}}, "", "too long"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_made(sent, column, words):
    before = version()
    for more in ({"is_trial": True}, {"reason": "r", "version": before}):
        got = ask("POST", "names/targets", {**TARGET, **sent, **more}, who=PUBLISHER)
        assert (got.status, got.json["column"]) == (422, column)
        assert words in got.json["message"]
    assert version() == before


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"key": "x", "row": {}},
        {"key": {}, "row": []},
        {**TARGET, "row": {"target": 4}},
        {**TARGET, "row": {"drop": "x"}},
    ],
)
def test_what_makes_no_sense_is_refused(sent):
    assert ask("POST", "names/targets", {"is_trial": True, **sent}, who=PUBLISHER).status in (400, 422)
    assert ask("POST", "decisions", {"reference": 1, "verdict": None}, who=PUBLISHER).status == 400
    assert ask("GET", "names/loads", who=PUBLISHER).status == 404
    assert ask("POST", "decisions/x/revoke", {}, who=PUBLISHER).status == 404


def test_a_change_needs_a_reason_and_the_version_that_was_looked_at():
    for reason in (" ", "", None):
        got = do("names/targets", TARGET, reason=reason)
        assert (got.status, got.json["message"]) == (400, "State the reason")
    assert do("names/targets", TARGET, reason=7).status == 400
    shown = version()
    assert do("names/targets", TARGET).status == 200
    late = ask(
        "POST", "names/targets", {**TARGET, "row": {"target": "5"}, "reason": "r", "version": shown}, who=PUBLISHER
    )
    assert (late.status, "new version" in late.json["message"]) == (409, True)


@pytest.mark.parametrize(
    ("who", "looks", "edits"),
    [
        (None, 401, 401), (PARTNER, 403, 403), (VIEWER, 403, 403), (ANALYST, 200, 403),
        (PUBLISHER, 200, 200), (ALONE, 200, 200),
    ],
)  # fmt: skip
def test_who_may_look_and_who_may_change(who, looks, edits):
    for path in ("names/partners", "reviews", "decisions", "proposals"):
        assert ask("GET", path, who=who).status == looks
    assert ask("POST", "names/targets", {**TARGET, "is_trial": True}, who=who).status == looks
    assert do("names/targets", TARGET, who).status == edits
    merge = {"reference": f"name:partners:{HKPC}", "verdict": f"merge:{HKUST}"}
    assert do("decisions", merge, who).status == edits
    assert ask("POST", "decisions/1/revoke", {"version": version()}, who=who).status == edits


def test_a_spelling_is_given_a_name_and_the_rows_follow():
    sent = {"key": {"names_of": "partners", "spelling": "香港科技大学研究会"}, "row": {"name": HKUST}}
    shown = ask("POST", "names/aliases", {**sent, "is_trial": True}, who=PUBLISHER).json["effects"]
    # The number of partners stays: one takes the other's place.
    assert {effect["indicator"] for effect in shown} <= {"new_partners", "visited"}
    assert do("names/aliases", sent).status == 200
    assert "香港科技大学研究会" in next(row for row in rows("partners") if row["name"] == HKUST)["spellings"]
    (decision,) = ask("GET", "decisions", who=ANALYST).json["decisions"]
    assert decision["words"] == f"“香港科技大学研究会” is “{HKUST}”"


def test_merged_organisations_count_as_one_until_the_decision_is_revoked():
    reference = {"reference": f"name:partners:{HKPC}", "verdict": "merge:香港科技大学研究会"}
    # Not a body of ours yet: what nobody knows cannot be merged into.
    refused = ask("POST", "decisions", {**reference, "is_trial": True}, who=PUBLISHER)
    assert refused.status == 422
    spelling = {"key": {"names_of": "partners", "spelling": "香港科技大学研究会"}, "row": {"name": HKUST}}
    assert do("names/aliases", spelling).status == 200
    merge = {"reference": f"name:partners:{HKPC}", "verdict": f"merge:{HKUST}"}
    shown = ask("POST", "decisions", {**merge, "is_trial": True}, who=PUBLISHER).json["effects"]
    numbers = {(e["indicator"], e["period"]): (e["before"], e["after"]) for e in shown}
    assert numbers["visited", "all_time"] == numbers["new_partners", "this_year"] == ("2", "1")
    (rows_behind,) = [e["rows"] for e in shown if (e["indicator"], e["period"]) == ("visited", "all_time")]
    assert [row["id"] for row in rows_behind] == ["V1"]  # the other is with the body already
    assert do("decisions", merge).status == 200
    newest = ask("GET", "decisions", who=PUBLISHER).json["decisions"][0]
    back = ask("POST", f"decisions/{newest['id']}/revoke", {"is_trial": True}, who=PUBLISHER).json["effects"]
    assert {(e["indicator"], e["period"]): (e["before"], e["after"]) for e in back}["visited", "all_time"] == ("1", "2")
    assert do(f"decisions/{newest['id']}/revoke", {}, reason="").status == 200
    assert ask("GET", "decisions", who=PUBLISHER).json["decisions"][0]["state"] == "revoked"


def test_a_name_that_waits_is_decided_with_its_candidates():
    (review,) = [one for one in ask("GET", "reviews", who=ANALYST).json["reviews"] if one["kind"] == "name"]
    assert review["seen"] == "香港科技大学研究会"
    assert HKUST in review["candidates"]
    assert review["words"] == "“香港科技大学研究会”: 1 rows, see visits.csv"
    assert do("decisions", {"reference": review["reference"], "verdict": f"is:{HKUST}"}).status == 200
    assert [one for one in ask("GET", "reviews", who=ANALYST).json["reviews"] if one["kind"] == "name"] == []
    assert do("decisions", {"reference": review["reference"], "verdict": "drop"}).status == 422


def test_text_of_others_comes_as_it_is_written_and_is_searched_by_every_language():
    name = "<script>alert(1)</script>公司"
    sent = {"key": {"partner": name}, "row": {"kind": "company", "en": "$x$ [a](b) Ltd"}}
    assert do("names/partners", sent).status == 200
    row = next(row for row in rows("partners") if row["name"] == name)
    assert (row["shown"][0], row["shown"][2], row["shown"][3]) == (name, "$x$ [a](b) Ltd", "Company")
    assert "ltd" in row["text"] and "company" in row["text"]


def test_every_table_is_shown_in_every_language():
    for table in ("partners", "aliases", "sectors", "towns", "targets", "exchange_rates"):
        for language in ("zh-Hans", "zh-Hant", "en"):
            got = ask("GET", f"names/{table}", who=ANALYST, language=language)
            assert (got.status, got.json["table"]) == (200, table)


def test_an_analyst_proposes_and_a_publisher_accepts_or_declines():
    what = {"kind": "edit", "table": "targets", **TARGET}
    assert ask("POST", "proposals", {"what": what, "reason": "r"}, who=VIEWER).status == 403
    wrong = {"kind": "edit", "table": "targets", **TARGET, "row": {"target": "many"}}
    refused = ask("POST", "proposals", {"what": wrong, "reason": "r"}, who=ANALYST)
    assert (refused.status, refused.json["column"]) == (422, "target")
    for nonsense in ({"kind": "undo", "load": 1}, {"kind": "edit"}, "edit", None):
        assert ask("POST", "proposals", {"what": nonsense, "reason": "r"}, who=ANALYST).status in (400, 422)
    before = version()
    for number in (1, 2):
        got = ask("POST", "proposals", {"what": what, "reason": "一年的目标"}, who=ANALYST)
        assert (got.status, got.json) == (200, {"id": number})
    assert version() == before
    _, first = ask("GET", "proposals", who=PUBLISHER).json["proposals"]
    assert (first["by"], first["words"]) == ("mei", "Delegations 2026 edited: Target 4, Owner a")
    assert (first["state"], first["may_decide"]) == ("open", True)
    assert not ask("GET", "proposals", who=ANALYST).json["proposals"][0]["may_decide"]
    # Nobody accepts without the right to edit, nor unseen.
    assert ask("POST", "proposals/1/accept", {"version": before}, who=ANALYST).status == 403
    assert ask("POST", "proposals/2/decline", {"reason": "no"}, who=ANALYST).status == 403
    assert ask("POST", "proposals/1/accept", {"version": "v"}, who=PUBLISHER).status == 409
    (effect,) = ask("POST", "proposals/1/accept", {"is_trial": True}, who=PUBLISHER).json["effects"]
    assert (effect["before"], effect["after"]) == ("—", "50.0%")
    assert ask("POST", "proposals/1/accept", {"version": before}, who=PUBLISHER).status == 200
    assert rows("targets")[0]["values"]["target"] == "4"
    assert ask("POST", "proposals/2/decline", {"reason": "already there"}, who=PUBLISHER).status == 200
    assert ask("POST", "proposals/2/decline", {"reason": "again"}, who=PUBLISHER).status == 409
    states = [one["state"] for one in ask("GET", "proposals", who=ANALYST).json["proposals"]]
    assert states == ["declined", "accepted"]
    assert ask("POST", "proposals/9/accept", {"is_trial": True}, who=PUBLISHER).status == 404
