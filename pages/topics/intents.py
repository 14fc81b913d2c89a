"""Intents: what was intended, signed and carried out, each stage on its own."""

import streamlit as st

from dashboard.card import card
from dashboard.drawing import drawn
from dashboard.panel import header
from dashboard.panels.records import batch_table, matter_table
from dashboard.panels.stages import stage_amounts, stage_bars
from dashboard.reader import Reader, current
from dashboard.text.format import count


def body(reader: Reader) -> None:
    """Cards and panels."""
    grid = st.grid(6, min_column_width=150, gap=12, border=True)
    for indicator in ("intentions", "mous", "contracts", "landed", "production", "fulfilment_rate"):
        card(reader, indicator, grid)
    left, middle, right = st.columns([4, 4, 4], gap=12)
    with left:
        stage_amounts(reader, height=270)
    with middle:
        stage_bars(reader, "sector", "intents.sectors", limit=8, height=270)
    with right:
        stage_bars(reader, "partner", "partners.progress", limit=8, height=270)
    left, right = st.columns([7, 5], gap=12)
    with left:
        matter_table(reader, height=240)
    with right:
        batch_table(reader, height=240)


reader = current()
matters = count(reader.values("matters").total, reader.language)
header(reader, reader.t("intents.heading_plain", matters=matters))
drawn("intents", body, reader)
