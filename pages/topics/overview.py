"""Overview: how things stand, in ten seconds."""

from dashboard.card_strip import card_strip, cards, public_strip
from dashboard.layout import columns
from dashboard.panel import draw, header
from dashboard.panels.sector_heat import sector_heat
from dashboard.panels.stage_way import stage_way
from dashboard.panels.stages import stage_bars
from dashboard.panels.town_map import town_map
from dashboard.panels.week_changes import week_changes
from dashboard.reader import Reader, current
from dashboard.text.headings import lights_heading
from dashboard.wall import wall_body

CARDS = ("delegations", "meetings", "new_partners", "intentions", "mous", "contracts", "started", "talent_in")


def body(reader: Reader) -> None:
    """Cards and panels."""
    card_strip(reader, CARDS, columns=8)
    public_strip(reader, columns=8)
    left, middle, right = columns(4, 5, 3)
    with left:
        draw(reader, "week", week_changes, height=160)
        draw(reader, "stage-way", stage_way, height=325)
    with middle:
        draw(reader, "sector-heat", sector_heat, height=282)
        draw(reader, "stages-partner", stage_bars, dimension="partner", text="partners.progress", limit=8, height=203)
    with right:
        draw(reader, "town-map", town_map, height=607)


reader = current()
heading, lights = lights_heading(reader.language, cards(reader, CARDS))
header(reader, heading, lights=lights, is_example=any(card.is_example for card in cards(reader, CARDS)))
wall_body(reader, "overview") if reader.view == "screen" else body(reader)
