"""Starts the child process for a task of a draft, hears what it says, and ends it when nobody wants it any more."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import orjson

from etl import errors
from etl.confine import refusal_for
from etl.errors import CooperationError, Stale
from etl.intake.store import how_many_workbooks
from etl.limits import LIMITS
from etl.messages import message
from etl.places import ROOT, data_folder

# Reading in a child of its own, then understanding, writing and comparing
TIMES_READING = 3
LOOK_SECONDS = 0.1

Line = dict[str, Any]

# The child that has started and waits for a task, with the environment that it was started in.
_ready: list[tuple["subprocess.Popen[bytes]", dict[str, str]]] = []
_guard = Lock()


def run_task(
    task: str,
    folder: Path,
    *rest: str,
    hear: Callable[[Line], None] = lambda _: None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Any:
    """What the task gives; None when it was ended because nobody wants it. Raises `CooperationError`."""
    # What a child that is ended leaves behind goes with its place; after the end of this process, at the next start.
    place = data_folder() / "trials" / f"work-{secrets.token_hex(8)}"
    place.mkdir(parents=True, mode=0o700)
    try:
        return _run([str(place), task, str(folder), *rest], how_many_workbooks(folder), hear, is_wanted)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def keep_ready() -> None:
    """Starts a child that waits for the next task, unless one does."""
    with _guard:
        if not _ready or not _is_usable(*_ready[0]):
            _drop()
            _ready.append((_started(), dict(os.environ)))


def keep_none() -> None:
    """Ends the child that waits."""
    with _guard:
        _drop()


def _taken() -> "subprocess.Popen[bytes]":
    """The child that waits, with another one begun in its place; or a new one."""
    with _guard:
        if _ready and _is_usable(*_ready[0]):
            child, environment = _ready.pop()
            _ready.append((_started(), environment))
            return child
    return _started()


def _is_usable(child: "subprocess.Popen[bytes]", environment: dict[str, str]) -> bool:
    return child.poll() is None and environment == dict(os.environ)


def _drop() -> None:
    for child, _ in _ready:
        _end(child)
        for stream in (child.stdin, child.stdout, child.stderr):
            if stream:
                stream.close()
    _ready.clear()


def _started() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "etl.intake.worker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,  # which closes with this process
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # its own child goes with it
    )


def _run(arguments: list[str], workbooks: int, hear: Callable[[Line], None], is_wanted: Callable[[], bool]) -> Any:
    child = _taken()
    assert child.stdin and child.stdout and child.stderr
    with contextlib.suppress(BrokenPipeError):  # it ended at once: what it complained of says why
        child.stdin.write(orjson.dumps(arguments) + b"\n")
        child.stdin.flush()
    last: list[Line] = []
    complaints: list[bytes] = []
    threads = [
        Thread(target=_follow, args=(child.stdout, hear, last), daemon=True),
        Thread(target=lambda: complaints.append(child.stderr.read() if child.stderr else b""), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        seconds = TIMES_READING * LIMITS.child_wall_seconds * workbooks
        is_done = _wait(child, seconds, is_wanted)
    finally:
        if child.poll() is None:
            _end(child)
        for thread in threads:
            thread.join()
        for stream in (child.stdin, child.stdout, child.stderr):
            stream.close()
    if not is_done:
        return None
    if not last:
        raise refusal_for(child.returncode, b"".join(complaints))
    if error := last[0].get("error"):
        raise _error(error)
    return last[0]["result"]


def _wait(child: "subprocess.Popen[bytes]", seconds: float, is_wanted: Callable[[], bool]) -> bool:
    """Whether the child came to its end. Raises `CooperationError` when it takes longer than the limit."""
    left = seconds
    while left > 0:
        try:
            child.wait(LOOK_SECONDS)
            return True
        except subprocess.TimeoutExpired:
            left -= LOOK_SECONDS
        if not is_wanted():
            return False
    raise CooperationError(message("too_large", seen=f"> {seconds:.0f} s"))


def _end(child: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()


def _follow(stream: Any, hear: Callable[[Line], None], last: list[Line]) -> None:
    for text in stream:
        try:
            line = orjson.loads(text)
        except ValueError:
            continue  # half a line of a child that was ended
        if "result" in line or "error" in line:
            last[:] = [line]
        else:
            hear(line)


def _error(told: Line) -> CooperationError:
    said = message(told["sentence"], **told["values"]) if told.get("sentence") else told["text"]
    if told["kind"] == "Stale":
        return Stale(said, told["differs"] or {})
    kind = getattr(errors, told["kind"], CooperationError)
    return kind("corrupt", said) if kind is errors.WorkbookRefused else kind(said)
