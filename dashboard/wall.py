"""Pages for a screen on a wall, read from three metres: a few figures, and two things to look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.card_strip import card_strip
from dashboard.layout import columns
from dashboard.panel import Panel, draw
from dashboard.panels.delegations_over_time import delegations_over_time
from dashboard.panels.people import people_over_time
from dashboard.panels.ranking import ranking
from dashboard.panels.schemes import yearly_approvals
from dashboard.panels.sector_heat import sector_heat
from dashboard.panels.stage_way import stage_way
from dashboard.panels.stages import stage_bars
from dashboard.panels.town_map import town_map
from dashboard.panels.week_changes import week_changes
from dashboard.reader import Reader

# Heights of bodies in pixels, so that both columns end on one line: a column that is one panel, and a panel under a row
# of cards, under two rows.
FULL, UNDER_ONE, UNDER_TWO = 862, 544, 238
CARDS_A_ROW = 4


@dataclass(frozen=True)
class Shown:
    """A panel on the wall: its key, the function that makes it, and its arguments but the height."""

    key: str
    make: Callable[..., Panel]
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wall:
    """Left a few cards over a panel, right a panel."""

    cards: tuple[str, ...]
    left: Shown
    right: Shown


def _ranking(key: str, indicator: str, dimension: str, text: str, limit: int) -> Shown:
    return Shown(key, ranking, {"indicator": indicator, "dimension": dimension, "text": text, "limit": limit})


MAP = Shown("town-map", town_map)
VISITS = ("delegations", "meetings", "participants", "new_partners")
WALLS = {
    "overview": Wall(
        ("delegations", "meetings", "new_partners", "intentions", "mous", "contracts", "started", "talent_in"),
        Shown("week", week_changes),
        MAP,
    ),
    "visits": Wall(
        VISITS,
        Shown("delegations-time", delegations_over_time),
        _ranking("partners", "meetings", "partner", "visits.partners", 12),
    ),
    "intents": Wall(
        ("intentions", "mous", "contracts", "landed"),
        Shown("stage-way", stage_way),
        Shown("partners", stage_bars, {"dimension": "partner", "text": "partners.progress", "limit": 10}),
    ),
    "talent": Wall(
        ("talent_in", "talent_out", "talent_net", "scheme_approvals"),
        Shown("people-time", people_over_time),
        Shown("approvals", yearly_approvals),
    ),
    "partners": Wall(
        ("meetings", "new_partners", "intentions", "mous"),
        Shown("partners", stage_bars, {"dimension": "partner", "text": "partners.progress", "limit": 8}),
        _ranking("ranking", "meetings", "partner", "partners.ranking", 12),
    ),
    "sectors": Wall(
        ("meetings", "intentions", "mous", "contracts"),
        Shown("sector-heat", sector_heat, {"partners": 8}),
        _ranking("sectors", "delegations", "sector", "sectors.visits", 14),
    ),
    "towns": Wall(
        ("delegations", "meetings", "mous", "contracts"),
        _ranking("meetings", "meetings", "town", "towns.meetings", 10),
        MAP,
    ),
}


def wall_body(reader: Reader, page: str) -> None:
    """The body of a page on the wall; `page` is one of `WALLS`."""
    wall = WALLS[page]
    left, right = columns(8, 4)
    with left:
        card_strip(reader, wall.cards, columns=CARDS_A_ROW)
        _draw(reader, wall.left, UNDER_TWO if len(wall.cards) > CARDS_A_ROW else UNDER_ONE)
    with right:
        _draw(reader, wall.right, FULL)


def _draw(reader: Reader, shown: Shown, height: int) -> None:
    draw(reader, shown.key, shown.make, height=height, **shown.arguments)
