"""Publishing a draft: who may, the one version that holds all of it, and what became of one that was cut short."""

from typing import Any

import orjson

from etl import audit
from etl.clock import now
from etl.draft import connect
from etl.errors import CooperationError
from etl.intake.child import run_task
from etl.intake.store import STATE, Entry, folder_of, locked, read_entry, remove_rest, write_durably
from etl.messages import message
from etl.policy import POLICY
from etl.schema import literals
from etl.warehouse import open_warehouse

_running: set[str] = set()


def is_publishing(draft_id: str) -> bool:
    """Whether this process publishes the draft just now."""
    return draft_id in _running


def publish(draft_id: str, by: str) -> dict[str, Any]:
    """{"version", "loads"} of the one version that was published. Raises `CooperationError` and nothing changed."""
    folder = folder_of(draft_id)
    with locked(folder):
        entry = read_entry(draft_id)
        settled(entry)
        _check(entry, by)
        entry["publishing"] = {"by": by, "at": now(), "after": _last_load()}
        write_durably(folder / STATE, orjson.dumps(entry))
        _running.add(draft_id)
        try:
            done = run_task("publish", folder, by, orjson.dumps(entry["shown"]).decode())
            entry |= _published(by, done["version"], done["loads"])
        finally:
            entry["publishing"] = None
            write_durably(folder / STATE, orjson.dumps(entry))
            _running.discard(draft_id)
    remove_rest(folder, [])
    _record(entry, by, done["version"])
    return {"version": done["version"], "loads": done["loads"]}


def _check(entry: Entry, by: str) -> None:
    if entry["state"] not in ("open", "waiting"):
        raise CooperationError(message("draft_not_open"))
    prepared = {entry["by"], entry["submitted_by"], *(answer["by"] for answer in entry["answers"])}
    if POLICY.four_eyes and entry["state"] != "waiting":
        raise CooperationError(message("four_eyes_submit"))
    if POLICY.four_eyes and by in prepared:
        raise CooperationError(message("four_eyes_other"))


def settled(entry: Entry) -> None:
    """Notes in the entry what became of a publishing that did not come to its end: all of it was, or nothing."""
    cut_short = entry["publishing"]
    if not cut_short:
        return
    entry["publishing"] = None
    current = open_warehouse().current()
    if current is None:
        return
    digests = [one["sha256"] for one in entry["workbooks"]]
    with connect(current, read_only=True) as connection:
        found = connection.execute(
            f"select sha256, load_id from loads where undone_at is null and sha256 in ({literals(digests)})"
        ).fetchall()
    loads = sorted(load_id for _, load_id in found if load_id > cut_short["after"])
    if loads and {digest for digest, _ in found} == set(digests):
        entry |= _published(cut_short["by"], current.stem, loads)


def _published(by: str, version: str, loads: list[int]) -> dict[str, Any]:
    about = {"state": "published", "published_by": by, "published_at": now()}
    return {**about, "version": version, "loads": loads, "publishing": None}


def _last_load() -> int:
    current = open_warehouse().current()
    if current is None:
        return 0
    with connect(current, read_only=True) as connection:
        ((last,),) = connection.execute("select coalesce(max(load_id), 0) from loads").fetchall()
        return int(last)


def _record(entry: Entry, by: str, version: str) -> None:
    for load_id in entry["loads"]:
        audit.record("load", by, str(load_id), draft=entry["id"], version=version)
    names = [one["name"] for one in entry["workbooks"]]
    about = {"version": version, "loads": entry["loads"], "workbooks": names, "answers": len(entry["answers"])}
    audit.record("publish", by, entry["id"], prepared_by=entry["by"], **about)
