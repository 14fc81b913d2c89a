"""What a shot must show, as plain data: computed before anything is drawn, by a process that then gives way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.export.shots.shot import Shot
from etl.errors import CooperationError


class ShotRefused(CooperationError):
    """A page was not right at the second try either: there is no export."""


@dataclass(frozen=True)
class View:
    """A page as a reader sees it, or on paper: its address below the server's, and what each panel must be given."""

    address: str
    panels: Mapping[str, Mapping[str, Any]]  # by key: `view` and `stamp`, as `dashboard.drawing` packs them


@dataclass(frozen=True)
class Expected:
    """A shot in a language: both views, and of every indicator the figure as a card writes it, and the value."""

    shot: Shot
    language: str
    page: View
    paper: View | None
    cards: Mapping[str, str]
    values: Mapping[str, float | None]
