"""Delegations by month, quarter or year, stacked by direction."""

from dashboard.charts.series import Series
from dashboard.charts.stacked_columns import stacked_columns
from dashboard.indicators.periods import axis, fitting_unit
from dashboard.panel import Panel
from dashboard.panels.definition_change import DefinitionChange, earlier_rows
from dashboard.panels.period_pick import period_pick
from dashboard.reader import DIRECTIONS, Reader
from dashboard.text.format import bucket, count

MOST_TICKS = 7


def delegations_over_time(reader: Reader, *, height: int) -> Panel:
    """A panel; what has no place on the axis is said in its subtitle."""
    unit = fitting_unit(reader.filters.start, reader.filters.end)
    rows = reader.values("delegations", unit, "direction").rows
    values = {(row[unit], row["direction"]): row["value"] for row in rows}
    totals = {row[unit]: row["value"] for row in reader.values("delegations", unit).rows}
    unplaced = totals.pop(None, 0)
    keys = axis([*rows, *earlier_rows(reader, ("delegations",), unit)], unit, reader.filters, reader.today)
    title = reader.t("visits.time")
    best = max(totals, key=lambda key: totals[key], default=None)
    if best and list(totals.values()).count(totals[best]) == 1:
        title = reader.t("visits.time_finding", period=bucket(best, unit, reader.language), count=totals[best])
    subtitle = reader.t(f"visits.time_sub_{unit}")
    if unplaced:
        subtitle += reader.t("overview.time_unplaced", count=unplaced)
    changed = DefinitionChange(reader, ("delegations",), unit, keys)
    subtitle += changed.said()
    directions = reader.choices("direction")
    picks = {key: period_pick(key) for key in keys}
    return Panel(
        title,
        subtitle,
        ("delegations",),
        figure=changed.drawn(
            stacked_columns(
                [bucket(key, unit, reader.language) for key in keys],
                [
                    Series(
                        directions(direction),
                        color,
                        [values.get((key, direction), 0) for key in keys],
                        [{**picks[key], "direction": direction} for key in keys],
                    )
                    for direction, color in zip(DIRECTIONS, _colors(reader), strict=True)
                ],
                reader.look,
                height=height,
                labels=[count(totals[key], reader.language) if totals.get(key) else "" for key in keys],
                ticks=_ticks(keys, unit, reader),
                width=330 if reader.is_phone else 700,
            )
        )
        if totals
        else None,
        alt=f"{title}. {subtitle}",
        table=tuple(
            {
                reader.t("filter.period"): bucket(key, unit, reader.language),
                changed.heading("delegations"): count(totals.get(key, 0), reader.language),
                **changed.cells(key),
                **{directions(way): count(values.get((key, way), 0), reader.language) for way in DIRECTIONS},
            }
            for key in reversed(keys)
        )
        if totals
        else (),
        rows_picks=tuple(picks[key] for key in reversed(keys)),
        listing="visits",
        empty="visits",
        height=height,
    )


def _colors(reader: Reader) -> tuple[str, str, str]:
    return reader.look.accent, reader.look.stage_ramp[2], reader.look.hairline


def _ticks(keys: list[str], unit: str, reader: Reader) -> list[tuple[str, str]]:
    """Labels for as many buckets as can be read: the first of each year before others."""
    most = 4 if reader.is_phone else MOST_TICKS
    first = [key for key in keys if unit == "year" or key.endswith(("-Q1", "-01"))]
    chosen = keys if len(keys) <= most else first if 1 < len(first) <= most else keys[:: -(-len(keys) // most)]
    return [(bucket(key, unit, reader.language), bucket(key, unit, reader.language)) for key in chosen]
