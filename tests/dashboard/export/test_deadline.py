"""What hangs ends: an interrupt for the block that can be left, the end of the process for one that cannot."""

import signal
import subprocess
import sys
import time

import pytest

from dashboard.export.deadline import TooLong, deadline

STUCK = """
import signal, time
from dashboard.export.deadline import deadline
with deadline(0.1, to_leave=0.1):
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    time.sleep(60)
"""


def test_a_block_that_lasts_too_long_is_left():
    begin = time.monotonic()
    with pytest.raises(TooLong), deadline(0.1):
        time.sleep(20)
    assert time.monotonic() - begin < 10


def test_what_a_script_started_in_the_background_is_left_as_well():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(TooLong), deadline(0.1):
            time.sleep(20)
    finally:
        signal.signal(signal.SIGINT, before)


def test_what_fails_when_it_is_interrupted_lasted_too_long_as_well():
    with pytest.raises(TooLong), deadline(0.1):
        try:
            time.sleep(20)
        except KeyboardInterrupt:
            raise RuntimeError("query interrupted") from None


def test_a_block_in_time_is_left_alone():
    with deadline(20):
        pass
    with pytest.raises(ValueError, match="its own"), deadline(20):
        raise ValueError("its own")


def test_what_cannot_be_left_takes_the_process_with_it():
    done = subprocess.run([sys.executable, "-c", STUCK], capture_output=True, encoding="utf-8", timeout=30, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "0.1" in done.stderr
