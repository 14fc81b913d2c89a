"""The commands `python -m etl check | load | loads | undo`; one thin function a command."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

import orjson

from etl.checked import Checked
from etl.errors import CooperationError
from etl.messages import message
from etl.pipeline import check_path, load_checked
from etl.warehouse import connect, open_warehouse

DONE, FAILED, REFUSED = 0, 1, 3


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
    chosen = parser.parse_args(arguments)
    try:
        status: int = chosen.action(chosen)
        return status
    except CooperationError as error:
        _say(str(error))
        return FAILED


def _somebody() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _print_json(document: Any) -> None:
    sys.stdout.buffer.write(
        orjson.dumps(document, default=_plain, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    )


def _plain(value: Any) -> float | int:
    number = float(value)
    return int(number) if number.is_integer() else number


def _tell(checked: Checked) -> None:
    if checked.refusal:
        _say(f"{checked.name}: {checked.refusal.message}")
        return
    for table in checked.tables:
        if table["table"]:
            lines = "–".join(str(row) for row in table["heading_rows"])
            values = {**table, "heading_rows": lines}
            _say(f"{checked.name}: {message('table_found', **values)}")
    for problem in checked.problems:
        place = f"{problem.sheet}!{problem.cell or problem.row_number}"
        _say(f"  {place}: {message(problem.code, seen=problem.seen)}")


def _check(chosen: argparse.Namespace) -> int:
    checked = [check_path(path) for path in chosen.workbook]
    for workbook in checked:
        _tell(workbook)
    if chosen.json:
        _print_json([workbook.as_json() for workbook in checked])
    return REFUSED if all(workbook.refusal for workbook in checked) else DONE


def _load(chosen: argparse.Namespace) -> int:
    checked = [check_path(path) for path in chosen.workbook]
    for workbook in checked:
        _tell(workbook)
    result: dict[str, Any] = {"version": None, "loads": [], "new": False}
    status = DONE
    if any(workbook.refusal for workbook in checked):
        status = REFUSED if all(workbook.refusal for workbook in checked) else FAILED
        if len(checked) > 1:
            _say(message("nothing_loaded"))
    elif not any(rows for workbook in checked for rows in workbook.rows.values()):
        status = REFUSED
        _say(message("no_rows"))
    else:
        result = load_checked(checked, chosen.by)
        code = "load_done" if result["new"] else "load_nothing_new"
        _say(message(code, workbooks=len(result["loads"]), version=result["version"]))
    if chosen.json:
        _print_json({**result, "workbooks": [workbook.as_json() for workbook in checked]})
    return status


def _loads(chosen: argparse.Namespace) -> int:
    current = open_warehouse().current()
    loads = []
    if current:
        with connect(current, read_only=True) as connection:
            cursor = connection.execute("select * from loads order by load_id desc")
            names = [column[0] for column in cursor.description or []]
            loads = [_load_json(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    if chosen.json:
        _print_json(loads)
    elif not loads:
        _say(message("no_loads"))
    for load in [] if chosen.json else loads:
        print(_load_line(load))
    return DONE


def _load_line(load: dict[str, Any]) -> str:
    """One line a load: the rows as +added ~changed =unchanged !rejected."""
    counts = zip("+~=!", load["rows"].values(), strict=True)
    rows = " ".join(f"{sign}{count}" for sign, count in counts)
    return "  ".join((f"{load['id']:>4}", load["at"], load["by"], load["workbook"], rows, load["state"]))


def _load_json(load: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": load["load_id"],
        "at": load["loaded_at"],
        "by": load["loaded_by"],
        "workbook": load["workbook"],
        "sha256": load["sha256"],
        "rows": {name: load[name] for name in ("added", "changed", "unchanged", "rejected")},
        "state": "undone" if load["undone_at"] else "active",
    }


def _undo(chosen: argparse.Namespace) -> int:
    version = open_warehouse().undo(chosen.load, chosen.by)
    _say(message("undo_done", load=chosen.load, version=version))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
