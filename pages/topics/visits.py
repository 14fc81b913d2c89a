"""Visits: how many delegations, with whom, about what, when."""

import streamlit as st

from dashboard.card import card
from dashboard.drawing import drawn
from dashboard.panel import header
from dashboard.panels.delegations_over_time import delegations_over_time
from dashboard.panels.ranking import ranked, ranking
from dashboard.panels.records import visit_table
from dashboard.reader import Reader, current
from dashboard.text.format import count


def body(reader: Reader) -> None:
    """Cards and panels."""
    grid = st.grid(4, min_column_width=150, gap=12, border=True)
    for indicator in ("delegations", "meetings", "participants", "new_partners"):
        card(reader, indicator, grid)
    left, middle, right = st.columns([5, 4, 3], gap=12)
    with left:
        delegations_over_time(reader, height=280)
    with middle:
        ranking(reader, "meetings", "partner", "visits.partners", limit=10, height=280)
    with right:
        ranking(reader, "delegations", "sector", "visits.sectors", limit=10, height=280)
    visit_table(reader, height=236)


reader = current()
partners = len(ranked(reader, "meetings", "partner"))
meetings = count(reader.values("meetings").total, reader.language)
header(reader, reader.t("visits.heading", partners=partners, meetings=meetings))
drawn("visits", body, reader)
