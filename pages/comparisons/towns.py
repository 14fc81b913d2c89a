"""Towns: visits, matters and people by town."""

import streamlit as st

from dashboard.drawing import drawn
from dashboard.panel import header
from dashboard.panels.ranking import leader, ranking
from dashboard.panels.town_map import town_map
from dashboard.reader import Reader, current


def body(reader: Reader) -> None:
    """Cards and panels."""
    unknown = sum(row["value"] for row in reader.values("delegations", "town").rows if not row["town"])
    left, middle, right = st.columns([5, 4, 4], gap=12)
    with left:
        town_map(reader, height=818)
    with middle:
        ranking(reader, "delegations", "town", "towns.ranking", limit=23, height=350, unknown=unknown)
        ranking(reader, "matters", "town", "towns.matters", limit=23, height=350, what="matters")
    with right:
        ranking(reader, "meetings", "town", "towns.meetings", limit=23, height=350)
        ranking(reader, "talent_in", "town", "towns.talent", limit=23, height=350, what="talent")


reader = current()
first = leader(reader, "delegations", "town")
name = reader.names("towns")(first["town"]) if first else ""
heading = reader.t("towns.heading", town=name) if first else reader.t("towns.heading_plain")
header(reader, heading, is_example=reader.values("talent_in").is_example)
drawn("towns", body, reader)
