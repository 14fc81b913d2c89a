"""The addresses behind the page `names`: reference tables, what waits for a decision, what was decided and proposed."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard.access.identity import Identity
from dashboard.access.rights import may
from dashboard.stewardship.endpoint import Handler, Refused, endpoint
from dashboard.stewardship.name_change import answered
from dashboard.stewardship.name_fields import field_refusal
from dashboard.stewardship.name_tables import LISTED, table_for
from dashboard.stewardship.name_words import columns_to_choose, decision_told, review_told
from dashboard.text import t
from dashboard.warehouse import current
from etl.draft import connect
from etl.errors import CooperationError
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


def _changed(identity: Identity, language: str, what: Mapping[str, Any], sent: Sent) -> Any:
    """Everybody who may propose may look at the effect; to make the change one must be allowed to edit."""
    if not sent.get("is_trial") and not may(identity, "edit"):
        raise Refused(403, t("access.refused", language))
    try:
        return answered(identity, language, what, sent)
    except Refused:
        raise
    except CooperationError as error:
        return JSONResponse(field_refusal(error, what, language), 422, {"cache-control": "no-store"})


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


def _route(method: str, path: str, handle: Handler) -> Route:
    return Route(f"/stewardship/{path}", endpoint("propose", handle), methods=[method])


ROUTES: list[Route] = [
    _route("GET", "names/{table}", _table),
    _route("POST", "names/{table}", _edit),
    _route("GET", "reviews", _reviews),
    _route("GET", "decisions", _decisions),
    _route("POST", "decisions", _decide),
    _route("POST", "decisions/{id}/revoke", _revoke),
]
