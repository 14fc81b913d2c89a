"""From a draft to a version: what would change, who may publish, and two drafts at the same time."""

import pytest

from etl import audit, policy
from etl.draft import connect
from etl.errors import CooperationError, Stale
from etl.intake import queue
from etl.intake.drafts import open_drafts
from etl.places import data_folder, received_folder
from etl.verify import verify
from etl.warehouse import open_warehouse
from tests.conftest import as_csv
from tests.etl.dropping import Dropped, in_process

VISITS = ["编号", "日期", "方向", "机构", "人数"]
ONE, TWO, THREE, FOUR = ([f"V{n}", f"2024年{n}月7日", "赴港", "HKPC", n] for n in (1, 2, 3, 4))


@pytest.fixture
def draft(tmp_path, monkeypatch):
    in_process(monkeypatch)

    def make(by="王", **options):
        return Dropped(tmp_path, by)

    return make


def set_policy(text):
    data_folder().mkdir(exist_ok=True)
    (data_folder() / "policy.toml").write_text(text, encoding="utf-8")
    policy.forget_policy()


@pytest.fixture(autouse=True)
def own_policy():
    policy.forget_policy()
    yield
    policy.forget_policy()


def ids():
    with connect(open_warehouse().current(), read_only=True) as connection:
        return [row for (row,) in connection.execute("select visit_id from visits order by 1").fetchall()]


def test_the_first_version_is_made_of_a_draft_with_all_its_workbooks(draft):
    one = draft()
    first, second = one.drop([VISITS, ONE], "一月.xlsx"), one.drop([VISITS, TWO], "二月.xlsx")
    changes = one.drafts.changes(one.id, "en")
    assert (changes["base"], changes["row_count"]) == (None, 2)
    assert changes["tables"]["visits"] == {"new": 2, "changed": 0, "unchanged": 0, "gone": 0, "duplicates": 0}
    assert [(row["kind"], row["id"], row["workbook"], row["row_number"]) for row in changes["rows"]] == [
        ("new", "V1", "一月.xlsx", 2),
        ("new", "V2", "二月.xlsx", 2),
    ]
    assert changes["rows"][0]["columns"]["participants"] == {"cell": "E2", "old": None, "new": 1}
    assert open_warehouse().current() is None
    done = one.publish()
    assert (done["version"], done["loads"]) == (open_warehouse().current().stem, [1, 2])
    assert ids() == ["V1", "V2"] and verify(open_warehouse())["ok"]
    assert {path.name for path in received_folder().iterdir()} == {first, second}
    (told,) = one.drafts.listed("王")
    assert (told["state"], told["version"], told["loads"]) == ("published", done["version"], [1, 2])
    entries = [(entry["action"], entry["about"]) for entry in audit.entries()]
    assert entries == [("publish", one.id), ("load", "2"), ("load", "1")]
    with pytest.raises(CooperationError):
        one.publish()


def test_what_would_change_row_by_row(draft, loaded):
    loaded.load([VISITS, ONE, TWO, THREE], "台账.xlsx")
    loaded.load([VISITS, ["W1", "2024年4月7日", "赴港", "HKPC、HKU", 9]], "别处.csv")
    one = draft()
    one.drop([VISITS, [*ONE[:4], 12], THREE, FOUR], "台账.xlsx")
    changes = one.drafts.changes(one.id, "en")
    assert changes["tables"]["visits"] == {"new": 1, "changed": 1, "unchanged": 1, "gone": 1, "duplicates": 1}
    assert [(row["kind"], row["id"]) for row in changes["rows"]] == [
        ("changed", "V1"),
        ("gone", "V2"),
        ("duplicate", "V4"),
        ("new", "V4"),
    ]
    assert changes["rows"][0]["columns"] == {"participants": {"cell": "E2", "old": 1, "new": 12}}
    assert changes["rows"][2]["other"]["id"] == "W1"
    with one.drafts.on_trial(one.id) as path, connect(path, read_only=True) as connection:
        assert connection.execute("select participants from visits where visit_id = 'V1'").fetchall() == [(12,)]
    assert not path.exists()
    assert ids() == ["V1", "V2", "V3", "W1"]


def test_a_name_that_is_accepted_changes_rows_of_other_loads(draft, loaded):
    loaded.load([VISITS, [*ONE[:3], "生产力局会", 1]])
    one = draft()
    one.drop([VISITS, [*TWO[:3], "生产力局会", 2]])
    one.answer("name", table="partners", seen="生产力局会", name="香港生产力促进局")
    changes = one.drafts.changes(one.id, "en")
    assert [(row["kind"], row["id"]) for row in changes["rows"]] == [("changed", "V1"), ("new", "V2")]
    assert changes["rows"][0]["columns"]["partners"] == {
        "cell": "D2",
        "old": ["生产力局会"],
        "new": ["香港生产力促进局"],
    }


def test_two_drafts_at_once(draft):
    first, second = draft(), draft("李")
    first.drop([VISITS, ONE, TWO])
    second.drop([VISITS, TWO, THREE])
    assert second.drafts.changes(second.id, "en")["tables"]["visits"]["new"] == 2
    first.publish()
    queue.read_waiting()
    assert second.summary()["draft"]["is_stale"]
    with pytest.raises(Stale) as stale:
        second.publish()
    assert stale.value.differs == {"visits": {"new": [2, 1], "changed": [0, 0], "unchanged": [0, 1], "gone": [0, 0],
                                              "duplicates": [0, 0]}}  # fmt: skip
    assert ids() == ["V1", "V2"]
    assert second.drafts.changes(second.id, "en")["tables"]["visits"]["unchanged"] == 1
    second.publish()
    assert ids() == ["V1", "V2", "V3"]


def test_a_version_that_changes_nothing_for_a_draft_does_not_stop_it(draft):
    first, second = draft(), draft("李")
    first.drop([VISITS, ONE])
    second.drop([VISITS, THREE])
    second.drafts.changes(second.id, "en")
    first.publish()
    queue.read_waiting()
    assert second.publish()["loads"] == [2]


def test_four_eyes(draft):
    set_policy("four_eyes = true")
    one = draft()
    one.drop([VISITS, ONE])
    for by in ("王", "李"):
        with pytest.raises(CooperationError):
            one.publish(by)  # nobody submitted it
    one.drafts.submit(one.id, "王")
    with pytest.raises(CooperationError):
        one.publish("王")
    for change in (
        lambda: one.drafts.answer(one.id, "王", {"kind": "name", "table": "partners", "seen": "a", "name": "b"}),
        lambda: one.drafts.remove(one.id, one.workbook()["sha256"], "王"),
        lambda: one.drafts.add(one.id, "b.xlsx", [b"x"], "王"),
        lambda: one.drafts.submit(one.id, "王"),
    ):
        with pytest.raises(CooperationError):
            change()
    one.drafts.withdraw(one.id, "王")
    assert one.summary()["draft"]["state"] == "open"
    one.drafts.submit(one.id, "王")
    assert [entry["state"] for entry in open_drafts().listed()] == ["waiting"]  # as after a restart
    assert one.publish("李")["loads"] == [1]
    assert [entry["action"] for entry in audit.entries()] == ["publish", "load", "submit", "withdraw", "submit"]


def test_what_is_not_ready_is_not_published(draft, loaded):
    loaded.load([VISITS, ONE])
    one = draft()
    with pytest.raises(CooperationError):
        one.publish()  # no workbook
    digest = one.drop([["什么", "都不", "是"], [1, 2, 3]])
    with pytest.raises(CooperationError):
        one.publish()
    with pytest.raises(CooperationError):
        one.drafts.submit(one.id, "王")
    one.drafts.remove(one.id, digest, "王")
    good = one.drop([VISITS, TWO])
    one.drafts.add(one.id, "c.xlsx", [b"no workbook"], "王")
    with pytest.raises(CooperationError):
        one.publish()  # not read yet
    queue.read_waiting()
    with pytest.raises(CooperationError):
        one.publish()  # all or none
    assert ids() == ["V1"]
    assert one.workbook()["sha256"] == good


def test_the_same_bytes_again_are_said_and_not_loaded(draft):
    one, other = draft(), draft("李")
    content = as_csv([VISITS, ONE])
    for dropped in (one, other):
        dropped.drafts.add(dropped.id, "a.csv", [content], dropped.by)
        assert dropped.drafts.add(dropped.id, "b.csv", [content], dropped.by)["name"] == "a.csv"
    queue.read_waiting()
    one.publish()
    queue.read_waiting()
    assert (other.workbook()["loaded_as"], other.summary()["is_ready"]) == (1, False)
    with pytest.raises(CooperationError):
        other.publish()
    assert ids() == ["V1"]


def test_the_repaired_workbook(draft, tmp_path):
    from openpyxl import load_workbook

    one = draft()
    digest = one.drop([VISITS, [*ONE[:1], "2024年2月30日", *ONE[2:]]])
    path = tmp_path / "repaired.xlsx"
    path.write_bytes(one.drafts.repaired(one.id, digest, "en"))
    assert "2024年2月30日" in load_workbook(path)["台账"]["B2"].comment.text
