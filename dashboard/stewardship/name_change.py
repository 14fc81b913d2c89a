"""A change of names, targets, rates or of what was decided: what it would do, and doing it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dashboard.access.identity import Identity
from dashboard.stewardship.endpoint import Refused
from dashboard.stewardship.trials import effects_of
from dashboard.text import t
from dashboard.warehouse import current
from etl.draft import connect
from etl.history.decisions import decide_change, revoke_change
from etl.history.verdicts import Decision, decision_of
from etl.names.edits import change_of, edit
from etl.warehouse import open_warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

Change = "Callable[[Connection], object]"
What = Mapping[str, Any]


def on_trial(what: What, by: str, reason: str) -> "Callable[[Connection], object]":
    """The change, for a trial version. Raises `CooperationError` when it cannot be made, and `ValueError` for nonsense.

    `what` is {"kind": "edit", "table", "key", "row"}, {"kind": "decide", "reference", "verdict"} or
    {"kind": "revoke", "decision"}.
    """
    if what["kind"] == "edit":
        return change_of(what["table"], what["key"], what["row"], by, reason)
    if what["kind"] == "revoke":
        return revoke_change(what["decision"], by)
    made = _decision(what)
    return decide_change(made.kind, made.table_name, made.subject, made.object, by, reason)


def do(what: What, by: str, reason: str) -> None:
    """Makes the change for good, as one new version."""
    if what["kind"] == "edit":
        edit(what["table"], what["key"], what["row"], by, reason)
    elif what["kind"] == "revoke":
        open_warehouse().revoke(what["decision"], by)
    else:
        made = _decision(what)
        open_warehouse().decide(made.kind, made.table_name, made.subject, made.object, by, reason)


def answered(identity: Identity, language: str, what: What, sent: Mapping[str, Any]) -> dict[str, Any]:
    """{"version", "effects"} of a change on trial, or {"version"} once it was made.

    What is made must be what was shown: of the version that is current.
    """
    reason = sent.get("reason") or ""
    if not isinstance(reason, str):
        raise Refused(400, t("error.sent", language))
    version = current()
    if sent.get("is_trial"):
        shown = effects_of(version, on_trial(what, identity.name, reason), language)
        return {"version": version.name, "effects": shown}
    if sent.get("version") != version.name:
        raise Refused(409, t("names.stale", language))
    if what["kind"] != "revoke" and not reason.strip():
        raise Refused(400, t("names.reason_missing", language))
    do(what, identity.name, reason)
    return {"version": current().name}


def _decision(what: What) -> Decision:
    with connect(current().path, read_only=True) as connection:
        return decision_of(connection, what["reference"], what["verdict"])
