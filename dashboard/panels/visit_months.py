"""In which months delegations began, a row a year: the calendar of a period that is too long for days."""

from dashboard.charts.heat import HeatColumn, heat
from dashboard.panel import Panel
from dashboard.panels.definition_change import DefinitionChange, earlier_rows
from dashboard.panels.period_pick import period_pick
from dashboard.reader import Reader
from dashboard.text.format import bucket, count

MOST_YEARS = 12


def visit_months(reader: Reader, *, height: int) -> Panel:
    """A panel; what is known only to the year has no month and is counted in the subtitle."""
    rows = reader.values("delegations", "month").rows
    values = {row["month"]: row["value"] for row in rows if row["month"]}
    years = sorted({month[:4] for month in values})[-MOST_YEARS:]
    heads = [
        HeatColumn(reader.t("date.month_alone", month=month, month_name=name), "", "")
        for month, name in enumerate(reader.t("date.month_names").split(), 1)
    ]
    busiest = max(values, key=lambda month: (values[month], month), default=None)
    title = reader.t("visits.months")
    if busiest and list(values.values()).count(values[busiest]) == 1:
        period = bucket(busiest, "month", reader.language)
        title = reader.t("visits.months_finding", period=period, count=count(values[busiest], reader.language))
    subtitle = reader.t("visits.months_sub", years=len(years))
    if unplaced := {row["month"]: row["value"] for row in rows}.get(None):
        subtitle += reader.t("overview.time_unplaced", count=unplaced)
    earlier = {row["month"] for row in earlier_rows(reader, ("delegations",), "month")}
    newest = sorted({*values, *earlier}, reverse=True)
    changed = DefinitionChange(reader, ("delegations",), "month", newest[::-1])
    subtitle += changed.said(is_drawn=False)
    figure = None
    if values:
        cells = {
            (years.index(month[:4]), int(month[5:]) - 1): value for month, value in values.items() if month[:4] in years
        }
        figure = heat(
            [bucket(year, "year", reader.language) for year in years],
            heads,
            cells,
            reader.look,
            height=height,
            upright=False,
            name_width=4.5,
            width=330 if reader.is_phone else 760,
        )
        figure.traces[0]["customdata"] = [
            [period_pick(f"{year}-{month:02}") for month in range(1, 13)] for year in years
        ]
    return Panel(
        title,
        subtitle,
        ("delegations",),
        figure=figure,
        alt=title,
        table=tuple(
            {
                reader.t("filter.period"): bucket(month, "month", reader.language),
                changed.heading("delegations"): count(values.get(month, 0), reader.language),
                **changed.cells(month),
            }
            for month in newest
        ),
        rows_picks=tuple(period_pick(month) for month in newest),
        listing="visits",
        empty="visits",
        height=height,
    )
