"""One at a time: between processes, after one was killed, and when the other is on another machine."""

import os
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from dashboard.export.kept.turn import NotOurTurn, holder, turn
from etl.places import ROOT

UNTOUCHED = 1.0
HOLD = """
import sys, time
from pathlib import Path
from dashboard.export.kept.turn import turn
with turn(Path(sys.argv[1]), 1.0):
    print("mine", flush=True)
    time.sleep(60)
"""
# As a process on another machine writes it; the number is that of no process here that could be asked.
ELSEWHERE = "filelock/2\npid=1\nhost=another-machine\nmode=lease\ntoken=0123456789abcdef\nduration=1.0\n"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "exports" / ".running"


@pytest.fixture
def other(file):
    """Another process that has the turn."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "mine\n"
    yield process
    process.kill()
    process.communicate()


def test_the_other_has_it_for_as_long_as_it_lives(file, other):
    # Longer than a file may lie untouched: the holder touches it.
    deadline = time.monotonic() + 2 * UNTOUCHED
    while time.monotonic() < deadline:
        with pytest.raises(NotOurTurn), turn(file, UNTOUCHED):
            pass
        time.sleep(0.2)
    assert holder(file) != ""


def test_who_was_killed_here_has_it_no_more(file, other):
    other.kill()
    other.wait()
    began = time.monotonic()
    with turn(file, 30.0), pytest.raises(NotOurTurn), turn(file, 30.0):
        pass
    assert time.monotonic() - began < 5
    assert not file.exists()


def test_a_machine_that_died_is_waited_for(file):
    file.parent.mkdir()
    file.write_text(ELSEWHERE, "ascii")
    with pytest.raises(NotOurTurn), turn(file, UNTOUCHED):
        pass
    assert holder(file) == "another-machine"
    # By the clock of the folder it has lain there for an hour, and nobody touches it while we look.
    os.utime(file, (time.time() - 3600, time.time() - 3600))
    began = time.monotonic()
    with turn(file, UNTOUCHED):
        assert time.monotonic() - began >= UNTOUCHED
        assert holder(file) != "another-machine"


def test_a_machine_whose_clock_is_behind_keeps_its_turn(file):
    """It touches the file: that is seen, whatever hour it writes."""
    file.parent.mkdir()
    file.write_text(ELSEWHERE, "ascii")
    script = "import os, sys, time\nwhile True: os.utime(sys.argv[1], (time.time() - 3600,) * 2); time.sleep(0.2)"
    living = subprocess.Popen([sys.executable, "-c", script, str(file)], stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        with pytest.raises(NotOurTurn), turn(file, UNTOUCHED):
            pass
    finally:
        living.kill()
        living.wait()


def test_who_lost_it_hears_so_before_it_makes_something(file):
    with suppress(NotOurTurn), turn(file, UNTOUCHED) as still_ours:
        still_ours()
        file.unlink()
        file.write_text(ELSEWHERE, "ascii")
        with pytest.raises(NotOurTurn):
            still_ours()
