"""The alarm of a running server: told once, by whichever machine sees it first, and only when there is a reason."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson
import pytest

from dashboard.export.delivery import mail
from dashboard.export.delivery.approval import approve
from dashboard.export.delivery.deliver import deliver
from dashboard.export.delivery.recipients import FILE, read_delivery
from dashboard.export.kept.folder import exports_folder
from dashboard.export.schedule import alarm
from dashboard.export.schedule.alarm import Alarm, look
from dashboard.export.schedule.due import run_due
from dashboard.export.schedule.outcome import outcome
from dashboard.export.schedule.plan import FILE as PLAN
from dashboard.export.schedule.plan import parse_plan, read_plan, written
from etl.errors import CooperationError
from etl.places import data_folder

FRIDAYS = parse_plan("Fri 17:00", "Asia/Hong_Kong")


@pytest.fixture(autouse=True)
def told(monkeypatch, tmp_path):
    """What the owner hears, as (subject, sentence); the settings name one recipient, a folder."""
    heard = []

    def send(server, message):
        heard.append((str(message["Subject"]), message.get_content().splitlines()[-1]))

    monkeypatch.setattr(mail, "send", send)
    share = tmp_path / "share"
    share.mkdir()
    data_folder().mkdir(parents=True)
    (data_folder() / FILE).write_text(
        'allowed_domains = ["zs.example"]\nowner = { kind = "smtp", address = "owner@zs.example", language = "en" }\n'
        f'[server]\nhost = "x"\nsender = "hk@zs.example"\n[[to]]\nname = "F"\nkind = "folder"\naddress = "{share}"\n',
        "utf-8",
    )
    (data_folder() / PLAN).write_text(written(FRIDAYS), "utf-8")
    return heard


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Hong_Kong"))


def seen(text):
    return look(exports_folder(), moment(text))


def made(week, *languages):
    folder = exports_folder() / week.name
    folder.mkdir(parents=True)
    said = {"brief": {"title": week.name, "sentences": []}, "pages": []}
    (folder / "manifest.json").write_bytes(orjson.dumps(said))
    return folder


def due(text, make=made):
    return run_due(FRIDAYS, exports_folder(), moment(text), make, lambda line: None)


def test_nothing_before_the_hour(told):
    assert seen("2026-11-20T17:59") == ""
    assert told == []


def test_once_when_no_timer_started(told):
    for hour in ("2026-11-20T18:00", "2026-11-20T18:01", "2026-11-23T09:00"):
        assert seen(hour) == ""
    subject = "Alarm: 2026-W47 is not out by the hour set"
    assert [said[0] for said in told] == [subject]
    assert told[0][1].startswith("2026-W47 has not been exported by the hour set")
    assert seen("2026-11-27T18:00") == ""
    assert [said[0] for said in told] == [subject, subject.replace("47", "48")]


def test_nothing_when_everybody_has_it(told):
    approve(exports_folder(), read_delivery(), "王")
    assert due("2026-11-20T17:00") == 0
    assert seen("2026-11-20T18:00") == ""
    assert told == []


def test_who_has_not_got_it_is_named(told):
    """It was made, and nobody approved it."""
    made(FRIDAYS.last_due(moment("2026-11-20T17:00")))
    seen("2026-11-20T18:00")
    assert told[0][1] == "2026-W47 was exported, but these have not got it: F"


def test_the_timers_own_alarm_is_enough(told):
    def fails(week, languages):
        raise CooperationError("overview was not right")

    # At five it says what went wrong; at six it raises the alarm, and the server need not.
    assert due("2026-11-20T17:00", fails) == 1
    assert due("2026-11-20T18:00", fails) == 1
    seen("2026-11-20T18:01")
    due("2026-11-21T17:00", fails)
    assert [said[0] for said in told] == [
        "2026-W47 was not exported or not delivered to all",
        "Alarm: 2026-W47 is not out by the hour set",
    ]


def test_who_could_not_be_told_is_told_later(told, monkeypatch):
    def refused(server, message):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(mail, "send", refused)
        assert seen("2026-11-20T18:00").startswith("ConnectionRefusedError")
    assert seen("2026-11-20T18:30") == ""
    assert len(told) == 1


def test_no_alarm_for_weeks_before_the_schedule(told):
    (data_folder() / PLAN).write_text(written(FRIDAYS) + "since = 2026-11-21T09:00:00+08:00\n", "utf-8")
    seen("2026-11-23T09:00")
    assert told == []
    assert outcome(read_plan(), read_delivery(), exports_folder(), moment("2026-11-23T09:00")).state == "none"
    assert run_due(read_plan(), exports_folder(), moment("2026-11-23T17:00"), made, print) == 0
    assert not (exports_folder() / "2026-W47").exists()
    seen("2026-11-27T18:00")
    assert len(told) == 1


def test_without_a_schedule_nothing_is_late(told):
    (data_folder() / PLAN).unlink()
    seen("2026-11-20T18:00")
    assert (told, alarm.standing()) == ([], None)


def test_a_server_looks_again_and_again_until_it_is_stopped(monkeypatch):
    looks = []

    def looked(exports: Path, now: datetime) -> str:
        looks.append(exports)
        return ""

    monkeypatch.setattr(alarm, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(alarm, "look", looked)
    watching = Alarm()
    watching.start()
    while len(looks) < 3:
        pass
    watching.stop()
    number = len(looks)
    assert looks[0] == exports_folder()
    watching._stopped.wait(0.05)
    assert len(looks) == number


def test_deliver_is_what_makes_it_out(told):
    """Sent by hand after six: the state follows."""
    week = made(FRIDAYS.last_due(moment("2026-11-20T17:00")))
    approve(exports_folder(), read_delivery(), "王")
    now = moment("2026-11-20T19:00")
    assert outcome(FRIDAYS, read_delivery(), exports_folder(), now).state == "late"
    deliver(week, exports_folder(), read_delivery())
    assert outcome(FRIDAYS, read_delivery(), exports_folder(), now).state == "out"
