"""The export's own server: it is listened to for as long as it lives, and ends with whoever started it."""

import subprocess
import sys
import time

import pytest

from dashboard.export.shooting.server import _Said
from etl.errors import CooperationError
from etl.places import ROOT

TALKS = """
import sys
print("starting", file=sys.stderr)
print("Dashboard: http://127.0.0.1:9", file=sys.stderr)
for _ in range(50_000):
    print("a line of some length about a reader who has gone", file=sys.stderr)
"""
# As the export starts it, then says its id and waits.
STARTS = """
import subprocess, sys, time
server = subprocess.Popen([sys.executable, "-m", "dashboard.export.shooting.tethered", "--port", "0", "--empty"],
                          stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
for line in server.stderr:
    if "http://" in line:
        print(server.pid, flush=True)
        time.sleep(60)
"""


def started(script: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.PIPE, text=True)


def test_it_is_never_kept_waiting_for_a_reader_of_what_it_says():
    with started(TALKS) as process:
        assert _Said(process).address(patience=20) == "http://127.0.0.1:9"
        assert process.wait(timeout=20) == 0


def test_one_that_ends_or_says_nothing_is_told():
    with started("raise SystemExit('no room here')") as process, pytest.raises(CooperationError, match="no room here"):
        _Said(process).address(patience=20)
    with started("import time; time.sleep(60)") as process:
        with pytest.raises(CooperationError, match="1 s"):
            _Said(process).address(patience=1)
        process.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
def test_it_ends_when_its_starter_is_killed(tmp_path):
    starter = subprocess.Popen([sys.executable, "-c", STARTS], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pid = int(starter.stdout.readline())
    starter.kill()
    starter.communicate()
    end = time.monotonic() + 20
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_alive(pid)


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
