"""An indicator on the tile map of the 23 towns."""

from dashboard.charts.tile_map import Caption, Tile, tile_map
from dashboard.panel import chart, empty, panel
from dashboard.panels.ranking import leader, ranked
from dashboard.reader import Reader

# Where the sea, the link and the neighbours lie, for people to find themselves: (column, row, text, align).
CAPTIONS = ((0, 0, "map.north", "center"), (4, 4.5, "map.east", "center"), (2, 6, "map.south", "center"))


def town_map(reader: Reader, height: int) -> None:
    """A panel; towns without a delegation are tiles with a zero, and without any delegation there is no map."""
    counts = {row["town"]: row["value"] for row in reader.values("delegations", "town").rows}
    first = leader(reader, "delegations", "town")
    title = reader.t("overview.map")
    if first:
        title = reader.t(
            "overview.map_finding", town=reader.names("towns")(first["town"], short=reader.language != "en")
        )
    with panel(reader, title, reader.t("overview.map_sub"), indicators=["delegations"]):
        if not counts:
            empty(reader, "visits", 480 if reader.is_phone else height)
            return
        tiles = [
            Tile(
                int(row["map_column"]),
                int(row["map_row"]),
                reader.names("towns")(row["town"], short=True),
                counts.get(row["town"], 0),
            )
            for row in reader.reference("towns")
        ]
        captions = [Caption(column, row, reader.t(text), align) for column, row, text, align in CAPTIONS]
        figure = tile_map(
            tiles,
            captions,
            reader.t("map.legend"),
            reader.look,
            height=480 if reader.is_phone else height,
            width=330 if reader.is_phone else 420,
        )
        best = ", ".join(
            f"{reader.names('towns')(row['town'])} {row['value']}" for row in ranked(reader, "delegations", "town", 3)
        )
        chart(reader, figure, "town-map", f"{title}. {best}")
