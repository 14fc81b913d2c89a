"""Whose draft it is: one's own, or one that waits for a second person and is seen by those who may release it."""

from typing import Any

from dashboard.access.identity import Identity
from dashboard.access.rights import may
from dashboard.stewardship.endpoint import Refused
from dashboard.text import t
from etl.errors import CooperationError
from etl.intake import shown, store
from etl.intake.drafts import Drafts, open_drafts

Draft = dict[str, Any]


def drafts() -> Drafts:
    """The drafts of the data folder."""
    return open_drafts()


def draft_of_ones_own(identity: Identity, draft_id: str, language: str) -> Draft:
    """The entry of a draft that somebody may change. Raises `Refused`; "not there" and "not yours" are one sentence."""
    found = _entry(draft_id)
    if found is None or found["by"] != identity.name:
        raise Refused(404, t("upload.error_no_draft", language))
    return found


def draft_to_see(identity: Identity, draft_id: str, language: str) -> Draft:
    """The entry of a draft that somebody may look at. Raises `Refused`."""
    found = _entry(draft_id)
    if found is not None and found["by"] != identity.name and not _may_release(identity, found):
        found = None
    if found is None:
        raise Refused(404, t("upload.error_no_draft", language))
    return found


def listed(identity: Identity) -> dict[str, list[Draft]]:
    """{"own": drafts of one's own that are not published, "waiting": those of others that one may release}."""
    every = drafts().listed(None)
    return {
        "own": [one for one in every if one["by"] == identity.name and one["state"] in ("open", "waiting")],
        "waiting": [one for one in every if one["by"] != identity.name and _may_release(identity, one)],
    }


def _may_release(identity: Identity, draft: Draft) -> bool:
    return draft["state"] == "waiting" and may(identity, "release")


def _entry(draft_id: str) -> Draft | None:
    """The draft's line in a list, read by itself: a page asks every second, and published drafts stay for good."""
    try:
        return shown.listed(store.read_entry(draft_id))
    except CooperationError:
        return None
