"""Whether a decision about names can be made: it must change something, and lead to one body."""

from collections.abc import Iterable, Mapping
from typing import Any

from etl.clean.text import visible
from etl.errors import CooperationError
from etl.messages import message
from etl.names.decisions import KINDS, TABLE
from etl.names.known_names import name_key
from etl.names.resolve import resolve_names
from etl.reference import names
from etl.reference_edits import KIND, said_by

Decision = Mapping[str, Any]


def decision_subject(written: str) -> str:
    """A spelling as rows keep it: 香港总商会等3家机构 → 香港总商会. Several names stay as they are and are refused."""
    parts = resolve_names(written, names(TABLE)).written
    return parts[0] if len(parts) == 1 else visible(written)


def decision_object(written: str, decisions: Iterable[Decision] = ()) -> str:
    """The body that a text names: the canonical name, or one that a decision in force made, else the text as it is."""
    found = resolve_names(written, names(TABLE)).names
    if len(found) == 1 and found[0] in names(TABLE).canonical.values():
        return found[0]
    return _made(decisions).get(name_key(written)) or visible(written)


def check_name_decision(kind: str, table: str, subject: str, object: str, decisions: Iterable[Decision]) -> None:
    """Raises `CooperationError` when the decision says nothing new or cannot be followed.

    `subject` and `object` are those of the table `decisions`: for `name_is` from `decision_subject` and
    `decision_object`, for `name_merged` both from `decision_object`. `decisions` are rows of that table with at least
    kind, table_name, subject, object and undone_at, in the order in which they were made.
    """
    if table != TABLE or kind not in KINDS:
        raise CooperationError(message("name_not_decided", seen=table))
    about = [d for d in decisions if d["table_name"] == table and d["undone_at"] is None]
    active = [d for d in about if d["kind"] in (*KINDS, KIND)]
    for text in (subject, object):
        if not name_key(text):
            raise CooperationError(message("name_empty"))
    _check_body(object, active, may_be_new=kind == "name_is")
    if kind == "name_is":
        _check_spelling(subject, object, active)
    else:
        _check_body(subject, active, may_be_new=False)
        _check_merger(subject, object, active)


def _made(decisions: Iterable[Decision]) -> dict[str, str]:
    """Key → name of the bodies that decisions in force made: by a spelling, or as a row of the table."""
    made = {}
    for decision in decisions:
        if decision["table_name"] == TABLE and decision["undone_at"] is None:
            said = said_by(decision) if decision["kind"] == KIND else ((name, name) for _, name in said_by(decision))
            made.update({name_key(text): name for text, name in said})
    return made


def _check_body(name: str, active: list[Decision], *, may_be_new: bool) -> None:
    """A known body must be called by its own name, and a new one must be one body."""
    canonical = decision_object(name, active)
    if canonical != name:
        raise CooperationError(message("name_is_spelling", seen=name, name=canonical))
    if name in names(TABLE).canonical.values() or name_key(name) in _made(active):
        return
    if names(TABLE).meanings(name):
        raise CooperationError(message("name_ambiguous", seen=name))
    if not may_be_new:
        raise CooperationError(message("name_no_body", seen=name))
    _check_one(name)


def _check_one(written: str) -> None:
    if len(resolve_names(written, names(TABLE)).written) != 1:
        raise CooperationError(message("name_several", seen=written))


def _check_spelling(written: str, name: str, active: list[Decision]) -> None:
    _check_one(written)
    latest = [name for d in active for text, name in said_by(d) if name_key(text) == name_key(written)]
    now = latest[-1] if latest else names(TABLE).find(written)
    if now == name:
        raise CooperationError(message("name_is_already", seen=written, name=name))


def _check_merger(one: str, other: str, active: list[Decision]) -> None:
    if one == other:
        raise CooperationError(message("name_itself", seen=one))
    mergers = [(d["subject"], d["object"]) for d in active if d["kind"] == "name_merged"]
    if dict(mergers).get(one) == other:
        raise CooperationError(message("name_merged_already", seen=one, name=other))
    # Over all mergers in force, also those that a later one replaces: none may close a ring when another is undone.
    reached = {other}
    while more := {after for before, after in mergers if before in reached} - reached:
        reached |= more
    if one in reached:
        raise CooperationError(message("name_ring", seen=one, name=other))
