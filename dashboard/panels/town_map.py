"""An indicator on the tile map of the 23 towns."""

from dashboard.charts.tile_map import Caption, Tile, tile_map
from dashboard.panel import Panel
from dashboard.panels.ranking import leader, ranked
from dashboard.reader import Reader
from dashboard.text.format import count

# Where the sea, the link and the neighbours lie, for people to find themselves: (column, row, text, align).
CAPTIONS = ((0, 0, "map.north", "center"), (4, 4.5, "map.east", "center"), (2, 6, "map.south", "center"))


def town_map(reader: Reader, *, height: int) -> Panel:
    """A panel; towns without a delegation are tiles with a zero, and without any delegation there is no map."""
    counts = {row["town"]: row["value"] for row in reader.values("delegations", "town").rows}
    names = reader.names("towns")
    first = leader(reader, "delegations", "town")
    title = reader.t("overview.map")
    if first:
        title = reader.t("overview.map_finding", town=names(first["town"], short=reader.language != "en"))
    height = 480 if reader.is_phone else height
    towns = sorted(reader.reference("towns"), key=lambda row: -counts.get(row["town"], 0))
    town_head, count_head = reader.t("column.town"), reader.t("indicator.delegations.name")
    best = ", ".join(f"{names(row['town'])} {row['value']}" for row in ranked(reader, "delegations", "town", 3))
    return Panel(
        title,
        reader.t("overview.map_sub"),
        ("delegations",),
        figure=tile_map(
            [
                Tile(
                    int(row["map_column"]),
                    int(row["map_row"]),
                    names(row["town"], short=True),
                    counts.get(row["town"], 0),
                    {"town": row["town"]},
                )
                for row in reader.reference("towns")
            ],
            [Caption(column, row, reader.t(text), align) for column, row, text, align in CAPTIONS],
            reader.t("map.legend"),
            reader.look,
            height=height,
            width=330 if reader.is_phone else 420,
        )
        if counts
        else None,
        alt=f"{title}. {best}",
        table=tuple(
            {
                town_head: names(row["town"]),
                count_head: count(counts.get(row["town"], 0), reader.language),
            }
            for row in towns
        )
        if counts
        else (),
        rows_picks=tuple({"town": row["town"]} for row in towns),
        listing="visits",
        empty="visits",
        height=height,
    )
