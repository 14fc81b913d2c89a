"""Partners: whom we meet, and everything with one of them when one is chosen."""

import streamlit as st

from dashboard.card import card
from dashboard.drawing import drawn
from dashboard.panel import header
from dashboard.panels.partner_timeline import partner_timeline
from dashboard.panels.ranking import ranked, ranking
from dashboard.panels.records import matter_table, visit_table
from dashboard.panels.stages import stage_bars
from dashboard.reader import Reader, current


def chosen_partner(reader: Reader) -> str | None:
    """The partner, when exactly one is chosen."""
    return reader.filters.partners[0] if len(reader.filters.partners) == 1 else None


def body(reader: Reader) -> None:
    """Cards and panels; with one partner chosen, everything with it."""
    one = chosen_partner(reader)
    grid = st.grid(5, min_column_width=150, gap=12, border=True)
    for indicator in ("meetings", "new_partners", "intentions", "mous", "talent_in"):
        card(reader, indicator, grid)
    if one:
        partner_timeline(reader, one, height=296)
        left, right = st.columns([6, 6], gap=12)
        with left:
            visit_table(reader, height=220)
        with right:
            matter_table(reader, height=220)
    else:
        left, middle, right = st.columns([5, 3, 4], gap=12)
        with left:
            ranking(reader, "meetings", "partner", "partners.ranking", limit=20, height=640)
        with middle:
            ranking(reader, "meetings", "partner_kind", "partners.kinds", limit=10, height=640)
        with right:
            stage_bars(reader, "partner", "partners.progress", limit=12, height=640)


reader = current()
one = chosen_partner(reader)
names = reader.names("partners")
count = len(ranked(reader, "meetings", "partner"))
heading = names(one) if one else reader.t("partners.heading", count=count)
header(reader, heading, is_example=reader.values("talent_in").is_example)
drawn("partners", body, reader)
