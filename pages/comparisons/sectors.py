"""Sectors: visits, matters and people by sector, and who is met for what."""

import streamlit as st

from dashboard.panel import header
from dashboard.panels.ranking import ranked, ranking
from dashboard.panels.sector_heat import sector_heat
from dashboard.panels.stages import stage_bars
from dashboard.reader import read

reader = read()
top = ranked(reader, "delegations", "sector", 1)
name = reader.names("sectors")(top[0]["sector"]) if top else ""
header(reader, reader.t("sectors.heading", sector=name) if top else reader.t("sectors.heading_plain"))
left, middle, right = st.columns([4, 4, 4], gap=12)
with left:
    ranking(reader, "delegations", "sector", "sectors.visits", limit=22, height=420)
with middle:
    stage_bars(reader, "sector", "intents.sectors", limit=22, height=420)
with right:
    ranking(reader, "talent_in", "sector", "sectors.talent", limit=22, height=420, what="talent")
sector_heat(reader, height=360, partners=12)
