"""Progress: a line on a terminal when the work is long, else nothing."""

import os
import pty
import time

import pytest

from etl import progress
from etl.progress import Progress


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(progress.time, "monotonic", clock)
    return clock


@pytest.fixture
def terminal():
    """(a stream to a terminal, a function that gives what the terminal was sent)."""
    master, slave = pty.openpty()
    stream = os.fdopen(slave, "w", encoding="utf-8")

    def sent():
        stream.flush()
        os.set_blocking(master, False)
        parts = []
        try:
            while part := os.read(master, 65536):
                parts.append(part)
        except BlockingIOError:
            return b"".join(parts).decode()

    yield stream, sent
    stream.close()
    os.close(master)


def work(progress, clock, seconds, rows, steps=100):
    for _ in range(steps):
        clock.now += seconds / steps
        progress.advance(rows // steps)


def test_long_work_shows_rows_percent_and_what_is_left(clock, terminal):
    stream, sent = terminal
    with Progress(200_000, stream) as progress:
        work(progress, clock, 1, 10_000, steps=1)
        assert sent() == ""  # too early to tell
        work(progress, clock, 9, 90_000, steps=9)
        assert sent().rpartition("\x1b[K")[2] == "100,000 / 200,000 行，50%，还需约 0:10"
        work(progress, clock, 85, 90_000, steps=9)
        assert sent().rpartition("\x1b[K")[2] == "190,000 / 200,000 行，95%，还需约 0:05"
    assert sent() == "\r\x1b[K"  # the line is taken away


def test_short_work_shows_nothing(clock, terminal):
    stream, sent = terminal
    with Progress(1_000, stream) as progress:
        work(progress, clock, 19, 1_000)
    assert sent() == ""


def test_no_terminal_no_progress(clock, tmp_path):
    with (tmp_path / "log").open("w") as stream, Progress(1_000, stream) as progress:
        work(progress, clock, 500, 1_000)
    assert (tmp_path / "log").read_text() == ""


def test_more_rows_than_were_announced(clock, terminal):
    stream, sent = terminal
    with Progress(100, stream) as progress:
        work(progress, clock, 50, 100)
        work(progress, clock, 50, 100)
        assert sent().endswith("100 / 100 行，100%，还需约 0:00")
    with Progress(0, stream) as progress:
        work(progress, clock, 50, 0)


def test_a_call_costs_next_to_nothing(tmp_path):
    with (tmp_path / "log").open("w") as stream, Progress(1, stream) as progress:
        began = time.process_time()
        for _ in range(200_000):
            progress.advance()
        assert time.process_time() - began < 1
