"""The limits that a child process sets for itself before it opens somebody's workbook, and how it ended by them."""

import os
import re
import signal

from etl.errors import WorkbookRefused
from etl.limits import LIMITS
from etl.messages import message

# What Rust says before it gives up
_NO_MEMORY = re.compile(rb"memory allocation of (\d{1,20}) bytes failed|MemoryError|out of memory")


def confine_myself(*, may_write: bool, workbooks: int = 1) -> None:
    """Memory, CPU time for so many workbooks, no core file, and unless `may_write` no file at all."""
    # Without memory Rust would wait for itself for ever while it writes where it stands.
    os.environ["RUST_BACKTRACE"] = "0"
    try:
        import resource
    except ImportError:  # Windows has no resource module; the parent's wall-clock limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS.child_memory_bytes, LIMITS.child_memory_bytes))
    # At the second limit the system kills without saying why.
    seconds = workbooks * LIMITS.child_cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not may_write:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def is_out_of_time(exit_status: int) -> bool:
    """Whether a child was ended for the time it computed."""
    return hasattr(signal, "SIGXCPU") and exit_status == -signal.SIGXCPU


def refusal_for(exit_status: int, errors: bytes) -> WorkbookRefused:
    """Why a child that ended by itself did not read the workbook: `exit_status` is negative for a signal.

    `too_large` when it came to a limit, `unsafe` when it was made to ask for more memory at once than a workbook can
    need, otherwise `corrupt`.
    """
    if is_out_of_time(exit_status):
        return WorkbookRefused("too_large", message("too_large", seen=f"> {LIMITS.child_cpu_seconds} s CPU"))
    if found := _NO_MEMORY.search(errors):
        asked = int(found[1] or 0)
        if asked > LIMITS.child_memory_bytes:
            return WorkbookRefused("unsafe", message("unsafe", seen=f"{asked // 1_000_000} MB"))
        return too_much_memory()
    return WorkbookRefused("corrupt", message("corrupt"))


def too_much_memory() -> WorkbookRefused:
    """The refusal of a workbook for which the memory of the child is not enough."""
    return WorkbookRefused("too_large", message("too_large", seen=f"> {LIMITS.child_memory_bytes // 1_000_000} MB RAM"))
