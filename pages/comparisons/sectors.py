"""Sectors: visits, matters and people by sector, and who is met for what."""

import streamlit as st

from dashboard.drawing import drawn
from dashboard.panel import header
from dashboard.panels.ranking import leader, ranking
from dashboard.panels.sector_heat import sector_heat
from dashboard.panels.stages import stage_bars
from dashboard.reader import Reader, current


def body(reader: Reader) -> None:
    """Cards and panels."""
    left, middle, right = st.columns([4, 4, 4], gap=12)
    with left:
        ranking(reader, "delegations", "sector", "sectors.visits", limit=22, height=390)
    with middle:
        stage_bars(reader, "sector", "intents.sectors", limit=22, height=390)
    with right:
        ranking(reader, "talent_in", "sector", "sectors.talent", limit=22, height=390, what="talent")
    sector_heat(reader, height=326, partners=10)


reader = current()
first = leader(reader, "delegations", "sector")
name = reader.names("sectors")(first["sector"]) if first else ""
heading = reader.t("sectors.heading", sector=name) if first else reader.t("sectors.heading_plain")
header(reader, heading, is_example=reader.values("talent_in").is_example)
drawn("sectors", body, reader)
