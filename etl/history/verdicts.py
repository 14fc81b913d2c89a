"""A person's verdict on something that waits → the decision to record."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.errors import CooperationError
from etl.history.decisions import all_decisions
from etl.history.duplicates import likely_duplicates
from etl.history.gone import gone_rows
from etl.history.layouts import LAYOUTS, cell_decision
from etl.history.reviews import parts_of, reviews
from etl.messages import message
from etl.names.checks import check_name_decision, decision_object, decision_subject
from etl.source import sources
from etl.tables.chosen import NONE
from etl.tables.chosen import NOTHING as NOTHING
from etl.tables.corrected import Correction, place_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

CHOICES = {
    "gone": "remove, keep",
    "duplicate": "same, distinct",
    "name": "is:…, merge:…",
    "heading": "is:visits.topic …, leave",
    "table": "is:visits …, is:none",
    "cell": "is:…",
}

_LAYOUT = re.compile("[0-9a-f]{12}")


class WrongVerdict(CooperationError):
    """The verdict is none that can be given on the reference, or the reference is none."""


@dataclass(frozen=True)
class Decision:
    """What `Warehouse.decide` records."""

    kind: str
    table_name: str
    subject: str
    object: str | None = None


def decision_of(connection: "Connection", reference: str, verdict: str) -> Decision:
    """The decision. Raises `WrongVerdict`, or `CooperationError` when the reference is not (or no longer) there."""
    kind, *parts = parts_of(reference)
    choice, _, value = (part.strip() for part in verdict.partition(":"))
    try:
        return _DECIDERS[kind, choice](connection, parts, value)
    except (KeyError, ValueError) as error:
        choices = CHOICES.get(kind, "gone:…, duplicate:…, name:…, heading:…, table:LAYOUT, cell:LAYOUT:SHEET:B7:SEEN")
        raise WrongVerdict(message("unknown_verdict", reference=reference, verdict=verdict, choices=choices)) from error


def _gone(connection: "Connection", parts: list[str], kind: str) -> Decision:
    table, row_id = parts
    if not any((one["table"], one["id"]) == (table, row_id) for one in gone_rows(connection)):
        raise CooperationError(message("unknown_reference", seen=":".join(["gone", *parts])))
    return Decision(kind, table, row_id)


def _pair(connection: "Connection", parts: list[str]) -> tuple[str, str, str]:
    table, first, second = parts
    for one in likely_duplicates(connection):
        if one["table"] == table and {one["first"], one["second"]} == {first, second}:
            return table, one["first"], one["second"]
    raise CooperationError(message("unknown_reference", seen=":".join(["duplicate", *parts])))


def _same(connection: "Connection", parts: list[str], _: str) -> Decision:
    table, first, second = _pair(connection, parts)
    return Decision("row_removed", table, second, first)


def _distinct(connection: "Connection", parts: list[str], _: str) -> Decision:
    return Decision("pair_distinct", *_pair(connection, parts))


def _name(connection: "Connection", parts: list[str], kind: str, value: str) -> Decision:
    table, written = parts[0], ":".join(parts[1:])
    made = list(reversed(all_decisions(connection)))
    subject = decision_subject(written) if kind == "name_is" else decision_object(written, made)
    decision = Decision(kind, table, subject, decision_object(value, made))
    check_name_decision(kind, table, subject, str(decision.object), made)
    return decision


def _heading(connection: "Connection", parts: list[str], value: str) -> Decision:
    (subject,) = parts
    table, _, columns = value.partition(".")
    known = sources()[table].columns
    if not columns or any(column not in known for column in columns.split("+")):
        raise ValueError(value)
    if table != _table_of_heading(connection, subject):
        raise ValueError(value)
    return Decision("heading_is", table, subject, value)


def _leave(connection: "Connection", parts: list[str], _: str) -> Decision:
    (subject,) = parts
    return Decision("heading_is", _table_of_heading(connection, subject), subject, NOTHING)


def _table(connection: "Connection", parts: list[str], value: str) -> Decision:
    (layout,) = parts
    if not _LAYOUT.fullmatch(layout) or value not in (NONE, *sources()):
        raise ValueError(value)
    return Decision("table_is", LAYOUTS, layout, value)


def _cell(connection: "Connection", parts: list[str], value: str) -> Decision:
    layout, sheet, cell, seen = parts
    place_of(cell)
    if not _LAYOUT.fullmatch(layout):
        raise ValueError(layout)
    return Decision("cell_is", LAYOUTS, *cell_decision(layout, Correction(sheet, cell, value, layout, seen)))


def _table_of_heading(connection: "Connection", subject: str) -> str:
    for one in reviews(connection):
        if parts_of(one["reference"]) == ["heading", subject]:
            return str(one["table"])
    raise CooperationError(message("unknown_reference", seen=f"heading:{subject}"))


_DECIDERS = {
    ("gone", "remove"): lambda connection, parts, _: _gone(connection, parts, "row_removed"),
    ("gone", "keep"): lambda connection, parts, _: _gone(connection, parts, "row_kept"),
    ("duplicate", "same"): _same,
    ("duplicate", "distinct"): _distinct,
    ("name", "is"): lambda connection, parts, value: _name(connection, parts, "name_is", value),
    ("name", "merge"): lambda connection, parts, value: _name(connection, parts, "name_merged", value),
    ("heading", "is"): _heading,
    ("heading", "leave"): _leave,
    ("table", "is"): _table,
    ("cell", "is"): _cell,
}
