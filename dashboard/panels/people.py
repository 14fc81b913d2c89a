"""People moving between the two cities, by month."""

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.charts.line import line
from dashboard.charts.series import Series
from dashboard.indicators.periods import axis
from dashboard.panel import Panel
from dashboard.panels.definition_change import DefinitionChange, earlier_rows
from dashboard.panels.period_pick import period_pick
from dashboard.reader import Reader
from dashboard.text.format import bucket
from dashboard.wording import row_words

DIRECTIONS = {"HK_TO_ZS": "talent_in", "ZS_TO_HK": "talent_out"}


def people_over_time(reader: Reader, *, height: int) -> Panel:
    """A panel: persons to Zhongshan and to Hong Kong, month by month."""
    found = {
        indicator: {row["month"]: row for row in reader.values(indicator, "month").rows}
        for indicator in DIRECTIONS.values()
    }
    counted = [{"month": key} for months in found.values() for key in months]
    earlier = earlier_rows(reader, tuple(found), "month")
    keys = axis([*counted, *earlier], "month", reader.filters, reader.today)
    net = reader.values("talent_net")
    title = reader.t("talent.flow_time")
    if net.total:
        title = reader.t("talent.flow_finding" if net.total > 0 else "talent.flow_finding_out")
    colors = (reader.look.accent, reader.look.lanes["intents"])
    names = {indicator: reader.t(f"indicator.{indicator}.name") for indicator in found}
    changed = DefinitionChange(reader, tuple(found), "month", keys)
    picks = [period_pick(key) for key in keys]
    has_any = any(found.values())
    return Panel(
        title,
        reader.t("talent.flow_time_sub")
        + gaps(reader, [row for months in found.values() for row in months.values()])
        + changed.said(),
        ("talent_in", "talent_out"),
        figure=changed.drawn(
            line(
                [bucket(key, "month", reader.language) for key in keys],
                [
                    Series(names[indicator], color, [_value(months.get(key)) for key in keys], picks)
                    for (indicator, months), color in zip(found.items(), colors, strict=True)
                ],
                reader.look,
                height=height,
                ticks=month_ticks(keys, reader),
            ),
            dict(zip(found, colors, strict=True)),
        )
        if has_any
        else None,
        alt=title + changed.said(),
        table=tuple(
            {reader.t("filter.period"): bucket(key, "month", reader.language)}
            | {
                changed.heading(indicator): row_words(reader, indicator, months.get(key))
                for indicator, months in found.items()
            }
            | changed.cells(key)
            for key in reversed(keys)
        )
        if has_any
        else (),
        rows_picks=tuple(reversed(picks)),
        listing="talent",
        is_example=net.is_example,
        empty="talent",
        height=height,
    )


def _value(row: Mapping[str, Any] | None) -> float | None:
    return row["value"] if row else None


def gaps(reader: Reader, rows: Iterable[Mapping[str, Any]]) -> str:
    """What the subtitle adds where months are gaps because few people moved in them."""
    months = {row["month"] for row in rows if row["month"] and row.get("suppressed")}
    return reader.t("people.gaps", count=len(months)) if months else ""


def month_ticks(keys: list[str], reader: Reader) -> list[tuple[str, str]]:
    """The months to name on an axis: all of a few, else each half year's first."""
    months = [key for key in keys if key.endswith(("-01", "-07"))]
    shown = keys if len(keys) <= 6 else months
    if reader.is_phone and len(shown) > 3:
        shown = [key for key in shown if key.endswith("-01")]
    return [(bucket(key, "month", reader.language), bucket(key, "month", reader.language)) for key in shown]
