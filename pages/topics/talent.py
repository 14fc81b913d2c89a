"""Talent: people moving between the two cities, and Hong Kong's admission schemes as published."""

from dashboard.card_strip import card_strip
from dashboard.layout import columns
from dashboard.panel import draw, header
from dashboard.panels.people import people_over_time
from dashboard.panels.people_by_purpose import people_by_purpose
from dashboard.panels.people_net import people_net
from dashboard.panels.ranking import ranking
from dashboard.panels.schemes import published_sectors, scheme_table, yearly_approvals
from dashboard.reader import Reader, current
from dashboard.text.format import count
from dashboard.wall import wall_body

CARDS = ("talent_in", "talent_out", "talent_net", "scheme_applications", "scheme_approvals", "scheme_arrivals")
PARTNERS = {"indicator": "talent_in", "dimension": "partner", "text": "talent.flow_partners", "what": "talent"}


def body(reader: Reader) -> None:
    """Our own records first, then beside them what Hong Kong publishes, each with its as-at day."""
    card_strip(reader, CARDS, columns=6)
    left, middle, right = columns(5, 4, 3)
    with left:
        draw(reader, "people-flow", people_by_purpose, height=362)
    with middle:
        draw(reader, "people-time", people_over_time, height=120)
        draw(reader, "people-net", people_net, height=120)
    with right:
        draw(reader, "talent-partners", ranking, limit=10, height=362, **PARTNERS)
    left, middle, right = columns(4, 5, 3)
    with left:
        draw(reader, "schemes-yearly", yearly_approvals, height=250)
    with middle:
        draw(reader, "schemes-table", scheme_table, height=250)
    with right:
        draw(reader, "schemes-sectors", published_sectors, height=250)


reader = current()
net = reader.values("talent_net")
if net.total is None:
    heading = reader.t("talent.heading_empty")
else:
    key = "talent.heading" if net.is_example else "talent.heading_real"
    heading = reader.t(key, count=count(net.total, reader.language))
header(reader, heading, is_example=net.is_example)
wall_body(reader, "talent") if reader.view == "screen" else body(reader)
