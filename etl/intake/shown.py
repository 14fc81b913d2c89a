"""A draft as its page shows it: what was found in each workbook, with sentences in the reader's language."""

from collections.abc import Mapping
from typing import Any

from etl.intake.store import Entry
from etl.messages import message
from etl.names.suggestion import suggestion_in_words

_LISTED = (
    "id",
    "by",
    "at",
    "state",
    "submitted_at",
    "submitted_by",
    "published_at",
    "published_by",
    "version",
    "loads",
)


def listed(entry: Entry) -> dict[str, Any]:
    """A draft's line in a list."""
    workbooks = [{name: one[name] for name in ("name", "sha256", "bytes")} for one in entry["workbooks"]]
    return {**{name: entry.get(name) for name in _LISTED}, "workbooks": workbooks}


def workbook_summary(
    workbook: Mapping[str, Any], result: Mapping[str, Any] | None, inputs: str, part: float | None, language: str
) -> dict[str, Any]:
    """One workbook; while it is read again, what was found before."""
    about = {name: workbook[name] for name in ("sha256", "name", "bytes")}
    is_read = result is not None and result["inputs"] == inputs
    status = "failed" if is_read and result and result["refusal"] else "checked" if is_read else "waiting"
    if status == "waiting" and part is not None:
        status = "reading"
    lists: dict[str, Any] = {name: [] for name in ("tables", "skipped", "problems", "names")}
    counts: dict[str, Any] = {name: {} for name in ("rows", "rejected", "preview", "problem_counts")}
    nothing = {"refusal": None, **lists, **counts, "problem_count": 0, "loaded_as": None}
    found = _in_words(result, language) if result else nothing
    return {**about, "status": status, "progress": part if status == "reading" else None, **found}


def _in_words(result: Mapping[str, Any], language: str) -> dict[str, Any]:
    names = ("skipped", "rows", "rejected", "preview", "problem_counts", "problem_count", "names")
    unapplied = [_unapplied(one, language) for one in result["unapplied"]]
    counts = dict(result["problem_counts"])
    for one in unapplied:
        counts[one["code"]] = counts.get(one["code"], 0) + 1
    return {
        **{name: result[name] for name in names},
        "loaded_as": result.get("loaded_as"),
        "refusal": _refusal(result["refusal"], language),
        "tables": [_table(table, language) for table in result["tables"]],
        "problems": [*unapplied, *(_problem(problem, language) for problem in result["problems"])],
        "problem_counts": counts,
    }


def _refusal(refusal: Mapping[str, Any] | None, language: str) -> dict[str, str] | None:
    if refusal is None:
        return None
    return {"code": refusal["code"], "message": message(refusal["sentence"], language, **refusal["values"])}


def _table(table: Mapping[str, Any], language: str) -> dict[str, Any]:
    columns = [
        {**column, "reason_words": message(f"reason_{column['reason']}", language)} for column in table["columns"]
    ]
    return {**table, "columns": columns}


def _problem(problem: Mapping[str, Any], language: str) -> dict[str, Any]:
    said = message(problem["code"], language, seen=problem["seen"])
    likely = suggestion_in_words(problem["suggestion"], language) if problem["suggestion"] else None
    return {**problem, "message": said, "suggestion_words": likely}


def _unapplied(one: Mapping[str, Any], language: str) -> dict[str, Any]:
    """An answer that had no effect, said where problems are said, so that nothing typed is lost without a word."""
    return {
        "code": one["code"],
        "severity": "error",
        "sheet": one["sheet"],
        "row_number": None,
        "cell": one["cell"],
        "column": None,
        "seen": one["value"],
        "suggestion": None,
        "suggestion_words": None,
        "row_kept": True,
        "text": None,
        "ways": one["ways"],
        "message": message(one["code"], language, seen=one["seen"]),
    }
