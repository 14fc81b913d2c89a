"""An end to what hangs: a browser that stands still, a query without end, a disk that does not answer."""

import os
import signal
import sys
import threading
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import contextmanager

from etl.errors import CooperationError
from etl.messages import message

# Seconds to put away what was begun; Playwright takes thirty of them to end a browser that does not answer.
TO_LEAVE = 45.0


class TooLong(CooperationError):
    """The export lasted longer than the office waits."""


@contextmanager
def deadline(seconds: float, to_leave: float = TO_LEAVE) -> Iterator[None]:
    """Interrupts the main thread when the block lasts longer, which then raises `TooLong`.

    A block that cannot be left in `to_leave` more seconds takes the process with it: the sentence is said, the exit
    status is 1, and server and browser end because whoever started them is gone.
    """
    if sys.platform != "win32":
        # Not the signal of Ctrl+C: what a script starts in the background is told to ignore that one.
        signal.signal(signal.SIGUSR1, signal.default_int_handler)
    done, late = threading.Event(), threading.Event()
    said = message("export_too_long", seen=f"{seconds:g}")

    def watch() -> None:
        if done.wait(seconds):
            return
        late.set()
        _interrupt()
        if not done.wait(to_leave):
            print(said, file=sys.stderr, flush=True)
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    except BaseException as error:
        if late.is_set():
            raise TooLong(said) from error
        raise
    finally:
        done.set()


def _interrupt() -> None:
    if sys.platform == "win32":
        interrupt_main()
    else:
        # A signal, so that also a main thread that waits is woken.
        os.kill(os.getpid(), signal.SIGUSR1)
