"""More coming than going, or fewer: the net of persons, month by month."""

from dashboard.charts.columns import columns
from dashboard.indicators.periods import axis
from dashboard.panel import Panel
from dashboard.panels.definition_change import DefinitionChange, earlier_rows
from dashboard.panels.people import gaps, month_ticks
from dashboard.panels.period_pick import period_pick
from dashboard.reader import Reader
from dashboard.text.format import bucket, count
from dashboard.wording import row_words


def people_net(reader: Reader, *, height: int) -> Panel:
    """A panel: persons to Zhongshan less persons to Hong Kong, a column a month; what goes out hangs down."""
    net = reader.values("talent_net")
    rows = {row["month"]: row for row in reader.values("talent_net", "month").rows if row["month"]}
    months = {month: row["value"] for month, row in rows.items()}
    counted = [{"month": key} for key in months]
    earlier = earlier_rows(reader, ("talent_net",), "month")
    keys = axis([*counted, *earlier], "month", reader.filters, reader.today)
    labels = [row_words(reader, "talent_net", rows.get(key)) for key in keys]
    names = [bucket(key, "month", reader.language) for key in keys]
    title = reader.t("talent.net")
    if net.total is not None and months:
        title = reader.t("talent.net_finding", count=count(net.total, reader.language))
    picks = [period_pick(key) for key in keys]
    changed = DefinitionChange(reader, ("talent_net",), "month", keys)
    return Panel(
        title,
        reader.t("talent.net_sub") + gaps(reader, rows.values()) + changed.said(),
        ("talent_net",),
        figure=changed.drawn(
            columns(
                names,
                [months.get(key) for key in keys],
                labels,
                reader.look,
                height=height,
                ticks=month_ticks(keys, reader),
                picks=picks,
            )
        )
        if months
        else None,
        alt=title + changed.said(),
        table=tuple(
            {reader.t("filter.period"): name, changed.heading("talent_net"): label, **changed.cells(key)}
            for key, name, label in zip(reversed(keys), reversed(names), reversed(labels), strict=True)
        ),
        rows_picks=tuple(reversed(picks)),
        listing="talent",
        is_example=net.is_example,
        empty="talent",
        height=height,
    )
