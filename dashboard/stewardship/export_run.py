"""An export asked for in the browser: the same command in a process of its own, and what it has said so far."""

import subprocess
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

from dashboard.text import LANGUAGES
from etl.places import ROOT


@dataclass
class Run:
    """An export that runs or has run. Its lines are the shots as they are begun; the last one is why it was refused."""

    by: str
    process: "subprocess.Popen[str]"
    lines: list[str] = field(default_factory=list)

    def state(self) -> dict[str, Any]:
        """{"by", "state": running | done | refused, "done": shots begun, "said"}."""
        code = self.process.poll()
        state = "running" if code is None else "done" if code == 0 else "refused"
        said = self.lines[-1] if self.lines else ""
        return {"by": self.by, "state": state, "done": len(self.lines), "said": said}


COMMAND = ["-m", "dashboard.export", "--language", ",".join(LANGUAGES)]
_lock = threading.Lock()
_last: list[Run] = []


def begin(by: str) -> bool:
    """Starts an export of this week in all languages; False while one is running."""
    with _lock:
        if _last and _last[-1].process.poll() is None:
            return False
        process = subprocess.Popen(
            [sys.executable, *COMMAND],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        run = Run(by, process)
        _last[:] = [run]
    threading.Thread(target=_listen, args=(run,), daemon=True).start()
    return True


def last() -> dict[str, Any] | None:
    """How the newest export of this server stands; None when none was asked for."""
    return _last[-1].state() if _last else None


def stop() -> None:
    """Ends the export that runs; what it had begun is removed by the next one."""
    if _last:
        _last[-1].process.terminate()
        _last[-1].process.wait()


def _listen(run: Run) -> None:
    assert run.process.stderr
    with run.process.stderr as said:
        for line in said:
            run.lines.append(line.strip()[:300])
    run.process.wait()
