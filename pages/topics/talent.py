"""Talent: people moving between the two cities, and Hong Kong's admission schemes as published."""

import streamlit as st

from dashboard.card import card
from dashboard.drawing import drawn
from dashboard.panel import header
from dashboard.panels.people import people_flow, people_over_time
from dashboard.panels.ranking import ranking
from dashboard.panels.schemes import published_sectors, scheme_table, yearly_approvals
from dashboard.reader import Reader, current
from dashboard.text.format import count


def body(reader: Reader) -> None:
    """Cards and panels."""
    grid = st.grid(6, min_column_width=150, gap=12, border=True)
    for indicator in (
        "talent_in",
        "talent_out",
        "talent_net",
        "scheme_applications",
        "scheme_approvals",
        "scheme_arrivals",
    ):
        card(reader, indicator, grid)
    left, middle, right = st.columns([4, 5, 3], gap=12)
    with left:
        people_over_time(reader, height=250)
    with middle:
        people_flow(reader, height=250)
    with right:
        ranking(reader, "talent_in", "partner", "talent.flow_partners", limit=8, height=250, what="talent")
    left, middle, right = st.columns([4, 5, 3], gap=12)
    with left:
        yearly_approvals(reader, height=250)
    with middle:
        scheme_table(reader, height=250)
    with right:
        published_sectors(reader, height=250)


reader = current()
net = reader.values("talent_net")
if net.total is None:
    heading = reader.t("talent.heading_empty")
else:
    heading = reader.t(
        "talent.heading" if net.is_example else "talent.heading_real", count=count(net.total, reader.language)
    )
header(reader, heading, is_example=net.is_example)
drawn("talent", body, reader)
