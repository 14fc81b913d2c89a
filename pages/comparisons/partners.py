"""Partners: whom we meet, everything with one of them when one is chosen, or two beside each other."""

from dashboard.card_strip import card_strip
from dashboard.layout import columns
from dashboard.panel import draw, header
from dashboard.panels.partner_identity import partner_identity
from dashboard.panels.partner_timeline import partner_timeline
from dashboard.panels.ranking import ranked, ranking
from dashboard.panels.records import matter_table, visit_table
from dashboard.panels.side_by_side import chosen_two, side_by_side
from dashboard.panels.stage_way import stage_way
from dashboard.panels.stages import stage_bars
from dashboard.reader import Reader, current
from dashboard.wall import wall_body

CARDS = ("meetings", "new_partners", "intentions", "mous", "contracts", "talent_in")
MEETINGS = {"indicator": "meetings", "dimension": "partner", "text": "partners.ranking", "limit": 20}
KINDS = {"indicator": "meetings", "dimension": "partner_kind", "text": "partners.kinds", "limit": 10}
SECTORS = {"indicator": "delegations", "dimension": "sector", "text": "visits.sectors", "limit": 8}


def body(reader: Reader) -> None:
    """All partners; of two that are chosen the comparison and their records."""
    card_strip(reader, CARDS, columns=6)
    if chosen_two(reader, "partner"):
        draw(reader, "side-by-side", side_by_side, dimension="partner", height=420)
        records(reader)
        return
    left, middle, right = columns(5, 3, 4)
    with left:
        draw(reader, "ranking", ranking, height=640, **MEETINGS)
    with middle:
        draw(reader, "kinds", ranking, height=640, **KINDS)
    with right:
        draw(reader, "stages-partner", stage_bars, dimension="partner", text="partners.progress", limit=12, height=640)


def profile(reader: Reader, partner: str) -> None:
    """Everything with one partner: its history, its names and people, its sectors, what came of it."""
    card_strip(reader, CARDS, columns=6)
    draw(reader, "timeline", partner_timeline, partner=partner, height=296)
    left, middle, right = columns(5, 3, 4)
    with left:
        draw(reader, "identity", partner_identity, partner=partner, height=230)
    with middle:
        draw(reader, "sectors", ranking, height=230, **SECTORS)
    with right:
        draw(reader, "stage-way", stage_way, height=230)
    records(reader)


def records(reader: Reader) -> None:
    """The visits and matters behind the numbers."""
    left, right = columns(1, 1)
    with left:
        draw(reader, "visits", visit_table, height=240)
    with right:
        draw(reader, "matters", matter_table, height=240)


reader = current()
chosen = reader.filters.partners
one = chosen[0] if len(chosen) == 1 else None
count = len(ranked(reader, "meetings", "partner"))
heading = reader.names("partners")(one) if one else reader.t("partners.heading", count=count)
header(reader, heading, is_example=reader.values("talent_in").is_example)
if reader.view == "screen":
    wall_body(reader, "partners")
elif one:
    profile(reader, one)
else:
    body(reader)
