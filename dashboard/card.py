"""A card: one figure with its change, its course and its definition."""

from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.indicators.filters import Filters, months_later
from dashboard.indicators.periods import axis, fitting_unit
from dashboard.panel import definition, unit_word, written
from dashboard.reader import Reader
from dashboard.text.format import count, day
from etl import clock

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def card(reader: Reader, indicator: str, grid: "DeltaGenerator") -> None:
    """One figure in a tile of its own: name, value, change against the period before, its course, its definition."""
    values = reader.values(indicator)
    name = reader.t(f"indicator.{indicator}.name")
    word = unit_word(reader, indicator)
    number = written(reader, indicator, values.total)
    value = f"{number} :small[{word}]" if word and values.total is not None else number
    if values.is_example:  # beside the value, since a narrow card cuts its label
        value += f" :small[:orange-badge[{reader.t('panel.example_short')}]]"
    change, arrow = _change(reader, indicator)
    grid.metric(
        name,
        value,
        delta=change,
        delta_arrow=arrow,
        delta_color="primary",
        help=_explained(reader, indicator),
        chart_data=_course(reader, indicator),
        chart_type="bar",
        height="stretch",
    )


def _explained(reader: Reader, indicator: str) -> str:
    """The definition, and of how many cases the record states the amount that is added."""
    row = reader.values(indicator).rows[0]
    text = definition(reader, indicator)
    if row.get("known", 0) < row.get("cases", 0):
        text += "\n\n" + reader.t("known", known=count(row["known"], reader.language), cases=row["cases"])
    return text


def _change(reader: Reader, indicator: str) -> tuple[str, Any]:
    """The change in words and its arrow. Cumulative published figures have an as-at day instead of a change."""
    values = reader.values(indicator)
    if values.indicator.published:
        as_at = values.rows[0]["as_at"]
        return reader.t("header.as_of", date=day(as_at, reader.language)) if as_at else reader.t(
            "change.unknown"
        ), "off"
    now, then, kind = _compared(reader.filters)
    new, old = reader.values(indicator, filters=now).total, reader.values(indicator, filters=then).total
    if new is None:
        return reader.t(f"change.{kind}unknown"), "off"
    if old is None:
        return reader.t(f"change.{kind}none"), "off"
    if new == old:
        return reader.t(f"change.{kind}same"), "off"
    way = "up" if new > old else "down"
    if values.indicator.measure == "rate":
        return reader.t(
            f"change.{kind}{way}", amount=reader.t("unit.points", number=f"{abs(new - old) * 100:.1f}")
        ), way
    return reader.t(f"change.{kind}{way}", amount=written(reader, indicator, abs(new - old))), way


def _compared(filters: Filters) -> tuple[Filters, Filters, str]:
    """What is compared: the period with the one before, or for all time this year so far with the same of last year."""
    if filters.before:
        return filters, filters.before, ""
    today = clock.today()
    this_year = filters.within(date(today.year, 1, 1), today)
    return this_year, filters.within(date(today.year - 1, 1, 1), months_later(today, -12)), "year_"


def _course(reader: Reader, indicator: str) -> list[float] | None:
    if reader.values(indicator).indicator.published:
        return None
    unit = fitting_unit(reader.filters.start, reader.filters.end)
    found = {row[unit]: row["value"] or 0 for row in reader.values(indicator, unit).rows if row[unit]}
    keys = axis([{unit: key} for key in found], unit, reader.filters, clock.today())
    return [found.get(key, 0) for key in keys] if found and len(keys) > 1 else None
