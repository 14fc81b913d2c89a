"""One at a time, on all machines that share a folder: a file that is there while somebody works, and is kept young.

Locks of the operating system do not hold between machines on many shared folders; a file that only one can create
does. Who was killed on this machine is seen at once. Of another machine the file is taken over only after this process
has itself watched it lie untouched for a while: no two machines' clocks are compared.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import LeaseCompromise, SoftFileLease, Timeout

UNTOUCHED = 60.0  # seconds after which the holder is held to be gone; it touches the file three times as often
LATEST_TRY = 5.0  # seconds beyond that, in which the file is taken over


class NotOurTurn(Exception):
    """Somebody else works; or somebody took this one's turn, because its machine stood still for too long."""


@contextmanager
def turn(file: Path, untouched: float = UNTOUCHED) -> Iterator[Callable[[], None]]:
    """While this lasts nobody else has the turn of `file`. Raises `NotOurTurn`: at once while the holder lives.

    Gives what is to be asked before something is made that cannot be taken back: it raises `NotOurTurn` when the turn
    was lost after all. The main thread, if the work is done there, is interrupted as well.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    lost = threading.Event()
    is_main = threading.current_thread() is threading.main_thread()

    def stop(_: LeaseCompromise) -> None:
        lost.set()
        if is_main:
            signal.raise_signal(signal.SIGINT) if os.name == "nt" else os.kill(os.getpid(), signal.SIGINT)

    lease = SoftFileLease(file, timeout=0, lease_duration=untouched, on_compromise=stop)
    try:
        with lease.acquire(timeout=untouched + LATEST_TRY if _is_old(file, untouched) else 0):
            token = f"token={lease.token}"

            def still_ours() -> None:
                if lost.is_set() or token not in _record(file):
                    raise NotOurTurn

            yield still_ours
    except Timeout as error:
        raise NotOurTurn from error
    except KeyboardInterrupt as error:
        if lost.is_set():
            raise NotOurTurn from error
        raise
    if lost.is_set():
        raise NotOurTurn


def holder(file: Path) -> str:
    """The machine on which somebody has the turn, or ""; not whether they live."""
    return next((line[5:] for line in _record(file) if line.startswith("host=")), "")


def _record(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def _is_old(file: Path, untouched: float) -> bool:
    """Whether the holder has not touched the file for a while by the clock of whoever serves the folder."""
    probe = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        probe.touch()
        return probe.stat().st_mtime - file.stat().st_mtime > untouched
    except OSError:
        return False
    finally:
        probe.unlink(missing_ok=True)
