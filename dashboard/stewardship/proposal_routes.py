"""The addresses of proposals: made by analysts, accepted or declined by publishers."""

from collections.abc import Mapping
from typing import Any

from starlette.routing import Route

from dashboard.access.identity import Identity
from dashboard.access.rights import may
from dashboard.stewardship.endpoint import Refused, route
from dashboard.stewardship.name_change import check_shown, reason_in, shown
from dashboard.stewardship.name_fields import said_at_field
from dashboard.stewardship.name_words import proposal_told
from dashboard.stewardship.trials import one_at_a_time
from dashboard.text import t
from dashboard.warehouse import current
from etl import proposals

Values = Mapping[str, str]
Sent = Mapping[str, Any]
KINDS = ("edit", "decide", "revoke")


def _list(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """{"proposals"}: newest first, each with what it would change in words."""
    may_decide = may(identity, "edit")
    found = [proposal_told(one, language, may_decide=may_decide) for one in proposals.proposals()]
    return {"proposals": found}


def _propose(identity: Identity, language: str, values: Values, sent: Sent) -> Any:
    what, reason = sent.get("what"), reason_in(language, sent)
    if not isinstance(what, dict) or what.get("kind") not in KINDS:
        raise Refused(400, t("error.sent", language))

    def propose() -> dict[str, int]:
        with one_at_a_time:
            return {"id": proposals.propose(identity.name, what, reason)}

    return said_at_field(propose, what, language)


def _accept(identity: Identity, language: str, values: Values, sent: Sent) -> Any:
    """What it would do, on trial, or the new version once it was carried out."""
    found = _found(values, language)

    def accept() -> dict[str, Any]:
        if sent.get("is_trial"):
            return shown(identity, language, found["what"], found["reason"])
        check_shown(language, sent)
        proposals.accept(found["id"], identity.name)
        return {"version": current().name}

    return said_at_field(accept, found["what"], language)


def _decline(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, bool]:
    found = _found(values, language)
    proposals.decline(found["id"], identity.name, reason_in(language, sent))
    return {"done": True}


def _found(values: Values, language: str) -> dict[str, Any]:
    for one in proposals.proposals():
        if str(one["id"]) == values["id"]:
            return one
    raise Refused(404, t("names.unknown_proposal", language))


ROUTES: list[Route] = [
    route("propose", "GET", "proposals", _list),
    route("propose", "POST", "proposals", _propose),
    route("edit", "POST", "proposals/{id}/accept", _accept),
    route("edit", "POST", "proposals/{id}/decline", _decline),
]
