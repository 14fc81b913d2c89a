"""Overview: how things stand, in ten seconds."""

import streamlit as st

from dashboard.card import card
from dashboard.drawing import drawn
from dashboard.panel import header
from dashboard.panels.delegations_over_time import delegations_over_time
from dashboard.panels.records import latest
from dashboard.panels.sector_heat import sector_heat
from dashboard.panels.stages import stage_funnel
from dashboard.panels.town_map import town_map
from dashboard.reader import Reader, current
from dashboard.text.headings import overview_heading

CARDS = ("delegations", "meetings", "participants", "new_partners", "intentions", "mous", "contracts", "talent_in")


def body(reader: Reader) -> None:
    """Cards and panels."""
    grid = st.grid(8, min_column_width=150, gap=12, border=True)
    for indicator in CARDS:
        card(reader, indicator, grid)
    left, middle, right = st.columns([4, 5, 3], gap=12)
    with left:
        latest(reader, height=216)
        stage_funnel(reader, height=305)
    with middle:
        sector_heat(reader, height=304)
        delegations_over_time(reader, height=218)
    with right:
        town_map(reader, height=641)


def wall(reader: Reader) -> None:
    """The same for a screen read from three metres: the figures, the newest event, the map."""
    left, right = st.columns([8, 4], gap=16)
    with left:
        grid = st.grid(4, min_column_width=200, gap=16, border=True)
        for indicator in CARDS:
            card(reader, indicator, grid)
        latest(reader, height=170, most=2)
    with right:
        town_map(reader, height=811)


reader = current()
now = reader.values("delegations").total
before = reader.values("delegations", filters=reader.filters.before).total if reader.filters.before else None
header(reader, overview_heading(reader.language, now, before), is_example=reader.values("talent_in").is_example)
drawn("overview", wall if reader.view == "screen" else body, reader)
