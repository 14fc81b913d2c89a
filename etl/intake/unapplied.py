"""Answers that had no effect on a workbook that they are for: nothing that a person chose is dropped without a word."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from etl.intake.answers import Answer
from etl.intake.results import Watched
from etl.tables.chosen import NONE, NOTHING


def unapplied(digest: str, answers: Iterable[Answer], watched: Watched) -> list[dict[str, Any]]:
    """Each with the code of the sentence that says why, its place, and what was chosen."""
    return [one for answer in answers for one in _CHECKS[answer["kind"]](digest, answer, watched)]


def _cell(digest: str, answer: Answer, watched: Watched) -> Iterator[dict[str, Any]]:
    made = {(one.correction.sheet, one.correction.cell) for one in watched.corrected}
    if answer["sha256"] == digest and (answer["sheet"], answer["cell"]) not in made:
        place = {"sheet": answer["sheet"], "cell": answer["cell"], "ways": ["cell"]}
        yield {"code": "cell_not_read", "seen": answer["cell"], "value": answer["value"], **place}


def _heading_rows(digest: str, answer: Answer, watched: Watched) -> Iterator[dict[str, Any]]:
    headed = {(table["sheet"], row) for table in watched.tables for row in table["heading_rows"]}
    if answer["sha256"] == digest and not headed.issuperset((answer["sheet"], row) for row in answer["rows"]):
        rows = "–".join(map(str, answer["rows"]))
        yield {"code": "heading_rows_not_read", "seen": rows, "value": rows, **_in_sheet(answer)}


def _table(digest: str, answer: Answer, watched: Watched) -> Iterator[dict[str, Any]]:
    wanted = None if answer["table"] == NONE else answer["table"]
    for table in watched.tables:
        if table["layout"] == answer["layout"] and table["table"] != wanted:
            yield {"code": "table_not_read", "seen": table["sheet"], "value": answer["table"], **_in_sheet(table)}


def _column(digest: str, answer: Answer, watched: Watched) -> Iterator[dict[str, Any]]:
    name, heading = answer["column"], answer["heading"]
    wanted = [] if name == NOTHING else name.partition(".")[2].split("+")
    for table in watched.tables:
        if table["layout"] != answer["layout"] or table["is_left_out"]:
            continue
        found = [column["columns"] for column in table["columns"] if column["heading"] == heading]
        if found and wanted not in found:
            yield {"code": "column_not_read", "seen": heading, "value": name, **_in_sheet(table)}


def _in_sheet(where: dict[str, Any]) -> dict[str, Any]:
    return {"sheet": where["sheet"], "cell": None, "ways": []}


_CHECKS: dict[str, Callable[[str, Answer, Watched], Iterable[dict[str, Any]]]] = {
    "cell": _cell,
    "heading_rows": _heading_rows,
    "table": _table,
    "column": _column,
    "name": lambda *_: (),
}
