"""Who may undo a load, redo it, or take its workbook away: asked at that moment, of the load as it stands."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from dashboard.access.identity import Identity
from dashboard.access.rights import may
from dashboard.text import t
from etl import clock
from etl.policy import POLICY


def may_change(identity: Identity, load: Mapping[str, Any]) -> bool:
    """Whether somebody may undo a load, or redo it: their own for some days, others' with a right of its own."""
    if may(identity, "undo_any"):
        return True
    return may(identity, "undo_own") and _is_own(identity, load) and not _is_old(load)


def may_take(identity: Identity, load: Mapping[str, Any]) -> bool:
    """Whether somebody may have the workbook as it came: it may hold more than what was counted."""
    return may(identity, "received_any") or (may(identity, "received_own") and _is_own(identity, load))


def refusal(identity: Identity, load: Mapping[str, Any], language: str) -> str:
    """Why somebody may not change a load."""
    if _is_own(identity, load) and may(identity, "undo_own"):
        return t("loads.too_old", language, days=POLICY.own_undo_days)
    return t("loads.not_own", language)


def _is_own(identity: Identity, load: Mapping[str, Any]) -> bool:
    return bool(load["by"] == identity.name)


def _is_old(load: Mapping[str, Any]) -> bool:
    at = datetime.fromisoformat(load["at"])
    return datetime.fromisoformat(clock.now()) - at > timedelta(days=POLICY.own_undo_days)
