"""A server of the export's own, over what the week is told from, for nobody else."""

import os
import re
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.errors import CooperationError
from etl.messages import message
from etl.places import ROOT

PATIENCE = 120  # seconds until it has drawn its first page
LINES_KEPT = 20
TO_STOP = 20  # seconds for an orderly end


@contextmanager
def own_server(data: Path, patience: int = PATIENCE) -> Iterator[str]:
    """The address of a server on this machine alone that shows `data` as a viewer sees it.

    It ends with the block, or with this process. Raises `CooperationError` when it is not there within `patience`
    seconds.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COOPERATION_", "STREAMLIT_"))}
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "dashboard.export.shooting.tethered",
            "--port",
            "0",
            "--empty",
            "--viewers-without-sign-in",
        ],
        cwd=ROOT,
        env=clean | {"COOPERATION_DATA": str(data)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    try:
        yield _Said(process).address(patience)
    finally:
        process.terminate()
        try:
            process.wait(timeout=TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdin
        process.stdin.close()


class _Said:
    """What the server says, read for as long as it lives: with nobody to read, it would stop when the pipe is full."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._lines: deque[str] = deque(maxlen=LINES_KEPT)
        self._address = ""
        self._is_known = threading.Event()
        threading.Thread(target=self._read, args=(process,), daemon=True).start()

    def address(self, patience: int) -> str:
        """As soon as the server has said it. Raises `CooperationError` when it ends, or says nothing for too long."""
        in_time = self._is_known.wait(patience)
        if not self._address:
            seen = (self._lines or [""])[-1].strip()[:120] if in_time else f"{patience} s"
            raise CooperationError(message("export_server", seen=seen))
        return self._address

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stderr
        with process.stderr as said:
            for line in said:
                self._lines.append(line)
                if not self._address and (found := re.search(r"http://\S+", line)):
                    self._address = found[0]
                    self._is_known.set()
        self._is_known.set()
