"""What was found in the workbooks of a draft, as it is kept beside them: written by the child, read by the server."""

from pathlib import Path
from typing import Any

import orjson

from etl.errors import WorkbookRefused
from etl.intake.store import Entry, write_durably
from etl.messages import Sentence
from etl.warehouse import open_warehouse

# Raised when results of an earlier release are no longer understood
FORMAT = 1
# Lines of a sheet that are shown for choosing another heading
LINES = 30


def inputs_of(entry: Entry, version: str | None) -> str:
    """What reading depends on besides the bytes: the answers given so far, and the version whose decisions hold."""
    return f"{FORMAT}/{version or '-'}/{entry['revision']}"


def current_version() -> str | None:
    """The name of the warehouse's current version."""
    current = open_warehouse().current()
    return current.stem if current else None


def result_file(folder: Path, sha256: str) -> Path:
    """Where the result for a workbook is kept."""
    return folder / f"{sha256}.json"


def read_result(folder: Path, sha256: str) -> dict[str, Any] | None:
    """What was last found in a workbook; None when nothing was."""
    try:
        found: dict[str, Any] = orjson.loads(result_file(folder, sha256).read_bytes())
    except (OSError, ValueError):
        return None
    return found if found.get("format") == FORMAT else None


def keep_result(folder: Path, sha256: str, inputs: str, result: dict[str, Any]) -> None:
    """Keeps what was found in a workbook, then for which inputs it was, which is asked far more often."""
    kept = {"format": FORMAT, **result, "inputs": inputs}
    write_durably(result_file(folder, sha256), orjson.dumps(kept, default=_plain))
    write_durably(folder / f"{sha256}.inputs", inputs.encode())


def is_read_for(folder: Path, sha256: str, inputs: str) -> bool:
    """Whether a workbook was read for these inputs."""
    try:
        return (folder / f"{sha256}.inputs").read_bytes() == inputs.encode()
    except OSError:
        return False


def was_read(folder: Path, sha256: str) -> bool:
    """Whether a workbook was read before, for whatever inputs."""
    return (folder / f"{sha256}.inputs").is_file()


def failure(refusal: WorkbookRefused) -> dict[str, Any]:
    """The result for a workbook that ended the process which read it."""
    lists: dict[str, Any] = {name: [] for name in ("tables", "skipped", "problems", "names", "unapplied")}
    counts: dict[str, Any] = {name: {} for name in ("rows", "rejected", "preview", "problem_counts", "remembered")}
    return {"refusal": refusal_of(refusal), **lists, **counts, "problem_count": 0, "loaded_as": None}


def refusal_of(refusal: WorkbookRefused | None) -> dict[str, Any] | None:
    """Why a workbook was refused, to be said in any language."""
    if refusal is None:
        return None
    said = refusal.message
    if isinstance(said, Sentence):
        values = {name: value if isinstance(value, int) else str(value) for name, value in said.values.items()}
        return {"code": refusal.code, "sentence": said.code, "values": values}
    return {"code": refusal.code, "sentence": refusal.code, "values": {"seen": ""}}


def _plain(value: object) -> object:
    """What JSON has no word for."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return str(value)
    return int(number) if number.is_integer() else number
