"""Towns: visits, matters and people by town, one town by itself, or two beside each other."""

from dashboard.layout import columns
from dashboard.panel import draw, header
from dashboard.panels.ranking import leader, ranking, without
from dashboard.panels.side_by_side import chosen_two, side_by_side
from dashboard.panels.town_map import town_map
from dashboard.profile import profile
from dashboard.reader import Reader, current
from dashboard.wall import wall_body

VISITS = {"indicator": "delegations", "text": "towns.ranking"}
MEETINGS = {"indicator": "meetings", "text": "towns.meetings"}
MATTERS = {"indicator": "matters", "text": "towns.matters", "what": "matters"}
PEOPLE = {"indicator": "talent_in", "text": "towns.talent", "what": "talent"}


def body(reader: Reader) -> None:
    """All towns; of two that are chosen first the comparison."""
    if chosen_two(reader, "town"):
        draw(reader, "side-by-side", side_by_side, dimension="town", height=420)
    left, middle, right = columns(5, 4, 4)
    with left:
        draw(reader, "town-map", town_map, height=822)
    for place, panels in ((middle, (VISITS, MATTERS)), (right, (MEETINGS, PEOPLE))):
        with place:
            for one in panels:
                more = {"unknown": without(reader, "delegations", "town")} if one is VISITS else {}
                key = f"{one['indicator']}-town"
                draw(reader, key, ranking, dimension="town", limit=23, height=350, **one, **more)


reader = current()
chosen = reader.filters.towns
names = reader.names("towns")
first = leader(reader, "delegations", "town")
if len(chosen) == 1:
    heading = names(chosen[0])
else:
    heading = reader.t("towns.heading", town=names(first["town"])) if first else reader.t("towns.heading_plain")
header(reader, heading, is_example=reader.values("talent_in").is_example)
if reader.view == "screen":
    wall_body(reader, "towns")
elif len(chosen) == 1:
    profile(reader, "town")
else:
    body(reader)
