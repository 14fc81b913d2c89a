"""How far a long piece of work has come, on a terminal; nothing elsewhere, and nothing for what is soon done."""

import sys
import time
from typing import TextIO

from etl.messages import message

# Work that will take less than this shows nothing, and until so much has passed nobody can tell.
LONG_SECONDS = 20.0
FIRST_SECONDS = 2.0
BETWEEN_SECONDS = 0.5
_CLEAR = "\r\x1b[K"


class Progress:
    """`Progress(rows)`, `advance(n)` as rows are done, `close()` at the end (or `with Progress(rows) as progress`)."""

    def __init__(self, total_rows: int, stream: TextIO | None = None) -> None:
        """`stream` is standard error unless told."""
        self._total = max(total_rows, 1)
        self._stream = stream or sys.stderr
        self._is_terminal = self._stream.isatty()
        self._done = 0
        self._began = self._shown_at = time.monotonic()
        self._is_shown = False

    def advance(self, rows: int = 1) -> None:
        """So many rows more are done."""
        self._done += rows
        if not self._is_terminal:
            return
        now = time.monotonic()
        if now - self._shown_at >= BETWEEN_SECONDS and now - self._began >= FIRST_SECONDS:
            self._shown_at = now
            self._show(now - self._began)

    def close(self) -> None:
        """Takes the line away."""
        if self._is_shown:
            self._stream.write(_CLEAR)
            self._stream.flush()
            self._is_shown = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _show(self, passed: float) -> None:
        done = min(self._done, self._total)
        if not done:
            return
        whole = passed * self._total / done
        # Once shown it stays, also when the rest goes faster than it began.
        if whole < LONG_SECONDS and not self._is_shown:
            return
        left = round(whole - passed)
        line = message(
            "progress",
            done=f"{done:,}",
            total=f"{self._total:,}",
            percent=100 * done // self._total,
            remaining=f"{left // 60}:{left % 60:02}",
        )
        self._stream.write(f"{_CLEAR}{line}")
        self._stream.flush()
        self._is_shown = True
