"""Undo and redo of a load: how each is tried, done, and what it does to every indicator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.stewardship.effects import effects
from dashboard.stewardship.trials import one_at_a_time
from dashboard.warehouse import Version, cached
from etl import clock
from etl.history.undoing import Change as OfDraft
from etl.history.undoing import redo_change, undo_change
from etl.trial import trial
from etl.warehouse import open_warehouse


@dataclass(frozen=True)
class Change:
    """`on_trial(load, by)` gives what changes a trial version; `publish(load, by)` does it for good."""

    on_trial: Callable[[int, str], OfDraft]
    publish: Callable[[int, str], str]


CHANGES: Mapping[str, Change] = {
    "undo": Change(undo_change, lambda load_id, by: open_warehouse().undo(load_id, by)),
    "redo": Change(redo_change, lambda load_id, by: open_warehouse().redo(load_id, by)),
}


def effects_of_load(version: Version, load: Mapping[str, Any], change: str, language: str) -> list[dict[str, Any]]:
    """What a change would do; with `change` "load", what the load does: the version against the one without it."""
    return _effects(version, load["id"], load["state"], change, language, clock.today())


@cached
def _effects(
    version: Version, load_id: int, state: str, change: str, language: str, today: date
) -> list[dict[str, Any]]:
    other = change if change in CHANGES else "undo" if state == "active" else "redo"
    with one_at_a_time, trial(CHANGES[other].on_trial(load_id, "")) as path:
        if change == "load" and state == "active":
            return effects(path, version.path, language)
        return effects(version.path, path, language)
