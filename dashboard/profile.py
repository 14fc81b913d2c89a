"""The page of one sector or one town: everything recorded of it, beside each other."""

from dashboard.card_strip import card_strip
from dashboard.layout import columns
from dashboard.panel import draw
from dashboard.panels.delegations_over_time import delegations_over_time
from dashboard.panels.ranking import ranking
from dashboard.panels.records import matter_table, visit_table
from dashboard.panels.stage_paths import stage_paths
from dashboard.panels.stage_way import stage_way
from dashboard.reader import Reader

CARDS = ("delegations", "meetings", "participants", "intentions", "mous", "contracts", "mous_amount", "talent_in")
# What a profile is split by, beside the thing itself.
OTHERS = {
    "sector": (("meetings", "partner", "visits.partners"), ("delegations", "town", "towns.ranking_plain")),
    "town": (("meetings", "partner", "visits.partners"), ("delegations", "sector", "visits.sectors")),
}


def profile(reader: Reader, dimension: str) -> None:
    """Draws the panels for the one sector or town that the filters leave."""
    card_strip(reader, CARDS, columns=8)
    left, middle, right = columns(4, 4, 4)
    with left:
        draw(reader, "delegations-time", delegations_over_time, height=250)
    for place, (indicator, other, text) in zip((middle, right), OTHERS[dimension], strict=True):
        with place:
            draw(reader, f"by-{other}", ranking, indicator=indicator, dimension=other, text=text, limit=10, height=250)
    left, right = columns(5, 7)
    with left:
        draw(reader, "stage-way", stage_way, height=270)
    with right:
        draw(reader, "paths", stage_paths, height=270)
    left, right = columns(1, 1)
    with left:
        draw(reader, "visits", visit_table, height=260)
    with right:
        draw(reader, "matters", matter_table, height=260)
