"""Work in a process of its own: what it loads and needs is given back when it is done."""

import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import ParamSpec, TypeVar

from etl.errors import CooperationError
from etl.messages import message

P = ParamSpec("P")
T = TypeVar("T")
# A new interpreter, and no copy of this one with its threads.
_context = get_context("spawn")


@contextmanager
def apart(function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> Iterator[Callable[[], T]]:
    """Begins at once; what it gives waits for the result, or raises what the function has raised.

    It ends with the block, or with this process. Raises `CooperationError` when it was ended by somebody else.
    """
    ours, theirs = _context.Pipe(duplex=False)
    process = _context.Process(target=_work, args=(theirs, function, arguments, named))
    process.start()
    theirs.close()

    def result() -> T:
        try:
            is_done, made = ours.recv()
        except EOFError as error:
            process.join()
            raise CooperationError(
                message("export_process", seen=f"{function.__name__}: {process.exitcode}")
            ) from error
        if not is_done:
            raise made
        return made  # type: ignore[no-any-return]

    try:
        yield result
    finally:
        process.kill()
        process.join()
        ours.close()


def _work(theirs: Connection, function: Callable[..., object], arguments: tuple[object, ...], named: object) -> None:
    # Of an interruption the process that began this says what there is to say, and ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What it leaves goes with it; to look for that takes a quarter of the time in which a document is put together.
    gc.disable()
    threading.Thread(target=_end_with_starter, daemon=True).start()
    try:
        done = (True, function(*arguments, **named))  # type: ignore[arg-type]
    except Exception as error:
        done = (False, error)
    theirs.send_bytes(pickle.dumps(done))


def _end_with_starter() -> None:
    starter = parent_process()
    assert starter
    wait([starter.sentinel])
    os._exit(1)
