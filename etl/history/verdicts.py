"""A person's verdict on something that waits → the decision to record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.errors import CooperationError
from etl.history.decisions import all_decisions
from etl.history.duplicates import likely_duplicates
from etl.history.gone import gone_rows
from etl.history.reviews import parts_of, reviews
from etl.messages import message
from etl.names.checks import check_name_decision, decision_object, decision_subject
from etl.source import sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

CHOICES = {
    "gone": "remove, keep",
    "duplicate": "same, distinct",
    "name": "is:…, merge:…",
    "heading": "is:visits.topic …, leave",
}


# What a heading is that is to be left as it is: no column of any table, so that the column stays with its rows.
NOTHING = "nothing"


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
        choices = CHOICES.get(kind, "gone:…, duplicate:…, name:…, heading:…")
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
}
