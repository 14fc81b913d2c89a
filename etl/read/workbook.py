"""One workbook, whatever it is, → its sheets, or a refusal in words."""

import hashlib
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path, PurePath
from typing import Any

import orjson

from etl.clean.text import visible
from etl.confine import is_out_of_time, refusal_for
from etl.errors import CooperationError, WorkbookRefused
from etl.limits import LIMITS
from etl.messages import message
from etl.progress import SILENT, Progress
from etl.read.archive import check_archive
from etl.read.delimited import read_delimited
from etl.read.distinct import CODE, Distinct
from etl.read.parent import run_child
from etl.read.sheet import Sheet, Value
from etl.read.signature import ZIP, kind_of

# Characters of a workbook's name
LONGEST_NAME, LONGEST_ENDING = 120, 10
# Endings that a workbook of each kind may have
ENDINGS = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "xlsb": (".xlsb",),
    "ods": (".ods", ".ots"),
    "xls": (".xls", ".xlt", ".et"),
    "html": (".html", ".htm"),
    "mhtml": (".mht", ".mhtml"),
    "spreadsheet-xml": (".xml",),
    "text": (".csv", ".tsv", ".txt", ".tab"),
    "zip": (),
}


@dataclass(frozen=True)
class Workbook:
    """A workbook as received: its name (never used as a path), its bytes' sha256, its sheets."""

    name: str
    sha256: str
    sheets: list[Sheet]
    # What is worth saying and stops nothing: `{"sheet": "", "why": …}`
    notes: list[dict[str, str]] = field(default_factory=list)


def safe_name(name: str) -> str:
    """The last part of a name, as text that can be stored and shown; a file's name may be bytes that are no text.

    Without characters that cannot be seen, on one line, and no longer than a file's name may be; the ending stays.
    """
    last = PurePath(name.replace("\\", "/")).name.encode("utf-8", "replace").decode("utf-8")
    shown = " ".join(visible(last).split()) or "workbook"
    if len(shown) <= LONGEST_NAME:
        return shown
    ending = PurePath(shown).suffix[:LONGEST_ENDING]
    return f"{shown[: LONGEST_NAME - len(ending) - 1]}…{ending}"


def digest_of(content: bytes) -> str:
    """The sha256 that names a workbook for good."""
    return hashlib.sha256(content).hexdigest()


def read_workbook(content: bytes, name: str, progress: Progress = SILENT) -> Workbook:
    """The sheets of a workbook. Raises `WorkbookRefused` with a code of the contract."""
    name = safe_name(name)
    kind, looks_like = refuse_at_once(content)
    if kind == "text":
        sheets = [read_delimited(content, name)]
    else:
        try:
            sheets = _read_in_child(content, progress)
        except OSError as error:
            raise CooperationError(message("disk_full", seen=type(error).__name__)) from error
    if not any(cell not in (None, "") for sheet in sheets for row in sheet.rows for cell in row):
        raise WorkbookRefused("empty", message("empty"))
    sheets = [sheet if sheet.name else replace(sheet, name=name) for sheet in sheets]
    return Workbook(name, digest_of(content), sheets, _notes(name, looks_like))


def refuse_at_once(content: bytes) -> tuple[str, str]:
    """What kind of workbook it is, as `kind_of` says; raises `WorkbookRefused` where no sheet need be read to know."""
    if len(content) > LIMITS.file_bytes:
        raise WorkbookRefused("too_large", message("too_large", seen=f"{len(content) // 1_000_000} MB"))
    kind, looks_like = kind_of(content)
    if kind == "empty":
        raise WorkbookRefused("empty", message("empty"))
    if kind == "encrypted":
        raise WorkbookRefused("password_protected", message("password_protected"))
    if kind == "other":
        raise WorkbookRefused("not_a_spreadsheet", message("not_a_spreadsheet", seen=looks_like))
    if kind != "text" and content.startswith(ZIP):
        check_archive(content)
    return kind, looks_like


def _notes(name: str, looks_like: str) -> list[dict[str, str]]:
    """What the name's ending says the workbook is, where it is something else."""
    ending = PurePath(name).suffix.lower()
    if not ending or ending in ENDINGS[looks_like]:
        return []
    return [{"sheet": "", "why": f"named {ending}, is {looks_like}"}]


def _read_in_child(content: bytes, progress: Progress) -> list[Sheet]:
    with tempfile.TemporaryDirectory(prefix="cooperation-") as folder:
        path = Path(folder) / "workbook"
        path.write_bytes(content)
        child = run_child(path, progress=progress)
        # What ended the process is found out before the fast reader looks at it.
        if child.exit_status < 0 and not is_out_of_time(child.exit_status):
            child = run_child(path, "careful", progress=progress)
    if child.exit_status != 0:
        raise refusal_for(child.exit_status, child.errors)
    head, _, codes = child.out.partition(b"\n")
    answer = orjson.loads(head)
    if code := answer.get("refused"):
        raise WorkbookRefused(code, message(answer.get("message", code), seen=answer.get("seen", "")))
    columns = _columns(answer["values"], answer["codes"], codes)
    return [_sheet(data, columns) for data in answer["sheets"]]


def _columns(values: list[list[Any]], heights: list[list[int]], codes: bytes) -> Iterator[Distinct]:
    """The columns of all sheets, each with its own values; `heights` names the table of values and the rows of each."""
    tables = [_values(table) for table in values]
    shared = {table for (table, _), (other, _) in pairwise(sorted(heights)) if table == other}
    start = 0
    for table, height in heights:
        column = array(CODE)
        column.frombytes(memoryview(codes)[start : start + height * column.itemsize])
        start += height * column.itemsize
        found = Distinct(tables[table], column)
        yield found.compact() if table in shared else found


def _values(cells: list[Any]) -> list[Value]:
    """Most are texts, and stay as they are."""
    return [cell if cell.__class__ is str and cell else _value(cell) for cell in cells]


def _sheet(data: dict[str, Any], columns: Iterator[Distinct]) -> Sheet:
    return Sheet.of_columns(
        data["name"],
        [next(columns) for _ in range(data["columns"])],
        merged=[(top, left, bottom, right) for top, left, bottom, right in data["merged"]],
        hidden=data["hidden"],
        marks={(row, column): (code, seen) for row, column, code, seen in data["marks"]},
        cancelled=frozenset(data["cancelled"]),
    )


def _value(cell: Any) -> Value:
    if isinstance(cell, dict):
        if "i" in cell:
            return int(cell["i"])
        return date.fromisoformat(cell["d"]) if "d" in cell else datetime.fromisoformat(cell["t"])
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    return cell if cell != "" else None
