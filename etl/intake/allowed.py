"""What may be done with a draft as it stands, said in a sentence where it may not."""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.errors import CooperationError
from etl.intake.store import Entry
from etl.messages import message
from etl.policy import POLICY

OPEN, WAITING, PUBLISHED, WITHDRAWN = "open", "waiting", "published", "withdrawn"


def check_open(entry: Entry, by: str) -> None:
    """Raises `CooperationError` unless the draft is open and this person's."""
    if entry["state"] != OPEN:
        raise CooperationError(message("draft_not_open"))
    if entry["by"] != by:
        raise CooperationError(message("draft_of_another", name=entry["by"]))


def check_not_full(entry: Entry) -> None:
    """Raises `CooperationError` when the draft holds as many workbooks as it may."""
    if len(entry["workbooks"]) >= POLICY.upload_files_at_once:
        raise CooperationError(message("draft_full", most=POLICY.upload_files_at_once))


def check_has(entry: Entry, sha256: str) -> None:
    """Raises `CooperationError` when the draft has no such workbook."""
    if not any(one["sha256"] == sha256 for one in entry["workbooks"]):
        raise CooperationError(message("unknown_workbook"))


def check_readable(entry: Mapping[str, Any]) -> None:
    """Raises `CooperationError` unless the draft has workbooks and is neither published nor given up."""
    if entry["state"] not in (OPEN, WAITING):
        raise CooperationError(message("draft_not_open"))
    if not entry["workbooks"]:
        raise CooperationError(message("draft_empty"))


def check_ready(summary: Mapping[str, Any]) -> None:
    """Raises `CooperationError` unless all was read, none refused, and something is there to load."""
    check_readable(summary["draft"])
    for one in summary["workbooks"]:
        if one["status"] in ("waiting", "reading"):
            raise CooperationError(message("draft_being_read", name=one["name"]))
        if one["status"] == "failed":
            raise CooperationError(message("draft_refused", name=one["name"]))
    if all(one["loaded_as"] for one in summary["workbooks"]):
        raise CooperationError(message("draft_loaded_already"))
    if not summary["is_ready"]:
        raise CooperationError(message("no_rows"))


def is_ready(entry: Entry, workbooks: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all was read, none refused, and something is there that no load has brought."""
    new = [one for one in workbooks if one["loaded_as"] is None]
    return (
        entry["state"] in (OPEN, WAITING)
        and all(one["status"] == "checked" for one in workbooks)
        and any(one["rows"].get(table) for one in new for table in one["rows"])
    )
