"""What a person answered about a draft's workbooks: held against what was found, and what it means for reading."""

from collections.abc import Iterable, Mapping
from typing import Any

from etl.clean.text import visible
from etl.errors import CooperationError
from etl.intake.found import LINES
from etl.limits import LIMITS
from etl.messages import message
from etl.names.checks import check_name_decision, decision_object, decision_subject
from etl.names.known_names import name_key
from etl.source import sources
from etl.tables.chosen import NONE, NOTHING
from etl.tables.corrected import place_of

DEEPEST = 6
FEWEST_TEXTS = 2

Answer = dict[str, Any]
# sha256 → what was found in the workbook, as `etl.intake.results` says it
Results = Mapping[str, Mapping[str, Any]]


def question(answer: Answer) -> tuple[Any, ...]:
    """What an answer answers; the newest answer to a question holds."""
    match answer["kind"]:
        case "heading_rows":
            return "heading_rows", answer["sha256"], answer["sheet"], answer["table_id"]
        case "table":
            return "table", answer["layout"]
        case "column":
            return "column", answer["layout"], answer["heading"]
        case "name":
            return "name", answer["table"], name_key(answer["seen"])
        case _:
            return "cell", answer["sha256"], answer["sheet"], answer["cell"]


def layouts_in(results: Results) -> set[str]:
    """The layouts of the tables that were found."""
    return {table["layout"] for result in results.values() for table in result["tables"] if table["layout"]}


def located(answer: Answer, results: Results) -> Answer:
    """The answer with the layout of the table that it names by its place."""
    if answer["kind"] != "table" or answer.get("layout"):
        return answer
    return {**answer, "layout": _table(answer, results)["layout"]}


def checked(answer: Answer, results: Results, before: Iterable[Answer], made: list[dict[str, Any]]) -> list[Answer]:
    """The answer as it is kept, and what follows from it. Raises `CooperationError` when it cannot be followed.

    `before` are the draft's other answers, `made` the decisions of the current version in the order they were made.
    """
    try:
        return _CHECKS[answer["kind"]](answer, results, list(before), made)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CooperationError(message("answer_wrong")) from error


def _heading_rows(answer: Answer, results: Results, before: list[Answer], made: object) -> list[Answer]:
    rows = sorted(set(map(int, answer["rows"])))
    table = _table(answer, results)
    if not rows or len(rows) > DEEPEST or rows != list(range(rows[0], rows[0] + len(rows))):
        raise CooperationError(message("heading_rows_wrong", most=DEEPEST))
    lines = {line["row_number"]: line["cells"] for line in table["lines"]}
    # Fewer lines than are shown of a sheet are all that it has.
    if set(rows) <= set(lines) or (len(lines) < LINES and rows[-1] > max(lines, default=0)):
        columns = {place for row in rows for place, text in enumerate(lines.get(row, ())) if text}
        if len(columns) < FEWEST_TEXTS:
            raise CooperationError(message("heading_rows_empty", seen="–".join(map(str, rows))))
    kept = {name: answer[name] for name in ("kind", "sha256", "sheet", "table_id")}
    earlier = next((one for one in before if question(one) == question(kept)), None)
    instead_of = earlier["instead_of"] if earlier else table["layout"] or ""
    return [{**kept, "rows": rows, "instead_of": instead_of}]


def _table_is(answer: Answer, results: Results, before: object, made: object) -> list[Answer]:
    layout = located(answer, results)["layout"]
    if not layout:
        raise CooperationError(message("table_without_heading"))
    if answer["table"] != NONE and answer["table"] not in sources():
        raise ValueError(answer["table"])
    _known_layout(layout, results)
    return [{"kind": "table", "layout": layout, "table": answer["table"]}]


def _column(answer: Answer, results: Results, before: list[Answer], made: object) -> list[Answer]:
    layout, heading, column = answer["layout"], answer["heading"], answer["column"]
    found = _known_layout(layout, results)
    (one, *_) = [one for one in found["columns"] if one["heading"] == heading]
    is_alone = sum(other["key"] == one["key"] for other in found["columns"]) == 1
    about = {"key": one["key"] if is_alone else one["whole_key"], "table": found["table"]}
    kept: Answer = {"kind": "column", "layout": layout, "heading": heading, "column": column, **about}
    if column == NOTHING:
        return [kept]
    table, _, fills = column.partition(".")
    if found["table"] not in (None, table):
        raise CooperationError(message("column_of_other_table"))
    if sources()[table].filling(*fills.split("+")) is None:
        raise CooperationError(message("column_not_to_choose", seen=column))
    for other in before:
        if other["kind"] != "column" or other["layout"] != layout or question(other) == question(kept):
            continue
        if set(other["column"].partition(".")[2].split("+")) & set(fills.split("+")):
            raise CooperationError(message("column_chosen_twice", seen=other["heading"]))
    follows: list[Answer] = [] if found["table"] else [{"kind": "table", "layout": layout, "table": table}]
    return [*follows, {**kept, "table": table}]


def _name(answer: Answer, results: object, before: list[Answer], made: list[dict[str, Any]]) -> list[Answer]:
    answered = [
        {"kind": "name_is", "table_name": one["table"], "subject": one["seen"], "object": one["name"]}
        | {"undone_at": None}
        for one in before
        if one["kind"] == "name" and name_key(one["seen"]) != name_key(answer["seen"])
    ]
    decisions = [*made, *answered]
    seen, name = decision_subject(answer["seen"]), decision_object(answer["name"], decisions)
    check_name_decision("name_is", answer["table"], seen, name, decisions)
    return [{"kind": "name", "table": answer["table"], "seen": seen, "name": name}]


def _cell(answer: Answer, results: Results, before: object, made: object) -> list[Answer]:
    result = results.get(answer["sha256"])
    if result is not None and not any(table["sheet"] == answer["sheet"] for table in result["tables"]):
        raise ValueError(answer["sheet"])
    place_of(answer["cell"])
    value = visible(answer["value"])
    if len(value) > LIMITS.cell_characters:
        raise CooperationError(message("cell_too_long", most=LIMITS.cell_characters))
    kept = {name: answer[name] for name in ("kind", "sha256", "sheet", "cell")}
    return [{**kept, "seen": str(answer.get("seen", "")), "value": value}]


_CHECKS = {"heading_rows": _heading_rows, "table": _table_is, "column": _column, "name": _name, "cell": _cell}


def _table(answer: Answer, results: Results) -> Mapping[str, Any]:
    tables = results[answer["sha256"]]["tables"]
    found: list[Mapping[str, Any]] = [one for one in tables if one["id"] == answer["table_id"]]
    if not found or found[0]["sheet"] != answer["sheet"]:
        raise ValueError(answer["table_id"])
    return found[0]


def _known_layout(layout: str, results: Results) -> Mapping[str, Any]:
    found: list[Mapping[str, Any]] = [
        table for result in results.values() for table in result["tables"] if table["layout"] == layout
    ]
    if found:
        return found[0]
    raise CooperationError(message("unknown_layout"))


def concerned(answer: Answer, results: Results) -> list[str]:
    """The workbooks in which the answer shows, as far as they were read: they are read again before the others."""
    if "sha256" in answer:
        return [answer["sha256"]]
    return [
        digest
        for digest, result in results.items()
        if any(table["layout"] == answer.get("layout", "") for table in result["tables"])
        or any(name["seen"] == answer.get("seen") for name in result["names"])
    ]
