"""When the export is due, who starts it, and that what was missed is made up for once."""

import subprocess
from datetime import date, datetime
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import orjson
import pytest

from dashboard.export.__main__ import main
from dashboard.export.kept.week import Week
from dashboard.export.schedule import timer
from dashboard.export.schedule.due import DONE, FAILED, run_due
from dashboard.export.schedule.plan import FILE, Plan, parse_plan, read_plan
from etl.errors import CooperationError, ReferenceBroken

FRIDAYS = parse_plan("Fri 17:00", "Asia/Hong_Kong")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(tmp_path))
    return tmp_path


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Hong_Kong"))


@pytest.mark.parametrize(
    ("places", "week", "day"),
    [
        (("mainland", "hongkong"), Week(2026, 47), date(2026, 11, 20)),
        # 1 and 2 October 2026: National Day, on the mainland for a week, in Hong Kong for a day.
        (("mainland",), Week(2026, 40), date(2026, 9, 30)),
        (("hongkong",), Week(2026, 40), date(2026, 10, 2)),
        # Good Friday is one in Hong Kong alone.
        (("hongkong",), Week(2026, 14), date(2026, 4, 2)),
        (("mainland",), Week(2026, 14), date(2026, 4, 3)),
        # The whole week is off: the planned day after all.
        (("mainland",), Week(2026, 41), date(2026, 10, 9)),
        ((), Week(2026, 40), date(2026, 10, 2)),
    ],
)
def test_the_day_of_a_week(places, week, day):
    assert parse_plan("Fri 17:00", "Asia/Hong_Kong", places).day_of(week) == day


def test_the_office_says_what_is_a_holiday(folder):
    (folder / "holidays.csv").write_text("day,place,is_holiday\n2026-11-20,mainland,yes\n", "utf-8")
    assert FRIDAYS.day_of(Week(2026, 47)) == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2026-11-20T16:59", "2026-W46"),
        ("2026-11-20T17:00", "2026-W47"),
        ("2026-11-23T09:00", "2026-W47"),
        ("2027-01-01T18:00", "2026-W53"),
    ],
)
def test_the_last_week_that_is_due(now, week):
    assert parse_plan("Fri 17:00", "Asia/Hong_Kong", ()).last_due(moment(now)).name == week


@pytest.mark.parametrize(("at", "zone"), [("Fri 25:00", "Asia/Hong_Kong"), ("Friday 17:00", "UTC"), ("Fri 17:00", "x")])
def test_what_is_no_plan(at, zone):
    with pytest.raises(ValueError):
        parse_plan(at, zone)


class Office:
    """Counts what is made; an export that is asked for appears, or fails."""

    def __init__(self, exports):
        self.exports, self.made, self.said, self.fails = exports, [], [], False

    def make(self, week, languages):
        if self.fails:
            raise CooperationError("overview was not right")
        self.made.append(week.name)
        folder = self.exports / week.name
        folder.mkdir(parents=True)
        brief = {"title": week.name, "sentences": []}
        (folder / "manifest.json").write_bytes(orjson.dumps({"folder": week.name, "brief": brief}))
        return folder

    def run(self, now):
        return run_due(FRIDAYS, self.exports, moment(now), self.make, self.said.append)


def test_a_week_is_made_once_and_what_was_missed_is_made_up_for_once(folder):
    office = Office(folder / "exports")
    assert office.run("2026-11-20T17:00") == DONE
    assert office.run("2026-11-20T18:00") == DONE
    # Off for three Fridays: of these only the last is made.
    assert office.run("2026-12-14T09:00") == DONE
    assert office.made == ["2026-W47", "2026-W50"]


def test_what_fails_is_tried_again_at_the_next_start(folder):
    office = Office(folder / "exports")
    office.fails = True
    assert office.run("2026-11-20T17:00") == FAILED
    assert office.said == ["overview was not right"]
    office.fails = False
    assert office.run("2026-11-20T18:00") == DONE


def done(code=0, said=""):
    return lambda command: subprocess.CompletedProcess(command, code, "", said)


def test_the_timer_is_put_in_place_listed_and_removed(folder, monkeypatch):
    units = folder / "units"
    monkeypatch.setattr(timer, "_units", lambda: units)
    monkeypatch.setattr(timer.shutil, "which", lambda name: name)
    asked = []
    timer.install(FRIDAYS, lambda command: (asked.append(command[-2:]), done()(command))[1])
    text = (units / "cooperation-export.timer").read_text("utf-8")
    assert "OnCalendar=*-*-* 17:00:00 Asia/Hong_Kong" in text
    assert "Persistent=true" in text
    assert "@" not in (units / "cooperation-export.service").read_text("utf-8").split("[Unit]")[1]
    assert asked[-1] == ["--now", "cooperation-export.timer"]
    assert read_plan() == FRIDAYS
    assert timer.remove(done())
    assert list(units.iterdir()) == []
    assert read_plan() is None


def test_a_timer_that_is_refused_leaves_no_plan(folder, monkeypatch):
    monkeypatch.setattr(timer, "_units", lambda: folder / "units")
    with pytest.raises(timer.NoTimer, match="--stay"):
        timer.install(FRIDAYS, done(1, "System has not been booted with systemd"))
    assert read_plan() is None


def test_a_broken_plan_is_said(folder):
    (folder / FILE).write_text("at = 17", "utf-8")
    with pytest.raises(ReferenceBroken, match=r"schedule\.toml"):
        read_plan()


def test_the_units_are_what_systemd_takes(folder, monkeypatch):
    verify = timer.shutil.which("systemd-analyze")
    if not verify:
        pytest.skip("systemd is not installed here")
    monkeypatch.setattr(timer, "_units", lambda: folder / "units")
    timer.install(FRIDAYS, done())
    said = subprocess.run(
        [verify, "verify", "--man=no", str(folder / "units" / "cooperation-export.timer")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr


def test_windows_starts_it_as_soon_as_possible_after_a_missed_start(folder, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(folder / "a & b"))
    (folder / "a & b").mkdir()
    task = ElementTree.fromstring(timer._filled("export-task.xml", FRIDAYS).partition("?>")[2])
    names = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}

    def said(path):
        return [found.text for found in task.findall(f".//t:{path}", names)]

    assert said("StartWhenAvailable") == ["true"]
    # By default a task does not start on a battery, and is then not made up for.
    assert (said("DisallowStartIfOnBatteries"), said("StopIfGoingOnBatteries")) == (["false"], ["false"])
    assert said("StartBoundary") == ["2026-01-01T17:00:00+08:00", "2026-01-01T18:00:00+08:00"]
    assert said("MultipleInstancesPolicy") == ["IgnoreNew"]
    assert said("Arguments")[0].startswith(f'/c "set COOPERATION_DATA={folder}/a & b&& ')


def test_systemd_starts_it_at_both_hours_and_after_a_missed_start(folder):
    lines = timer._filled("export.timer", FRIDAYS).splitlines()
    assert [line for line in lines if line.startswith("OnCalendar")] == [
        "OnCalendar=*-*-* 17:00:00 Asia/Hong_Kong",
        "OnCalendar=*-*-* 18:00:00 Asia/Hong_Kong",
    ]
    assert "Persistent=true" in lines


def test_the_list_says_what_the_system_says(folder, monkeypatch, capsys):
    monkeypatch.setattr(timer.shutil, "which", lambda name: name)
    timer.keep(FRIDAYS)
    asked = []

    def run(command):
        asked.append(list(command)[-4:])
        return subprocess.CompletedProcess(
            command, 0, "NEXT LEFT LAST\nFri 17:00 4 days cooperation-export.timer\n", ""
        )

    assert timer.state(run) == "NEXT LEFT LAST\nFri 17:00 4 days cooperation-export.timer"
    assert asked == [["list-timers", "--all", "--no-pager", "cooperation-export.timer"]]
    with pytest.raises(timer.NoTimer, match="not been booted"):
        timer.state(done(1, "System has not been booted with systemd"))
    # A machine without one: the plan is shown all the same.
    monkeypatch.setattr(timer.shutil, "which", lambda name: None)
    assert main(["schedule", "list"]) == 0
    listed = capsys.readouterr()
    assert listed.out.splitlines()[0] == 'at = "Fri 17:00"'
    assert "--stay" in listed.err


def test_a_plan_holds_from_the_day_on_which_it_was_made(folder):
    timer.keep(FRIDAYS)
    first = read_plan()
    assert first.since is not None
    timer.keep(parse_plan("Thu 16:00", "Asia/Hong_Kong"))
    second = read_plan()
    assert (second.weekday, second.since) == (3, first.since)
    made = Plan(4, FRIDAYS.at, "Asia/Hong_Kong", (), moment("2026-11-20T17:30"))
    assert [made.is_ours(Week(2026, number)) for number in (46, 47, 48)] == [False, False, True]


def test_a_plan_for_a_saturday_is_meant(folder):
    assert Plan(5, FRIDAYS.at, "UTC", ()).day_of(Week(2026, 47)) == date(2026, 11, 21)
