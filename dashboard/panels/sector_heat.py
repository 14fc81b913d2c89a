"""Meetings by sector and partner: who is met for what."""

from dashboard.charts.heat import HeatColumn, heat
from dashboard.panel import chart, empty, panel
from dashboard.panels.ranking import leader, ranked
from dashboard.reader import Reader


def sector_heat(reader: Reader, height: int, partners: int = 10) -> None:
    """A panel; all sectors, the partners met most."""
    rows = ranked(reader, "meetings", "partner", 6 if reader.is_phone else partners)
    shown = [row["partner"] for row in rows]
    sectors = [row["sector"] for row in reader.reference("sectors")]
    cells = {
        (shown.index(row["partner"]), sectors.index(row["sector"])): row["value"]
        for row in reader.values("meetings", "sector", "partner").rows
        if row["partner"] in shown and row["sector"] in sectors
    }
    first = leader(reader, "meetings", "sector")
    title = reader.t("overview.heat")
    if first:
        named = reader.names("sectors")(first["sector"], short=reader.language == "en")
        title = reader.t("overview.heat_finding", sector=named, count=first["value"])
    with panel(reader, title, reader.t("overview.heat_sub", count=len(shown)), indicators=["meetings"]):
        if not cells:
            empty(reader, "visits", height)
            return
        english = reader.language == "en"
        figure = heat(
            [reader.names("partners")(partner, short=True) for partner in shown],
            [
                HeatColumn(
                    reader.names("sectors")(row["sector"], short=english or not reader.is_phone),
                    row["family"],
                    reader.names("sector_families")(row["family"]),
                )
                for row in reader.reference("sectors")
            ],
            cells,
            reader.look,
            height=640 if reader.is_phone else height,
            turned=reader.is_phone,
            upright=not english,
            name_width=8 if reader.is_phone or english else 6.6,
            width=330 if reader.is_phone else 760,
        )
        chart(reader, figure, "sector-heat", title)
