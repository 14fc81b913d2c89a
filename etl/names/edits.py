"""Reference tables edited in the page: partners, sectors, targets, rates, and the aliases of partners, sectors, towns.

An edit of a row is a decision `row_edited`, an alias a decision `name_is`: with author, moment and reason, revocable by
its id, and in the state as of a day as it held then.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import orjson

from etl import audit
from etl.definitions import definitions
from etl.draft import connect
from etl.errors import CooperationError
from etl.history import decisions
from etl.messages import message
from etl.names.checks import check_name_decision, decision_object, decision_subject
from etl.names.edit_checks import (
    check_key,
    check_meaning,
    check_reason,
    check_row,
    check_spellings,
    check_whole,
    known_rows,
    meaning_now,
)
from etl.names.known_names import name_key
from etl.names.spellings import PARTNERS, PLACES
from etl.places import REFERENCE, reference_file
from etl.reference import NAMES, read_table
from etl.reference_edits import ALIASES, KIND, Row, editable, edits_of, laid_over, subject_of
from etl.warehouse import open_warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

SHIPPED, OFFICE, EDITED = "shipped", "office", "edited"
Change = Callable[["Connection"], int]


def edit(
    table: str, key: Mapping[str, Any], row: Mapping[str, Any] | None, by: str, reason: str | None
) -> dict[str, Any]:
    """Publishes a version with a row as `row` says, or without it; → {"decision", "version"}.

    `row` holds the columns to write. Raises `CooperationError` in words, also when nothing would change.
    """
    if not (reason or "").strip():
        raise CooperationError(message("edit_reason_missing"))
    decision, version = open_warehouse().change(change_of(table, key, row, by, reason))
    about = f"{table}:{subject_of(table, check_key(table, key))}"
    audit.record("edit", by, about, row=row, reason=reason, decision=decision, version=version)
    return {"decision": decision, "version": version}


def change_of(table: str, key: Mapping[str, Any], row: Mapping[str, Any] | None, by: str, reason: str | None) -> Change:
    """The same as a change to a draft, for `etl.trial.trial`; it returns the decision's id."""

    def change(connection: "Connection") -> int:
        check_reason(reason)
        found = check_key(table, key)
        decide = _decide_alias if table == ALIASES else _decide_row
        return decide(connection, table, found, row, by, reason)

    return change


def edited(table: str) -> list[dict[str, Any]]:
    """The rows of a table as the current version has them, in their order.

    Each with its columns, "origin" (shipped with the software, from the office's own file, edited by somebody), and of
    the edit that was made last "decision", "by", "at" and "reason", else None.
    """
    current = open_warehouse().current()
    if current is None:
        return list(_aliases([])) if table == ALIASES else [_from_file(table, row, {}) for row in read_table(table)]
    with connect(current, read_only=True) as connection:
        made = [one for one in decisions.all_decisions(connection) if one["undone_at"] is None]
        if table == ALIASES:
            return list(_aliases(list(reversed(made))))
        latest = {one["subject"]: one for one in reversed(made) if (one["kind"], one["table_name"]) == (KIND, table)}
        rows = laid_over(table, read_table(table), edits_of(connection, table))
        return [_from_file(table, row, latest) for row in rows]


def _decide_row(
    connection: "Connection", table: str, key: Row, row: Mapping[str, Any] | None, by: str, reason: str | None
) -> int:
    subject = subject_of(table, key)
    known = {subject_of(table, one): one for one in laid_over(table, read_table(table), edits_of(connection, table))}
    before = known.get(subject)
    if row is None:
        if before is None or not editable()[table]["removable"]:
            raise CooperationError(message("edit_not_removable" if before else "edit_no_row", seen=subject))
        return decisions.decide(connection, KIND, table, subject, None, by, reason)
    new = check_row(table, row)
    if table == "targets":
        new |= {"unit": definitions()["indicators"][key["indicator"]]["unit"], "is_example": ""}
    changed = {column: text for column, text in new.items() if (before or {}).get(column, "") != text}
    if not changed:
        raise CooperationError(message("edit_nothing", seen=subject))
    check_whole(table, {**(before or {}), **changed})
    if table in NAMES:
        check_spellings(connection, table, subject, changed, is_new=before is None)
    return decisions.decide(connection, KIND, table, subject, orjson.dumps(changed).decode(), by, reason)


def _decide_alias(
    connection: "Connection", _: str, key: Row, row: Mapping[str, Any] | None, by: str, reason: str | None
) -> int:
    table, spelling = key["names_of"], key["spelling"]
    made = list(reversed(decisions.all_decisions(connection)))
    given = [one for one in made if (one["kind"], one["table_name"], one["undone_at"]) == ("name_is", table, None)]
    before = [one for one in given if name_key(one["subject"]) == name_key(spelling)]
    if row is None:
        if before:
            decisions.revoke(connection, before[-1]["decision_id"], by)
            return int(before[-1]["decision_id"])
        if meaning_now(connection, table, spelling) is None:
            raise CooperationError(message("edit_no_row", seen=spelling))
        # Rows keep of a known sector or town only the name: how it was written cannot be told any more.
        raise CooperationError(message("alias_to_split" if table == PARTNERS else "alias_from_file", seen=spelling))
    row = check_row(ALIASES, row)
    check_whole(ALIASES, row)
    check_meaning(connection, table, spelling, row["name"])
    if table == PARTNERS:
        subject, name = decision_subject(spelling), decision_object(row["name"], made)
        check_name_decision("name_is", table, subject, name, made)
    else:
        subject, name = spelling, row["name"]
        if name not in known_rows(connection, table):
            raise CooperationError(message("edit_no_row", seen=name))
        if meaning_now(connection, table, spelling) == name:
            raise CooperationError(message("name_is_already", seen=spelling, name=name))
    return decisions.decide(connection, "name_is", table, subject, name, by, reason)


def _aliases(given: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The files' spellings and those that people decided about, in the order of tables and names."""
    for table in (PARTNERS, *PLACES):
        name, spelled = NAMES[table][0], NAMES[table][1][-1]
        about = {one["subject"]: one for one in given if (one["kind"], one["table_name"]) == ("name_is", table)}
        keys = {name_key(spelling) for spelling in about}
        for row in read_table(table):
            for spelling in filter(None, map(str.strip, row[spelled].split(";"))):
                if name_key(spelling) not in keys:
                    said = {"names_of": table, "spelling": spelling, "name": row[name]}
                    yield _told({**said, "origin": _origin(table, row)}, None)
        for spelling, one in about.items():
            said = {"names_of": table, "spelling": spelling, "name": one["object"], "origin": EDITED}
            yield _told(said, one)


def _from_file(table: str, row: Row, latest: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    made = latest.get(subject_of(table, row))
    return _told({**row, "origin": EDITED if made else _origin(table, row)}, made)


def _told(row: dict[str, Any], decision: dict[str, Any] | None) -> dict[str, Any]:
    names_of = {"decision": "decision_id", "by": "decided_by", "at": "decided_at", "reason": "reason"}
    return {**row, **{name: decision and decision[column] for name, column in names_of.items()}}


def _origin(table: str, row: Row) -> str:
    path = reference_file(f"{table}.csv")
    return SHIPPED if path.parent == REFERENCE else OFFICE
