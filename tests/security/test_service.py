"""The service unit of `deploy/`: systemd takes it, and says that it leaves the dashboard few rights."""

import re
import shutil
import subprocess
import sys

import pytest

from etl.limits import LIMITS
from etl.places import ROOT

UNIT = ROOT / "deploy" / "cooperation.service"
# Of 10; a service without any settings has 9.6, this one 1.1 with the systemd of Debian 12. Later ones ask for more.
MOST_EXPOSED = 2.0


@pytest.fixture
def unit(tmp_path):
    """The unit with a program that is there, as it is after an installation."""
    text = UNIT.read_text(encoding="utf-8")
    text, count = re.subn(r"/opt/cooperation/.venv/bin/python", sys.executable, text)
    assert count == 1
    path = tmp_path / "cooperation.service"
    path.write_text(text.replace("WorkingDirectory=/opt/cooperation", f"WorkingDirectory={ROOT}"), encoding="utf-8")
    return path


def settings():
    """Name → values, in the order of the file."""
    found = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd")
class TestSystemd:
    def test_the_unit_is_taken(self, unit):
        done = subprocess.run(
            ["systemd-analyze", "verify", unit], capture_output=True, encoding="utf-8", check=False, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, "")

    def test_few_rights_are_left(self, unit):
        done = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--no-pager", unit],
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        level = re.search(r"Overall exposure level for cooperation.service: ([0-9.]+)", done.stdout)
        assert level, done.stderr
        assert float(level[1]) <= MOST_EXPOSED


def test_one_folder_may_be_written_and_it_is_the_data_folder():
    found = settings()
    assert found["ReadWritePaths"] == ["/var/lib/cooperation"]
    assert "COOPERATION_DATA=/var/lib/cooperation" in found["Environment"]
    assert found["ProtectSystem"] == ["strict"]
    assert (found["NoNewPrivileges"], found["CapabilityBoundingSet"]) == (["true"], [""])


def test_the_memory_holds_the_largest_workbook_and_the_server():
    most = int(settings()["MemoryHigh"][0].removesuffix("G")) * 1024**3
    assert most >= LIMITS.child_memory_bytes + 1_000_000_000


def test_it_listens_for_the_proxy_alone():
    port = re.search(r"--port (\d+)", settings()["ExecStart"][0])[1]
    proxy = (ROOT / "deploy" / "cooperation.nginx.conf").read_text(encoding="utf-8")
    assert f"server 127.0.0.1:{port};" in proxy
    assert "--address" not in settings()["ExecStart"][0]
