"""Sectors: visits, matters and people by sector, one sector by itself, or two beside each other."""

from dashboard.layout import columns
from dashboard.panel import draw, header
from dashboard.panels.ranking import leader, ranking
from dashboard.panels.sector_heat import sector_heat
from dashboard.panels.side_by_side import chosen_two, side_by_side
from dashboard.panels.stages import stage_bars
from dashboard.profile import profile
from dashboard.reader import Reader, current
from dashboard.wall import wall_body

VISITS = {"indicator": "delegations", "text": "sectors.visits"}
PEOPLE = {"indicator": "talent_in", "text": "sectors.talent", "what": "talent"}


def body(reader: Reader) -> None:
    """All sectors; of two that are chosen first the comparison."""
    if chosen_two(reader, "sector"):
        draw(reader, "side-by-side", side_by_side, dimension="sector", height=420)
    left, middle, right = columns(1, 1, 1)
    with left:
        draw(reader, "delegations-sector", ranking, dimension="sector", limit=22, height=390, **VISITS)
    with middle:
        draw(reader, "stages-sector", stage_bars, dimension="sector", text="intents.sectors", limit=22, height=390)
    with right:
        draw(reader, "talent-sector", ranking, dimension="sector", limit=22, height=390, **PEOPLE)
    draw(reader, "sector-heat", sector_heat, height=326, partners=10)


reader = current()
chosen = reader.filters.sectors
names = reader.names("sectors")
first = leader(reader, "delegations", "sector")
if len(chosen) == 1:
    heading = names(chosen[0])
else:
    heading = reader.t("sectors.heading", sector=names(first["sector"])) if first else reader.t("sectors.heading_plain")
header(reader, heading, is_example=reader.values("talent_in").is_example)
if reader.view == "screen":
    wall_body(reader, "sectors")
elif len(chosen) == 1:
    profile(reader, "sector")
else:
    body(reader)
