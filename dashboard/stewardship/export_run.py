"""What was asked for in the browser: the export's own command in a process, what it has said, what it has made."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.export.kept.folder import exports_folder
from etl.places import ROOT

COMMAND = ["-m", "dashboard.export"]
OUT = "{out}"
_LOCALES = {"zh-Hans": "zh_CN.UTF-8", "zh-Hant": "zh_HK.UTF-8", "en": "en_US.UTF-8"}
# As the export names a shot when it begins it.
_SHOT = re.compile(r"[a-z0-9-]{1,40} \([A-Za-z-]+\)")


@dataclass
class Run:
    """Something that runs or has run: a week, one shot, a sending. Its last line is why it was refused."""

    kind: str  # week | shot | sending
    by: str
    shots: int
    process: "subprocess.Popen[str]"
    out: Path | None = None
    lines: list[str] = field(default_factory=list)

    def state(self) -> dict[str, Any]:
        """{"kind", "by", "state": running | done | refused, "number", "shots", "said", "file"}: how far it is."""
        code = self.process.poll()
        state = "running" if code is None else "done" if code == 0 else "refused"
        begun = [line for line in self.lines if _SHOT.fullmatch(line)]
        said = self.lines[-1] if self.lines else ""
        has_file = self.out is not None and self.out.is_file()
        return {
            "kind": self.kind,
            "by": self.by,
            "state": state,
            "number": len(begun),
            "shots": max(self.shots, len(begun)),
            "said": said,
            "file": self.out.name if self.out and has_file else "",
        }


_lock = threading.Lock()
_last: list[Run] = []


def begin(kind: str, by: str, language: str, arguments: Sequence[str], *, shots: int = 0, out: str = "") -> bool:
    """Starts the command with `arguments`, with `OUT` in the place of where `out` is to be; False while one runs.

    What it says is said in `language`.
    """
    with _lock:
        if _last and _last[-1].process.poll() is None:
            return False
        for run in _last:
            _forget(run)
        place = _place(out) if out else None
        process = subprocess.Popen(
            [sys.executable, *COMMAND, *(str(place) if one == OUT else one for one in arguments)],
            cwd=ROOT,
            env=speaking(language),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        run = Run(kind, by, shots, process, place)
        _last[:] = [run]
    threading.Thread(target=_listen, args=(run,), daemon=True).start()
    return True


def speaking(language: str) -> dict[str, str]:
    """The environment of a command that says what it says in a language."""
    return {**os.environ, "LC_ALL": _LOCALES[language]}


def last(by: str) -> dict[str, Any] | None:
    """How the newest run of this server stands, with its file for whom it was made; None when none was asked for."""
    if not _last:
        return None
    run = _last[-1]
    return run.state() | ({} if run.by == by else {"file": ""})


def taken(by: str) -> Path | None:
    """The file that the newest run made for somebody, if it is theirs and there."""
    run = _last[-1] if _last else None
    return run.out if run and run.by == by and run.process.poll() == 0 and run.out and run.out.is_file() else None


def _place(name: str) -> Path:
    """A place of its own for a file that somebody takes away; it is gone when something else is begun."""
    exports = exports_folder()
    exports.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=".shot-", dir=exports)) / name


def _forget(run: Run) -> None:
    if run.out:
        shutil.rmtree(run.out.parent, ignore_errors=True)


def _listen(run: Run) -> None:
    assert run.process.stderr
    with run.process.stderr as said:
        for line in said:
            run.lines.append(line.strip()[:300])
    run.process.wait()
