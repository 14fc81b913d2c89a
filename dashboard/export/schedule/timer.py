"""Who starts the export: the operating system's own timer, which also starts what was missed while it was off."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from dashboard.export.delivery.recipients import read_delivery
from dashboard.export.schedule.plan import FILE as PLAN
from dashboard.export.schedule.plan import Plan, read_plan, written
from etl import clock
from etl.errors import CooperationError
from etl.messages import message
from etl.places import ROOT, data_folder

NAME = "cooperation-export"
TEMPLATES = ROOT / "deploy"
Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


class NoTimer(CooperationError):
    """This system has no timer that we know."""


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(list(command), capture_output=True, text=True, check=False)


def install(plan: Plan, run: Run = _run) -> str:
    """Puts the timer in place and keeps the plan; returns what was done. Raises `NoTimer`, and then nothing changed."""
    data_folder().mkdir(parents=True, exist_ok=True)
    if os.name == "nt":
        task = _filled("export-task.xml", plan)
        path = data_folder() / f"{NAME}.xml"
        path.write_text(task, encoding="utf-16")
        _must(run(["schtasks", "/Create", "/TN", NAME, "/XML", str(path), "/F"]))
        where = NAME
    else:
        folder = _units()
        folder.mkdir(parents=True, exist_ok=True)
        for ending in ("service", "timer"):
            (folder / f"{NAME}.{ending}").write_text(_filled(f"export.{ending}", plan), encoding="utf-8")
        _must(run([*_systemctl(), "daemon-reload"]))
        _must(run([*_systemctl(), "enable", "--now", f"{NAME}.timer"]))
        where = str(folder / f"{NAME}.timer")
    keep(plan)
    return where


def state(run: Run = _run) -> str:
    """What the system itself says of the timer: when it starts next and started last. Raises `NoTimer`."""
    if os.name == "nt":
        command = ["schtasks", "/Query", "/TN", NAME, "/V", "/FO", "LIST"]
    elif shutil.which("systemctl"):
        command = [*_systemctl(), "list-timers", "--all", "--no-pager", f"{NAME}.timer"]
    else:
        raise NoTimer(message("no_timer"))
    done = run(command)
    _must(done)
    return done.stdout.strip()


def keep(plan: Plan) -> None:
    """Keeps the plan; where there was none before, from now on."""
    data_folder().mkdir(parents=True, exist_ok=True)
    before = read_plan() if (data_folder() / PLAN).is_file() else replace(plan, since=datetime.now(clock.OFFICE))
    content = written(replace(plan, since=before.since if before else None))
    (data_folder() / PLAN).write_text(content, encoding="utf-8")


def remove(run: Run = _run) -> bool:
    """Takes timer and plan away; whether there was one."""
    plan = data_folder() / PLAN
    was_there = plan.is_file()
    if os.name == "nt":
        run(["schtasks", "/Delete", "/TN", NAME, "/F"])
    elif shutil.which("systemctl"):
        run([*_systemctl(), "disable", "--now", f"{NAME}.timer"])
        for ending in ("service", "timer"):
            (_units() / f"{NAME}.{ending}").unlink(missing_ok=True)
        run([*_systemctl(), "daemon-reload"])
    plan.unlink(missing_ok=True)
    return was_there


def _units() -> Path:
    """The system's own folder of units for root, the person's otherwise."""
    if not shutil.which("systemctl"):
        raise NoTimer(message("no_timer"))
    own = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    return Path("/etc/systemd/system") if os.geteuid() == 0 else own


def _systemctl() -> list[str]:
    return ["systemctl"] if os.geteuid() == 0 else ["systemctl", "--user"]


def _must(done: "subprocess.CompletedProcess[str]") -> None:
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise NoTimer(message("timer_refused", seen=said[-1][:120] if said else done.returncode))


def _filled(template: str, plan: Plan) -> str:
    """A template of `deploy/` with this place's paths and hours."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    # The system's units run as root: what the export writes belongs to whom the data belong.
    is_system = os.name != "nt" and os.geteuid() == 0
    values = {
        "@USER@": f"User={data_folder().owner()}" if is_system else "",
        "@PYTHON@": sys.executable,
        "@FOLDER@": str(ROOT),
        "@DATA@": str(data_folder()),
        "@AT@": f"{plan.at:%H:%M}",
        "@ALARM@": read_delivery().alarm_at,
        "@ZONE@": plan.zone,
        # Windows knows no zones by name; its hour moves with summer time where there is one, the plan's day does not.
        "@OFFSET@": datetime.now(ZoneInfo(plan.zone)).isoformat()[-6:],
    }
    for sign, value in values.items():
        text = text.replace(sign, escape(value) if template.endswith(".xml") else value)
    return text
