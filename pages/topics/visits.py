"""Visits: how many delegations, with whom, about what, when."""

from dashboard.card_strip import card_strip
from dashboard.layout import columns
from dashboard.panel import draw, header
from dashboard.panels.delegations_over_time import delegations_over_time
from dashboard.panels.first_meetings import first_meetings
from dashboard.panels.ranking import ranked, ranking
from dashboard.panels.records import visit_table
from dashboard.panels.town_partners import town_partners
from dashboard.panels.visit_calendar import is_short, visit_calendar
from dashboard.panels.visit_lanes import visit_lanes
from dashboard.panels.visit_months import visit_months
from dashboard.reader import Reader, current
from dashboard.text.format import count
from dashboard.wall import wall_body

CARDS = ("delegations", "meetings", "participants", "new_partners")
PARTNERS = {"indicator": "meetings", "dimension": "partner", "text": "visits.partners", "limit": 10}
SECTORS = {"indicator": "delegations", "dimension": "sector", "text": "visits.sectors", "limit": 10}


def body(reader: Reader) -> None:
    """Cards and panels."""
    card_strip(reader, CARDS, columns=4)
    left, middle, right = columns(4, 5, 3)
    with left:
        draw(reader, "delegations-time", delegations_over_time, height=240)
    with middle:
        draw(reader, "calendar", visit_calendar if is_short(reader.filters) else visit_months, height=240)
    with right:
        draw(reader, "sectors", ranking, height=240, **SECTORS)
    draw(reader, "lanes", visit_lanes, height=250)
    left, middle, right = columns(5, 4, 3)
    with left:
        draw(reader, "towns", town_partners, height=320)
    with middle:
        draw(reader, "first", first_meetings, height=320)
    with right:
        draw(reader, "partners", ranking, height=320, **PARTNERS)
    draw(reader, "visits", visit_table, height=320)


reader = current()
partners = len(ranked(reader, "meetings", "partner"))
meetings = count(reader.values("meetings").total, reader.language)
header(reader, reader.t("visits.heading", partners=partners, meetings=meetings))
wall_body(reader, "visits") if reader.view == "screen" else body(reader)
