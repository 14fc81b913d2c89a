"""Faults of the machine: a full disk, the clock set back, the export itself killed, two exports at once."""

import shutil
import signal
import struct
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from tests.faults.judging import PROGRESS
from tests.faults.run import Run

PRELOAD = Path(__file__).with_name("preload")
COMPILING = threading.Lock()
# A week's export with one page, its kept version and the browser's own files, in bytes.
KEPT, BROWSER = 7_000_000, 40_000_000


def disk_full(run: Run) -> Callable[[], None] | None:
    """A small disk of its own (tmpfs) under the exports or the browser's files: too small, or filled at a moment."""
    how = run.random.choice(("week", "first week", "temporary files", "filled"))
    run.how = how
    if how == "temporary files":
        place = run.folder / "tmp"
        place.mkdir()
        mount(run, place, run.random.randint(50_000, BROWSER))
        run.environment["TMPDIR"] = str(place)
        return None
    kept = run.folder / "before"
    run.out.rename(kept)
    run.out.mkdir()
    if how == "first week":
        mount(run, run.out, run.random.randint(20_000, KEPT))
        run.how = f"{how}, {shutil.disk_usage(run.out).free} bytes free"
        return None
    used = sum(path.stat().st_blocks * 512 + 4096 for path in kept.rglob("*"))
    mount(run, run.out, used + run.random.randint(8_000, 1_000_000))
    shutil.copytree(kept, run.out, dirs_exist_ok=True)
    run.how = f"{how}, {shutil.disk_usage(run.out).free} bytes free"

    def strike() -> None:
        if run.wait_for_a_moment():
            with (run.out / "filler").open("wb", buffering=0) as file:
                try:
                    while True:
                        file.write(bytes(65536))
                except OSError:
                    pass

    return strike if how == "filled" else None


def mount(run: Run, place: Path, size: int) -> None:
    """A disk of `size` bytes, taken away again after the run."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "faults", str(place)], check=True)
    run.after.callback(subprocess.run, ["umount", "-l", str(place)], check=True)


def clock_set_back(run: Run) -> Callable[[], None]:
    """The clock of all its processes is set back by seconds to a year at a random moment (a preloaded library)."""
    run.may_be_another_week = True
    clock = run.folder / "clock"
    clock.write_bytes(struct.pack("q", 0))
    back = run.random.choice((5, 3_600, 86_400, 8 * 86_400, 400 * 86_400))
    run.environment |= {"LD_PRELOAD": str(_clock_library(run.office.folder.parent)), "FAULT_CLOCK": str(clock)}
    run.how = f"by {back} s"

    def strike() -> None:
        if run.wait_for_a_moment():
            with clock.open("r+b") as file:
                file.write(struct.pack("q", -back))

    return strike


def _clock_library(folder: Path) -> Path:
    """`preload/clock.c`, compiled once; libfaketime of today's Debian makes each sleep of Python 3.11 fail."""
    library = folder / "clock.so"
    with COMPILING:
        if not library.exists():
            command = ["cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(PRELOAD / "clock.c"), "-ldl"]
            subprocess.run(command, check=True)
    return library


def export_killed(run: Run) -> Callable[[], None]:
    """SIGKILL to the export alone: its server and its browser must end by themselves."""
    run.is_killed = True

    def strike() -> None:
        if run.wait_for_a_moment():
            run.process.send_signal(signal.SIGKILL)

    return strike


def two_at_once(run: Run) -> Callable[[], None]:
    """A second export over the same folder, started together with the first or at a random moment of it."""
    run.others_write = True
    together = run.random.random() < 0.4
    run.how = "together" if together else "later"

    def strike() -> None:
        if not (together or run.wait_for_a_moment()):
            return
        other = run.start()
        watchdog = threading.Timer(300, other.kill)
        watchdog.start()
        _, said = other.communicate()
        watchdog.cancel()
        lines = [line for line in said.splitlines() if not PROGRESS.fullmatch(line)]
        run.how += f", the other: {other.returncode}"
        if (other.returncode, len(lines)) not in ((0, 0), (1, 1)):
            run.broken.append(f"the other: exit status {other.returncode}: {' / '.join(lines[-4:])[:600]}")

    return strike
