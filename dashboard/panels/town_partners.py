"""Which town meets whom."""

from dashboard.charts.heat import HeatColumn, heat
from dashboard.panel import Panel
from dashboard.panels.ranking import ranked
from dashboard.reader import Reader
from dashboard.text.format import count


def town_partners(reader: Reader, *, height: int, towns: int = 10, partners: int = 14) -> Panel:
    """A panel of meetings; a visit with several towns or partners is in several cells."""
    rows = [row["town"] for row in ranked(reader, "meetings", "town", towns)]
    heads = [row["partner"] for row in ranked(reader, "meetings", "partner", 6 if reader.is_phone else partners)]
    names, towns_named = reader.names("partners"), reader.names("towns")
    found = [
        row
        for row in reader.values("meetings", "town", "partner").rows
        if row["town"] in rows and row["partner"] in heads and row["value"]
    ]
    most = max(found, key=lambda row: (row["value"], row["town"]), default=None)
    title = reader.t("visits.towns")
    if most and [row["value"] for row in found].count(most["value"]) == 1:
        title = reader.t(
            "visits.towns_finding",
            town=towns_named(most["town"], short=True),
            partner=names(most["partner"], short=True),
        )
    english = reader.language == "en"
    return Panel(
        title,
        reader.t("visits.towns_sub", towns=len(rows), count=len(heads)),
        ("meetings",),
        figure=heat(
            [towns_named(town, short=not english) for town in rows],
            [HeatColumn(names(partner, short=True), "", "") for partner in heads],
            {(rows.index(row["town"]), heads.index(row["partner"])): row["value"] for row in found},
            reader.look,
            height=height,
            turned=reader.is_phone,
            upright=not english,
            name_width=9 if english or reader.is_phone else 5,
            width=330 if reader.is_phone else 700,
            picks=([{"town": town} for town in rows], [{"partner": partner} for partner in heads]),
        )
        if found
        else None,
        alt=title,
        table=tuple(
            {
                reader.t("column.town"): towns_named(row["town"]),
                reader.t("column.partner"): names(row["partner"]),
                reader.t("indicator.meetings.name"): count(row["value"], reader.language),
            }
            for row in sorted(found, key=lambda row: -row["value"])
        ),
        rows_picks=tuple(
            {"town": row["town"], "partner": row["partner"]} for row in sorted(found, key=lambda row: -row["value"])
        ),
        listing="visits",
        empty="" if found else "visits",
        height=height,
    )
