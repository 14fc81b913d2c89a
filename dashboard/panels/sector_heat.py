"""Meetings by sector and partner: who is met for what."""

from dataclasses import replace

from dashboard.charts.heat import HeatColumn, heat
from dashboard.panel import Panel
from dashboard.panels.ranking import leader, ranked
from dashboard.reader import Reader
from dashboard.text.format import count


def sector_heat(reader: Reader, *, height: int, partners: int = 10) -> Panel:
    """A panel; all sectors, the partners met most."""
    rows = ranked(reader, "meetings", "partner", 6 if reader.is_phone else partners)
    shown = [row["partner"] for row in rows]
    sectors = [row["sector"] for row in reader.reference("sectors")]
    down, across = ({name: place for place, name in enumerate(names)} for names in (shown, sectors))
    # A reader's own choice of partners stands: whom these met with is counted within it.
    few = reader.filters if reader.filters.partners else replace(reader.filters, partners=tuple(sorted(shown)))
    cells = {
        (down[row["partner"]], across[row["sector"]]): row["value"]
        for row in reader.values("meetings", "sector", "partner", filters=few).rows
        if row["partner"] in down and row["sector"] in across
    }
    first = leader(reader, "meetings", "sector")
    title = reader.t("overview.heat")
    is_english = reader.language == "en"
    if first:
        named = reader.names("sectors")(first["sector"], short=is_english)
        title = reader.t("overview.heat_finding", sector=named, count=first["value"])
    height = 640 if reader.is_phone else height
    largest = sorted(cells, key=lambda cell: (-cells[cell], cell))
    partner, sector, met = (reader.t(key) for key in ("column.partner", "column.sector", "indicator.meetings.name"))
    partner_names, sector_names = reader.names("partners"), reader.names("sectors")
    sides, tops = [partner_names(name) for name in shown], [sector_names(name) for name in sectors]
    return Panel(
        title,
        reader.t("overview.heat_sub", count=len(shown)),
        ("meetings",),
        figure=heat(
            [partner_names(partner, short=True) for partner in shown],
            [
                HeatColumn(
                    sector_names(row["sector"], short=is_english or not reader.is_phone),
                    row["family"],
                    reader.names("sector_families")(row["family"]),
                )
                for row in reader.reference("sectors")
            ],
            cells,
            reader.look,
            height=height,
            turned=reader.is_phone,
            upright=not is_english,
            name_width=8 if reader.is_phone or is_english else 6.6,
            width=330 if reader.is_phone else 760,
            picks=([{"partner": partner} for partner in shown], [{"sector": sector} for sector in sectors]),
        )
        if cells
        else None,
        alt=title,
        table=tuple(
            {partner: sides[row], sector: tops[column], met: count(cells[row, column], reader.language)}
            for row, column in largest
        ),
        rows_picks=tuple({"partner": shown[row], "sector": sectors[column]} for row, column in largest),
        listing="visits",
        empty="visits",
        height=height,
    )
