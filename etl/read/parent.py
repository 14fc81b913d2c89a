"""Starts the process that reads a workbook, follows how far it has come, and takes what it says at the end."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

from etl.errors import WorkbookRefused
from etl.limits import LIMITS
from etl.messages import message
from etl.places import ROOT
from etl.progress import Progress

# Lines of the child on standard error that are no complaint
ROWS, READ = b"rows ", b"read "


@dataclass(frozen=True)
class Ended:
    """How the child ended, what it wrote, and what else was said on its standard error."""

    exit_status: int
    out: bytes
    errors: bytes


def run_child(path: Path, *how: str, progress: Progress) -> Ended:
    """Runs `etl.read.child`. Raises `WorkbookRefused` when it takes longer than the limit."""
    child = subprocess.Popen(
        [sys.executable, "-m", "etl.read.child", str(path), *how],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(path.parent)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout and child.stderr
    out: list[bytes] = []
    errors: list[bytes] = []
    threads = [
        Thread(target=_collect, args=(child.stdout, out), daemon=True),
        Thread(target=_follow, args=(child.stderr, errors, progress), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        child.wait(LIMITS.child_wall_seconds)
    except subprocess.TimeoutExpired as error:
        child.kill()
        child.wait()
        seen = f"> {LIMITS.child_wall_seconds} s"
        raise WorkbookRefused("too_large", message("too_large", seen=seen)) from error
    finally:
        for thread in threads:
            thread.join()
        child.stdout.close()
        child.stderr.close()
    return Ended(child.returncode, b"".join(out), b"".join(errors))


def _collect(stream: IO[bytes], parts: list[bytes]) -> None:
    parts.append(stream.read())


def _follow(stream: IO[bytes], errors: list[bytes], progress: Progress) -> None:
    for line in stream:
        number = line[len(ROWS) :].strip()
        if line.startswith(ROWS) and number.isdigit():
            progress.expect(int(number))
        elif line.startswith(READ) and number.isdigit():
            progress.advance(int(number))
        else:
            errors.append(line)
