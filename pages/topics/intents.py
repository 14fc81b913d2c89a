"""Intents: what was intended, signed and carried out, each stage on its own."""

from dashboard.card_strip import card_strip
from dashboard.layout import columns
from dashboard.panel import draw, header
from dashboard.panels.amount_ranges import amount_ranges
from dashboard.panels.records import batch_table, matter_table
from dashboard.panels.stage_paths import stage_paths
from dashboard.panels.stage_waits import stage_waits
from dashboard.panels.stage_way import stage_way
from dashboard.panels.stages import stage_bars
from dashboard.reader import Reader, current
from dashboard.text.format import count
from dashboard.wall import wall_body

CARDS = ("intentions", "mous", "contracts", "started", "production", "fulfilment_rate", "conversion_rate", "stalled")


def body(reader: Reader) -> None:
    """Cards and panels."""
    card_strip(reader, CARDS, columns=8)
    left, middle, right = columns(1, 1, 1)
    with left:
        draw(reader, "stage-way", stage_way, height=290)
    with middle:
        draw(reader, "waits", stage_waits, height=290)
    with right:
        draw(reader, "amounts", amount_ranges, height=290)
    draw(reader, "paths", stage_paths, height=300)
    left, right = columns(1, 1)
    with left:
        draw(reader, "stages-sector", stage_bars, dimension="sector", text="intents.sectors", limit=10, height=280)
    with right:
        draw(reader, "stages-partner", stage_bars, dimension="partner", text="partners.progress", limit=10, height=280)
    left, right = columns(7, 5)
    with left:
        draw(reader, "matters", matter_table, height=280)
    with right:
        draw(reader, "batches", batch_table, height=280)


reader = current()
matters = count(reader.values("matters").total, reader.language)
header(reader, reader.t("intents.heading_plain", matters=matters))
wall_body(reader, "intents") if reader.view == "screen" else body(reader)
