"""The addresses behind the page `upload`: drafts, their workbooks, answers to what was not understood, publishing."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.routing import Route

from dashboard.access.identity import Identity
from dashboard.access.rights import may
from dashboard.stewardship import upload_door, upload_files, upload_preview
from dashboard.stewardship.endpoint import Refused, route
from dashboard.stewardship.upload_answers import checked_answer
from dashboard.stewardship.upload_drafts import Draft, draft_of_ones_own, draft_to_see, drafts, listed
from dashboard.text import t
from etl.errors import Stale
from etl.intake import queue
from etl.policy import POLICY

Values = Mapping[str, str]
Sent = Mapping[str, Any]


def _list(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, list[Draft]]:
    queue.nudge()  # who looks at the page is likely to drop something
    return listed(identity)


def _new(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, str]:
    if len(listed(identity)["own"]) >= POLICY.drafts_per_person:
        raise Refused(409, t("upload.error_drafts", language, most=POLICY.drafts_per_person))
    return {"id": drafts().new(identity.name)}


def _summary(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """The draft's summary, its answers, and what its reader may do with it; {"is_same"} when the reader has it already.

    The summary's `stamp` stands for all of it; a page that asks every second says by `known` which one it has.
    """
    draft = draft_to_see(identity, values["id"], language)
    summary = drafts().summary(draft["id"], language)
    # Looking at what would change is no change.
    summary["draft"].pop("is_stale", None)
    is_own, state = draft["by"] == identity.name, draft["state"]
    shown = {
        **summary,
        "answers": drafts().answers(draft["id"]),
        "may": {
            "change": is_own and state == "open",
            "publish": _may_publish(identity, draft),
            "submit": is_own and state == "open" and POLICY.four_eyes,
            "withdraw": is_own and state in ("open", "waiting"),
        },
    }
    stamp = hashlib.sha256(orjson.dumps(shown)).hexdigest()[:16]
    return {"is_same": True} if values.get("known") == stamp else {**shown, "stamp": stamp}


def _may_publish(identity: Identity, draft: Draft) -> bool:
    if draft["by"] != identity.name:
        return draft["state"] == "waiting" and may(identity, "release")
    return draft["state"] == "open" and not POLICY.four_eyes and may(identity, "publish")


def _remove(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, bool]:
    draft = _changing(identity, values, language)
    drafts().remove(draft["id"], values["sha256"], identity.name)
    return {"done": True}


def _answer(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, bool]:
    draft = _changing(identity, values, language)
    drafts().answer(draft["id"], identity.name, checked_answer(sent, language))
    return {"done": True}


def _forget(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, bool]:
    draft = _changing(identity, values, language)
    drafts().forget(draft["id"], identity.name, checked_answer(sent, language))
    return {"done": True}


def _changing(identity: Identity, values: Values, language: str) -> Draft:
    draft = draft_of_ones_own(identity, values["id"], language)
    if draft["state"] != "open":
        raise Refused(409, t("upload.error_not_open", language))
    return draft


def _submit(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, bool]:
    drafts().submit(_changing(identity, values, language)["id"], identity.name)
    return {"done": True}


def _withdraw(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, bool]:
    drafts().withdraw(draft_of_ones_own(identity, values["id"], language)["id"], identity.name)
    return {"done": True}


def _publish(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """What was published; or `is_stale` and what differs, when another version has come since its effect was shown."""
    draft = draft_to_see(identity, values["id"], language)
    if not _may_publish(identity, draft):
        needs_other = draft["by"] == identity.name and POLICY.four_eyes
        raise Refused(403, t("upload.error_four_eyes" if needs_other else "access.refused", language))
    try:
        return drafts().publish(draft["id"], identity.name)
    except Stale as stale:
        return {"is_stale": True, "message": t("upload.stale", language), "differs": stale.differs}


ROUTES: list[Route] = [
    Route("/stewardship/drafts/{id}/workbooks", upload_door.receive, methods=["PUT"]),
    route("upload", "POST", "drafts", _new),
    route("upload", "GET", "drafts", _list),
    route("upload", "GET", "drafts/{id}", _summary),
    route("upload", "DELETE", "drafts/{id}/workbooks/{sha256}", _remove),
    route("upload", "POST", "drafts/{id}/answers", _answer),
    route("upload", "DELETE", "drafts/{id}/answers", _forget),
    route("upload", "GET", "drafts/{id}/changes", upload_preview.changes),
    route("upload", "GET", "drafts/{id}/effects", upload_preview.number_effects),
    route("upload", "POST", "drafts/{id}/submit", _submit),
    route("upload", "POST", "drafts/{id}/withdraw", _withdraw),
    route("upload", "POST", "drafts/{id}/publish", _publish),
    route("upload", "GET", "drafts/{id}/repaired/{sha256}", upload_files.repaired),
    route("upload", "GET", "templates/{table}", upload_files.template),
]
