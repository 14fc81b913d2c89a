"""The child process that understands workbooks: `python -m etl.intake.worker`, which waits for one task and does it.

The task is a line of JSON, [place for what is temporary, task, folder, …]: a process that has started and waits answers
a second sooner than one that has yet to start. It says a line of JSON for each step: {"progress": [sha256, part]},
{"done": sha256}, at the end {"result": …} or {"error": {"kind", "sentence", "values", "text"}}. Reading 200,000 rows
takes seconds of computing, in which the server could draw no page. Nothing else is passed but files of the draft's
folder.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import orjson

from etl.confine import confine_myself, too_much_memory
from etl.errors import CooperationError
from etl.intake.reading import read_draft
from etl.intake.store import how_many_workbooks
from etl.intake.tasks import make_trial, publish_draft, repair_workbook
from etl.messages import Sentence, message

# Pages come first.
NICENESS = 5
TASKS: dict[str, Callable[..., Any]] = {
    "read": read_draft,
    "trial": make_trial,
    "publish": publish_draft,
    "repair": repair_workbook,
}


def main() -> int:
    """Does one task for the draft in a folder; what goes wrong is told in the last line."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    line = sys.stdin.buffer.readline()
    if not line:
        return 0  # nobody is left to give it one
    place, task, folder, *rest = orjson.loads(line)
    os.environ["TMPDIR"] = tempfile.tempdir = place
    confine_myself(may_write=True, workbooks=how_many_workbooks(Path(folder)))
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        _say({"result": TASKS[task](Path(folder), _say, *rest)})
    except CooperationError as error:
        _say({"error": _told(error)})
    except OSError as error:
        _say({"error": _told(CooperationError(message("disk_full", seen=type(error).__name__)))})
    except MemoryError:
        _say({"error": _told(too_much_memory())})
    return 0


def _end_with_parent() -> None:
    """A server that was killed must find that what it did not finish was not done behind its back."""
    while sys.stdin.buffer.read(1):
        pass
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _told(error: CooperationError) -> dict[str, Any]:
    said = error.args[-1] if error.args else None
    told: dict[str, Any] = {"kind": type(error).__name__, "text": str(error)}
    if isinstance(said, Sentence):
        values = {name: value if isinstance(value, int) else str(value) for name, value in said.values.items()}
        told |= {"sentence": said.code, "values": values}
    return {**told, "differs": getattr(error, "differs", None)}


def _say(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
