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

    def __init__(self, total_rows: int = 0, stream: TextIO | None = None, steps: int = 1) -> None:
        """Each row is done after so many steps; `stream` is standard error unless told."""
        self._rows = total_rows
        self._steps = steps
        self._stream = stream or sys.stderr
        self._is_terminal = self._stream.isatty()
        self._done = self._done_first = 0.0
        self._first = 0.0
        self._began = self._shown_at = time.monotonic()
        self._is_shown = False

    def expect(self, rows: int) -> None:
        """There are so many rows more than was known."""
        self._rows += rows

    def advance(self, rows: float = 1) -> None:
        """One step is done for so many rows more."""
        if not self._done:
            # What went before the first row, opening a workbook for one, says nothing of the rows to come.
            self._first, self._done_first = time.monotonic(), rows / self._steps
        self._done += rows / self._steps
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
        total = max(self._rows, 1)
        done = int(min(self._done, total))
        since, counted = self._shown_at - self._first, self._done - self._done_first
        if not done or since < BETWEEN_SECONDS or not counted:
            return
        left = since * (total - done) / counted
        # Once shown it stays, also when the rest goes faster than it began.
        if passed + left < LONG_SECONDS and not self._is_shown:
            return
        left = round(left)
        line = message(
            "progress",
            done=f"{done:,}",
            total=f"{total:,}",
            percent=100 * done // total,
            remaining=f"{left // 60}:{left % 60:02}",
        )
        self._stream.write(f"{_CLEAR}{line}")
        self._stream.flush()
        self._is_shown = True


class _Silent(Progress):
    """Shows nothing, wherever it is."""

    def advance(self, rows: float = 1) -> None:
        """Nothing to be told."""


SILENT: Progress = _Silent()
