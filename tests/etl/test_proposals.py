"""Analysts propose, publishers accept or decline; what was proposed is there again after a restart."""

import stat

import pytest

from etl import audit
from etl.errors import CooperationError
from etl.proposals import accept, change_proposed, decline, proposals, propose
from etl.trial import trial

VISITS = ["编号", "日期", "机构", "人数"]
HKPC, HKU = "香港生产力促进局", "香港大学"
ALIAS = {
    "kind": "edit",
    "table": "aliases",
    "key": {"names_of": "partners", "spelling": "生产力中心"},
    "row": {"name": HKPC},
}


@pytest.fixture
def one(loaded):
    loaded.load([VISITS, ["V1", "2024-05-07", "生产力中心", 3]])
    return loaded


def partners(loaded):
    return [name for ((name,),) in loaded.query("select partners from visits order by visit_id")]


def test_what_is_accepted_is_done(one):
    version = one.warehouse.current()
    number = propose("陈", ALIAS, "同一家")
    assert (number, one.warehouse.current()) == (1, version)
    (told,) = proposals("open")
    assert (told["by"], told["what"], told["reason"], told["state"]) == ("陈", ALIAS, "同一家", "open")
    done = accept(1, "李")
    assert partners(one) == [HKPC]
    assert done["version"] == one.warehouse.current().stem
    decision = one.warehouse.decisions()[0]
    assert (decision["decision_id"], decision["decided_by"], decision["reason"]) == (done["result"], "李", "同一家")
    (told,) = proposals()
    assert (told["state"], told["settled_by"], told["version"]) == ("accepted", "李", done["version"])
    said = [(entry["action"], entry["by"], entry["about"]) for entry in audit.entries(0, 2)]
    assert said == [("accept", "李", "1"), ("propose", "陈", "1")]


def test_what_is_declined_is_not(one):
    version = one.warehouse.current()
    propose("陈", ALIAS, "同一家")
    decline(1, "李", "不是同一家")
    (told,) = proposals("declined")
    assert (told["settled_by"], told["answer"], one.warehouse.current()) == ("李", "不是同一家", version)
    for again in (lambda: accept(1, "李"), lambda: decline(1, "李", ""), lambda: accept(7, "李")):
        with pytest.raises(CooperationError, match="待处理"):
            again()


@pytest.mark.parametrize(
    ("what", "after"),
    [
        ({"kind": "decide", "reference": "name:partners:生产力中心", "verdict": f"is:{HKPC}"}, [HKPC]),
        ({"kind": "merge", "one": HKPC, "into": HKU}, ["生产力中心"]),
        ({"kind": "split", "written": "生产力中心", "name": HKU}, [HKU]),
        ({"kind": "undo", "load": 1}, []),
    ],
)
def test_what_can_be_proposed(one, what, after):
    propose("陈", what, "理由")
    accept(1, "李")
    assert partners(one) == after


def test_a_decision_is_revoked_and_an_undo_ended(one):
    one.warehouse.undo(1, "李")
    propose("陈", {"kind": "redo", "load": 1}, "误撤")
    accept(1, "李")
    decision, _ = one.warehouse.decide("name_is", "partners", "生产力中心", HKU, "李")
    propose("陈", {"kind": "revoke", "decision": decision}, "弄错了")
    accept(2, "李")
    assert partners(one) == ["生产力中心"]
    assert [told["id"] for told in proposals()] == [2, 1]


def test_the_effect_can_be_looked_at_first(one):
    with trial(change_proposed(ALIAS, "陈", None)):
        assert partners(one) == ["生产力中心"]


def test_it_is_carried_out_against_the_version_of_that_moment(one):
    propose("陈", ALIAS, "同一家")
    one.warehouse.decide("name_is", "partners", "生产力中心", HKPC, "李")
    with pytest.raises(CooperationError, match="没有改变"):
        accept(1, "李")
    assert [told["state"] for told in proposals()] == ["open"]


@pytest.mark.parametrize(
    "what",
    [
        {}, {"kind": "sing"}, {"kind": "undo"}, {"kind": "undo", "load": "x"}, {"kind": "undo", "load": 9},
        {"kind": "edit", "table": "aliases", "key": 3, "row": {}}, {"kind": "edit", "table": "x", "key": {}, "row": {}},
        {"kind": "decide", "reference": "gone:visits:V9", "verdict": "remove"}, {"kind": ["undo"]},
        {"kind": "split", "written": "甲" * 30_000, "name": HKU},
    ],
)  # fmt: skip
def test_nonsense_is_refused_and_not_kept(one, what):
    with pytest.raises(CooperationError):
        propose("陈", what, "理由")
    assert proposals() == []


def test_a_reason_is_asked_for(one):
    for reason in ("", " ", "甲" * 501, "理由\u202e"):
        with pytest.raises(CooperationError):
            propose("陈", ALIAS, reason)


def test_half_a_line_is_none(one, tmp_path):
    propose("陈", ALIAS, "同一家")
    log = tmp_path / "data" / "proposals" / "log.jsonl"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    with log.open("ab") as file:
        file.write(b'{"id":2,"ev')
    assert [told["id"] for told in proposals()] == [1]
    assert propose("陈", {"kind": "undo", "load": 1}, "误导入") == 2
    assert [told["id"] for told in proposals()] == [2, 1]
