"""What publishing a draft would change: row by row and number by number."""

from collections.abc import Mapping
from typing import Any

from dashboard.access.identity import Identity
from dashboard.stewardship.effects import effects
from dashboard.stewardship.trials import one_at_a_time
from dashboard.stewardship.upload_drafts import draft_to_see, drafts
from etl.warehouse import open_warehouse


def changes(identity: Identity, language: str, values: Mapping[str, str], sent: Mapping[str, Any]) -> Any:
    """The rows that would be new, changed, gone, or are likely there twice."""
    draft = draft_to_see(identity, values["id"], language)
    with one_at_a_time:
        return drafts().changes(draft["id"], language)


def number_effects(
    identity: Identity, language: str, values: Mapping[str, str], sent: Mapping[str, Any]
) -> dict[str, Any]:
    """Every indicator that would change, before and after, with the rows that cause it."""
    draft = draft_to_see(identity, values["id"], language)
    with one_at_a_time, drafts().on_trial(draft["id"]) as after:
        return {"effects": effects(open_warehouse().current(), after, language)}
