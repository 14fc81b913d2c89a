"""Whom we met for the first time, and what came of it."""

from dashboard.panel import Panel
from dashboard.reader import Reader
from dashboard.text.format import bucket, count, day

MOST = 50


def first_meetings(reader: Reader, *, height: int) -> Panel:
    """A panel: the partners first met in the period, newest first, with the matters that they have now."""
    met = [row for row in reader.values("new_partners", "day", "partner").rows if row["partner"]]
    met.sort(key=lambda row: (row["day"] or "", row["partner"]), reverse=True)
    # What came of a meeting comes after it, so the matters are those of any day.
    any_day = reader.filters.within(None, None)
    matters = {row["partner"]: row["value"] for row in reader.values("matters", "partner", filters=any_day).rows}
    names = reader.names("partners")
    total = reader.values("new_partners").total or 0
    title = reader.t("visits.first")
    if met:
        title = reader.t("visits.first_finding", count=count(total, reader.language))
    return Panel(
        title,
        reader.t("visits.first_sub", count=min(len(met), MOST)),
        ("new_partners",),
        table=tuple(
            {
                reader.t("column.first_met"): bucket(row["day"], "day", reader.language)
                if row["day"]
                else day(None, reader.language),
                reader.t("column.partner"): names(row["partner"]),
                reader.t("column.matters_now"): count(matters.get(row["partner"], 0), reader.language),
            }
            for row in met[:MOST]
        ),
        rows_picks=tuple({"partner": row["partner"]} for row in met[:MOST]),
        listing="visits",
        empty="" if met else "visits",
        height=height,
    )
