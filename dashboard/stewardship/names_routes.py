"""The addresses behind the page `names`: reference tables, what waits for a decision, what was decided and proposed."""

from collections.abc import Mapping
from typing import Any

from starlette.routing import Route

from dashboard.access.identity import Identity
from dashboard.access.rights import may
from dashboard.stewardship import proposal_routes
from dashboard.stewardship.endpoint import Refused, route
from dashboard.stewardship.name_change import What, check_shown, do, reason_in, shown
from dashboard.stewardship.name_fields import said_at_field
from dashboard.stewardship.name_tables import LISTED, table_for
from dashboard.stewardship.name_words import columns_to_choose, decision_told, review_told
from dashboard.text import t
from dashboard.warehouse import current
from etl.draft import connect
from etl.history.reviews import reviews
from etl.warehouse import open_warehouse

Values = Mapping[str, str]
Sent = Mapping[str, Any]


def _table(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    if values["table"] not in LISTED:
        raise Refused(404, t("names.unknown_table", language))
    return table_for(identity, values["table"], language)


def _edit(identity: Identity, language: str, values: Values, sent: Sent) -> Any:
    """A row written or taken out, on trial or for good; a refusal says which field it is about."""
    what = {"kind": "edit", "table": values["table"], "key": sent.get("key"), "row": sent.get("row")}
    if not isinstance(what["key"], dict) or not isinstance(what["row"], dict | None):
        raise Refused(400, t("error.sent", language))
    return _changed(identity, language, what, sent)


def _decide(identity: Identity, language: str, values: Values, sent: Sent) -> Any:
    """A verdict on something that waits, a merger, or what a spelling stands for; on trial or for good."""
    what = {"kind": "decide", "reference": sent.get("reference"), "verdict": sent.get("verdict")}
    if not all(isinstance(one, str) for one in what.values()):
        raise Refused(400, t("error.sent", language))
    return _changed(identity, language, what, sent)


def _revoke(identity: Identity, language: str, values: Values, sent: Sent) -> Any:
    if not values["id"].isascii() or not values["id"].isdigit() or len(values["id"]) > 9:
        raise Refused(404, t("names.unknown_decision", language))
    return _changed(identity, language, {"kind": "revoke", "decision": int(values["id"])}, sent)


def _changed(identity: Identity, language: str, what: What, sent: Sent) -> Any:
    """Everybody who may propose may look at the effect; to make the change one must be allowed to edit."""
    if not sent.get("is_trial") and not may(identity, "edit"):
        raise Refused(403, t("access.refused", language))

    def change() -> dict[str, Any]:
        if sent.get("is_trial"):
            return shown(identity, language, what)
        check_shown(language, sent)
        do(what, identity.name, "" if what["kind"] == "revoke" else reason_in(language, sent))
        return {"version": current().name}

    return said_at_field(change, what, language)


def _reviews(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """{"reviews", "columns"}: what waits, and what a heading may be."""
    with connect(current().path, read_only=True) as connection:
        waiting = reviews(connection)
    return {"reviews": [review_told(one, language) for one in waiting], "columns": columns_to_choose(language)}


def _decisions(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """{"decisions"}: newest first, also those taken back."""
    may_revoke = may(identity, "edit")
    made = open_warehouse().decisions()
    return {"decisions": [decision_told(one, language, may_revoke=may_revoke) for one in made]}


ROUTES: list[Route] = [
    route("propose", "GET", "names/{table}", _table),
    route("propose", "POST", "names/{table}", _edit),
    route("propose", "GET", "reviews", _reviews),
    route("propose", "GET", "decisions", _decisions),
    route("propose", "POST", "decisions", _decide),
    route("propose", "POST", "decisions/{id}/revoke", _revoke),
    *proposal_routes.ROUTES,
]
