"""What is sent to whom, on the page: names and kinds and no key, and the word of a named person."""

from dataclasses import replace

import orjson
import pytest

from dashboard.export.delivery.approval import approval, approve
from dashboard.export.delivery.deliver import deliver
from dashboard.export.delivery.recipients import read_delivery
from dashboard.export.schedule.plan import written
from dashboard.stewardship import export_run
from etl import audit
from etl.places import data_folder
from tests.dashboard.export.test_schedule import FRIDAYS
from tests.dashboard.stewardship.client import ALONE, ANALYST, PARTNER, PUBLISHER, VIEWER, ask

SETTINGS = """
allowed_domains = ["zs.example"]
dashboard = "https://board.example"
owner = {{ kind = "smtp", name = "主任", address = "owner@zs.example" }}
[server]
host = "mail.zs.example"
sender = "hk@zs.example"
user = "hk"
password_file = "mail.password"
[[to]]
name = "领导文件夹"
kind = "folder"
address = "{share}"
[[to]]
name = "工作群"
kind = "dingtalk"
address = "https://oapi.dingtalk.com/robot/send?access_token=topsecret"
secret = "SECtopsecret"
language = "en"
"""


@pytest.fixture(autouse=True)
def office(tmp_path):
    """A week in Simplified Chinese alone, two recipients, a schedule; nobody has approved."""
    share = tmp_path / "share"
    share.mkdir()
    week = data_folder() / "exports" / "2026-W47"
    week.mkdir(parents=True)
    for name in ("overview.png", "brief.pdf"):
        (week / name).write_bytes(name.encode())
    said = {
        "files": {"overview.png": {}, "brief.pdf": {}},
        "week": "2026-W47",
        "as_of": "2026-11-20",
        "language": "zh-Hans",
        "version": "v1",
        "made_at": "2026-11-20T17:00:00+08:00",
        "brief": {"title": "周报", "sentences": ["交流团组 1 团"]},
        "pages": [{"name": "overview", "address": "/?as_of=2026-11-20", "values": {}}],
    }
    (week / "manifest.json").write_bytes(orjson.dumps(said))
    (data_folder() / "delivery.toml").write_text(SETTINGS.format(share=share), "utf-8")
    (data_folder() / "schedule.toml").write_text(written(FRIDAYS), "utf-8")
    yield share
    for run in export_run._last:
        run.process.kill()
        run.process.wait()
    export_run._last.clear()


def shown(who=ANALYST):
    return ask("GET", "exports/delivery", who=who).json


def test_who_gets_what_and_no_key():
    answer = ask("GET", "exports/delivery", who=ANALYST)
    for secret in (b"topsecret", b"oapi", b"mail.zs", b"password", b"owner@"):
        assert secret not in answer.body
    told = answer.json
    assert [(one["name"], one["kind"], one["language"], one["state"]) for one in told["recipients"]] == [
        ("领导文件夹", "Folder", "简", "Not sent yet"),
        ("工作群", "DingTalk group", "EN", "Not sent yet"),
    ]
    assert (told["owner"], told["alarm_at"], told["approval"]) == ("主任", "18:00", None)
    chinese, english = told["letter"]["letters"]
    assert (chinese["title"], chinese["lines"], chinese["files"]) == ("周报", ["交流团组 1 团"], ["brief.pdf"])
    assert chinese["link"] == "https://board.example/?as_of=2026-11-20"
    assert (chinese["note"], english["language"]) == ("", "zh-Hans")
    assert english["note"].startswith("The week was not exported in their language (EN)")


def test_when_it_is_due_and_how_the_last_one_stands():
    told = shown()
    assert (told["plan"]["at"], told["plan"]["zone"]) == ("Fri 17:00", "Asia/Hong_Kong")
    assert told["plan"]["places"] == "the mainland, Hong Kong"
    assert told["plan"]["next"][4:6] == "-W"
    assert told["outcome"]["state"] in ("late", "awaited")


def test_a_named_person_approves_what_was_shown():
    assert not shown(ANALYST)["may"]
    seen = shown(PUBLISHER)["seen"]
    path = "exports/delivery/approve"
    for who, status in ((None, 401), (PARTNER, 403), (VIEWER, 403), (ANALYST, 403)):
        assert ask("POST", path, {"seen": seen}, who=who).status == status
    told = ask("POST", path, {"seen": seen}, who=PUBLISHER).json
    assert told["approval"]["by"] == "ling"
    assert approval(data_folder() / "exports", read_delivery()).by == "ling"
    entry = audit.entries(most=1)[0]
    assert (entry["action"], entry["by"], entry["about"]) == ("export", "ling", "approve")
    # Something is changed between looking and approving.
    (data_folder() / "delivery.toml").write_text(SETTINGS.format(share="/elsewhere"), "utf-8")
    late = ask("POST", path, {"seen": seen}, who=PUBLISHER)
    assert (late.status, late.json["message"]) == (409, "Something has just changed; please look again")
    assert shown()["approval"] is None


def test_who_is_alone_may_approve():
    assert (
        ask("POST", "exports/delivery/approve", {"seen": shown()["seen"]}, who=ALONE).json["approval"]["by"] == "local"
    )


def test_a_week_is_sent_by_the_command(monkeypatch):
    monkeypatch.setattr(export_run, "COMMAND", ["-c", "import time; time.sleep(30)"])
    path = "exports/delivery/send"
    assert ask("POST", path, {"week": "2026-W47"}, who=ANALYST).status == 403
    assert ask("POST", path, {"week": "2026-W01"}, who=PUBLISHER).status == 404
    assert ask("POST", path, {"week": "--by=x"}, who=PUBLISHER).status == 404
    assert ask("POST", path, {"week": "2026-W47"}, who=PUBLISHER).json["run"]["kind"] == "sending"
    assert ask("POST", path, {"week": "2026-W47"}, who=PUBLISHER).status == 409


def test_who_has_it(office):
    exports, delivery = data_folder() / "exports", read_delivery()
    only = replace(delivery, recipients=delivery.recipients[:1])
    approve(exports, only, "ling")
    assert deliver(exports / "2026-W47", exports, only).sent == ("领导文件夹",)
    assert [one["state"] for one in shown()["recipients"]] == ["Has it", "Not sent yet"]
    assert (office / "2026-W47" / "brief.pdf").is_file()


def test_settings_that_are_wrong_are_said():
    (data_folder() / "delivery.toml").write_text("[[to]]\nkind = 3", "utf-8")
    assert "delivery.toml" in shown()["error"]
