"""A change of names, targets, rates or of what was decided: what it would do, and doing it."""

from collections.abc import Mapping
from typing import Any

from dashboard.access.identity import Identity
from dashboard.stewardship.endpoint import Refused
from dashboard.stewardship.trials import effects_of
from dashboard.text import t
from dashboard.warehouse import current
from etl.draft import connect
from etl.history.verdicts import decision_of
from etl.names.edits import edit
from etl.proposals import change_proposed
from etl.warehouse import open_warehouse

What = Mapping[str, Any]


def do(what: What, by: str, reason: str) -> None:
    """Makes the change for good, as one new version.

    `what` is {"kind": "edit", "table", "key", "row"}, {"kind": "decide", "reference", "verdict"} or
    {"kind": "revoke", "decision"}, as `etl.proposals` has it. Raises `CooperationError` when it cannot be made.
    """
    if what["kind"] == "edit":
        edit(what["table"], what["key"], what["row"], by, reason)
    elif what["kind"] == "revoke":
        open_warehouse().revoke(what["decision"], by)
    else:
        with connect(current().path, read_only=True) as connection:
            made = decision_of(connection, what["reference"], what["verdict"])
        open_warehouse().decide(made.kind, made.table_name, made.subject, made.object, by, reason)


def shown(identity: Identity, language: str, what: What, reason: str = "") -> dict[str, Any]:
    """{"version", "effects"}: what a change would do, of which version."""
    version = current()
    effects = effects_of(version, change_proposed(what, identity.name, reason), language)
    return {"version": version.name, "effects": effects}


def check_shown(language: str, sent: Mapping[str, Any]) -> None:
    """What is made must be what was shown: of the version that is current. Raises `Refused`."""
    if sent.get("version") != current().name:
        raise Refused(409, t("names.stale", language))


def reason_in(language: str, sent: Mapping[str, Any]) -> str:
    """The reason that was sent. Raises `Refused` when there is none."""
    reason = sent.get("reason")
    if not isinstance(reason, str | None):
        raise Refused(400, t("error.sent", language))
    if not (reason or "").strip():
        raise Refused(400, t("names.reason_missing", language))
    return str(reason)
