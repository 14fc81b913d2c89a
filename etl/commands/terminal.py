"""What the commands say: sentences on standard error, one JSON document on standard output."""

import sys
from typing import Any

import orjson

from etl.checked import Checked
from etl.log_lines import one_line
from etl.messages import message
from etl.names.suggestion import suggestion_in_words

CHANGES_TOLD = 20
VALUE_LENGTH = 40


def say(sentence: str) -> None:
    """A sentence for people."""
    print(one_line(sentence), file=sys.stderr)


def print_json(document: Any) -> None:
    """The one document of a command with `--json`."""
    sys.stdout.buffer.write(
        orjson.dumps(document, default=_plain, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    )


def _plain(value: Any) -> float | int:
    number = float(value)
    return int(number) if number.is_integer() else number


def tell(checked: Checked) -> None:
    """What was found in a workbook, and each problem with its place."""
    if checked.refusal:
        say(f"{checked.name}: {checked.refusal.message}")
        return
    for table in checked.tables:
        if table["table"]:
            lines = "–".join(str(row) for row in table["heading_rows"])
            values = {**table, "heading_rows": lines}
            say(f"{checked.name}: {message('table_found', **values)}")
    for problem in checked.problems:
        place = f"{problem.sheet}!{problem.cell or problem.row_number}"
        likely = f" → {suggestion_in_words(problem.suggestion)}" if problem.suggestion else ""
        say(f"  {place}: {message(problem.code, seen=problem.seen)}{likely}")


def tell_changes(changed: list[dict[str, Any]], count: int) -> None:
    """The first changed rows, column by column; then how many more there are. `changed` is what `changes` gives."""
    for row in changed[:CHANGES_TOLD]:
        columns = "; ".join(f"{name} {_text(c['old'])} → {_text(c['new'])}" for name, c in row["columns"].items())
        place = f"{row['sheet']}!{row['row_number']}"
        say(f"  {message('row_changed', place=place, table=row['table'], id=row['id'], columns=columns)}")
    if count > CHANGES_TOLD:
        say(f"  {message('more_changed', count=count - CHANGES_TOLD)}")


def _text(value: Any) -> str:
    """A value in a line: lists joined, nothing as a dash, long texts cut."""
    text = "、".join(value) if isinstance(value, list) else str("" if value is None else value)
    return (text if len(text) <= VALUE_LENGTH else f"{text[: VALUE_LENGTH - 1]}…").replace("\n", " ") or "—"


def load_line(load: dict[str, Any]) -> str:
    """One line a load: the rows as +added ~changed =unchanged !rejected; #1 is the series that load 1 began."""
    counts = zip("+~=!", load["rows"].values(), strict=True)
    rows = " ".join(f"{sign}{count}" for sign, count in counts)
    series = f"#{load['series']}"
    return one_line(
        "  ".join((f"{load['id']:>4}", load["at"], load["by"], load["workbook"], rows, load["state"], series))
    )
