"""The commands `python -m etl check` and `load`."""

import argparse
from pathlib import Path
from typing import Any

from etl.checked import Checked
from etl.commands.terminal import print_json, say, tell, tell_changes
from etl.draft import connect
from etl.history.changes import changes, how_many
from etl.history.reviews import how_many_wait
from etl.known import known_decisions
from etl.limits import LIMITS
from etl.messages import message
from etl.pipeline import check_path, load_checked
from etl.progress import Progress
from etl.read.workbook import digest_of, safe_name
from etl.warehouse import open_warehouse

DONE, FAILED, REFUSED = 0, 1, 3
# A row is read, then understood.
STEPS = 2
# In the JSON document of `load`, for each workbook; their true number stands beside them.
MOST_CHANGES = 1_000


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", somebody: str) -> None:
    """Adds the commands; `somebody` is who loads when nobody is named."""
    for name, action, text in (
        ("check", _check, "read, map, clean and check workbooks; load nothing"),
        ("load", _load, "the same, then publish one new version: all workbooks or none"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("workbook", nargs="+", type=Path)
        command.add_argument("--by", default=somebody)
        command.add_argument("--json", action="store_true")
        command.set_defaults(action=action)


def _check(chosen: argparse.Namespace) -> int:
    known = known_decisions()
    with Progress(steps=STEPS) as progress:
        checked = [check_path(path, known, progress) for path in chosen.workbook]
    for workbook in checked:
        tell(workbook)
    if chosen.json:
        print_json([workbook.as_json() for workbook in checked])
    return REFUSED if all(workbook.refusal for workbook in checked) else DONE


def _load(chosen: argparse.Namespace) -> int:
    already = {path: found for path in chosen.workbook if (found := _loaded_already(path))}
    known = known_decisions()
    with Progress(steps=STEPS) as progress:
        checked = [
            already[path][0] if path in already else check_path(path, known, progress) for path in chosen.workbook
        ]
    new = [workbook for path, workbook in zip(chosen.workbook, checked, strict=True) if path not in already]
    for workbook, load_id in already.values():
        say(message("already_loaded", name=workbook.name, load=load_id))
    for workbook in new:
        tell(workbook)
    result: dict[str, Any] = {"version": None, "loads": [], "new": False}
    status = DONE
    if any(workbook.refusal for workbook in new):
        status = REFUSED if all(workbook.refusal for workbook in checked) else FAILED
        if len(checked) > 1:
            say(message("nothing_loaded"))
    elif new and not any(len(rows) for workbook in new for rows in workbook.rows.values()):
        status = REFUSED
        say(message("no_rows"))
    else:
        result = load_checked(new, chosen.by)
        code = "load_done" if result["new"] else "load_nothing_new"
        say(message(code, workbooks=len(result["loads"]), version=result["version"]))
    of_digest = _tell_news(result["loads"])
    if chosen.json:
        workbooks = [{**workbook.as_json(), **of_digest.get(workbook.sha256, {})} for workbook in checked]
        for path, document in zip(chosen.workbook, workbooks, strict=True):
            if path in already:
                document["already_loaded"] = already[path][1]
        print_json({**result, "workbooks": workbooks})
    return status


def _loaded_already(path: Path) -> tuple[Checked, int] | None:
    """A workbook whose bytes a load that counts brought, unread, and that load."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LIMITS.file_bytes else b""
    except OSError:
        return None  # `check_path` says it
    digest = digest_of(content)
    load_id = open_warehouse().loaded_as(digest)
    return (Checked(safe_name(path.name), digest, content), load_id) if load_id else None


def _tell_news(load_ids: list[int]) -> dict[str, dict[str, Any]]:
    """Says what new loads changed; sha256 → what `load --json` says of it beside the contract's object."""
    if not load_ids:
        return {}
    current = open_warehouse().current()
    assert current
    news = {}
    with connect(current, read_only=True) as connection:
        for load_id in load_ids:
            sql = f"select workbook, sha256, series from loads where load_id = {load_id}"
            ((name, digest, series),) = connection.execute(sql).fetchall()
            if series != load_id:
                say(message("newer_version", name=name, series=series))
            changed = changes(connection, [load_id], MOST_CHANGES)
            count = how_many(connection, load_id)
            tell_changes(changed, count)
            news[digest] = {"load": load_id, "series": series, "changes": changed, "change_count": count}
        waiting = how_many_wait(connection)
    if waiting:
        say(message("reviews_wait", count=waiting))
    return news
