"""The commands `python -m etl …`; one thin function each, those about people's decisions in `review_commands`."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

from etl import review_commands
from etl.changes import changes, how_many
from etl.checked import Checked
from etl.errors import CooperationError, WorkbookRefused
from etl.limits import LIMITS
from etl.messages import LANGUAGES, message, reader_language
from etl.known import known_decisions
from etl.pipeline import check_path, load_checked
from etl.read.workbook import digest_of, safe_name
from etl.repair import repair
from etl.reviews import reviews
from etl.source import sources
from etl.template import make_template
from etl.terminal import load_line, print_json, say, tell, tell_changes
from etl.verify import verify
from etl.warehouse import connect, open_warehouse

DONE, FAILED, REFUSED = 0, 1, 3
# In the JSON document of `load`, for each workbook; their true number stands beside them.
MOST_CHANGES = 1_000


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit status; argparse leaves with 2 for wrong arguments."""
    parser = argparse.ArgumentParser(prog="python -m etl", description="Workbooks into the warehouse.")
    commands = parser.add_subparsers(required=True)
    for name, action, text in (
        ("check", _check, "read, map, clean and check workbooks; load nothing"),
        ("load", _load, "the same, then publish one new version: all workbooks or none"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("workbook", nargs="+", type=Path)
        command.add_argument("--by", default=_somebody())
        command.add_argument("--json", action="store_true")
        command.set_defaults(action=action)
    command = commands.add_parser("loads", help="the loads, newest first")
    command.add_argument("--json", action="store_true")
    command.set_defaults(action=_loads)
    command = commands.add_parser("undo", help="take a load back")
    command.add_argument("load", type=int)
    command.add_argument("--by", default=_somebody())
    command.set_defaults(action=_undo)
    review_commands.add_to(commands, _somebody())
    command = commands.add_parser("verify", help="check versions, rows and received workbooks")
    command.add_argument("--json", action="store_true")
    command.set_defaults(action=_verify)
    command = commands.add_parser("template", help="an empty workbook to fill in")
    command.add_argument("table", choices=list(sources()))
    command.add_argument("out", type=Path)
    command.add_argument("--language", choices=LANGUAGES, default=reader_language())
    command.set_defaults(action=_template)
    command = commands.add_parser("repair", help="your own workbook with every problem marked in it")
    command.add_argument("workbook", type=Path)
    command.add_argument("out", type=Path)
    command.set_defaults(action=_repair)
    chosen = parser.parse_args(arguments)
    try:
        status: int = chosen.action(chosen)
        return status
    except CooperationError as error:
        say(str(error))
        return FAILED


def _somebody() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def _check(chosen: argparse.Namespace) -> int:
    checked = [check_path(path) for path in chosen.workbook]
    for workbook in checked:
        tell(workbook)
    if chosen.json:
        print_json([workbook.as_json() for workbook in checked])
    return REFUSED if all(workbook.refusal for workbook in checked) else DONE


def _load(chosen: argparse.Namespace) -> int:
    already = {path: found for path in chosen.workbook if (found := _loaded_already(path))}
    checked = [already[path][0] if path in already else check_path(path) for path in chosen.workbook]
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
            sql = "select workbook, sha256, series from loads where load_id = ?"
            ((name, digest, series),) = connection.execute(sql, [load_id]).fetchall()
            if series != load_id:
                say(message("newer_version", name=name, series=series))
            changed = changes(connection, [load_id], MOST_CHANGES)
            count = how_many(connection, load_id)
            tell_changes(changed, count)
            news[digest] = {"load": load_id, "series": series, "changes": changed, "change_count": count}
        waiting = len(reviews(connection))
    if waiting:
        say(message("reviews_wait", count=waiting))
    return news


def _loads(chosen: argparse.Namespace) -> int:
    current = open_warehouse().current()
    loads = []
    if current:
        with connect(current, read_only=True) as connection:
            cursor = connection.execute("select * from loads order by load_id desc")
            names = [column[0] for column in cursor.description or []]
            loads = [_load_json(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    if chosen.json:
        print_json(loads)
    elif not loads:
        say(message("no_loads"))
    for load in [] if chosen.json else loads:
        print(load_line(load))
    return DONE


def _load_json(load: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": load["load_id"],
        "at": load["loaded_at"],
        "by": load["loaded_by"],
        "workbook": load["workbook"],
        "sha256": load["sha256"],
        "rows": {name: load[name] for name in ("added", "changed", "unchanged", "rejected")},
        "state": "undone" if load["undone_at"] else "active",
        "series": load["series"] or load["load_id"],
    }


def _undo(chosen: argparse.Namespace) -> int:
    version = open_warehouse().undo(chosen.load, chosen.by)
    say(message("undo_done", load=chosen.load, version=version))
    return DONE


def _verify(chosen: argparse.Namespace) -> int:
    report = verify(open_warehouse())
    for damage in report["damaged"]:
        say(damage["message"])
    if chosen.json:
        print_json(report)
    elif report["ok"]:
        say(message("verify_ok", version=report["version"] or "—", digest=report["digest"]))
    return DONE if report["ok"] else FAILED


def _template(chosen: argparse.Namespace) -> int:
    make_template(chosen.table, chosen.out, chosen.language)
    say(message("template_done", seen=chosen.out))
    return DONE


def _repair(chosen: argparse.Namespace) -> int:
    try:
        problems = repair(chosen.workbook, chosen.out)
    except WorkbookRefused as refusal:
        say(f"{chosen.workbook.name}: {refusal.message}")
        return REFUSED
    say(message("repair_done", problems=problems, seen=chosen.out))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
