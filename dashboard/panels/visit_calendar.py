"""On which days delegations began: a calendar of at most thirteen months."""

from datetime import date

from dashboard.charts.calendar import calendar
from dashboard.indicators.filters import Filters, months_later
from dashboard.panel import Panel
from dashboard.panels.definition_change import DefinitionChange, earlier_rows
from dashboard.reader import Reader
from dashboard.text.format import bucket, count, day

LONGEST = 400  # days that a calendar can show


def visit_calendar(reader: Reader, *, height: int) -> Panel:
    """A panel; what is known only to the month or year has no day and is counted in the subtitle."""
    first, last = reader.filters.start, reader.filters.end
    assert first and last, "a page asks for this panel only where the period is short"
    rows = reader.values("delegations", "day").rows
    values = {date.fromisoformat(row["day"]): row["value"] for row in rows if row["day"]}
    busiest = max(values, key=lambda found: (values[found], found), default=None)
    title = reader.t("visits.calendar")
    if busiest and values[busiest] > 1:
        title = reader.t(
            "visits.calendar_finding", date=day(busiest, reader.language), count=count(values[busiest], reader.language)
        )
    period = reader.t("period.range", start=day(first, reader.language), end=day(last, reader.language))
    unplaced = {row["day"]: row["value"] for row in rows}.get(None)
    subtitle = reader.t("visits.calendar_sub", period=period)
    if unplaced:
        subtitle += reader.t("visits.calendar_unplaced", count=unplaced)
    earlier = {date.fromisoformat(row["day"]) for row in earlier_rows(reader, ("delegations",), "day")}
    newest = sorted({*values, *earlier}, reverse=True)
    changed = DefinitionChange(reader, ("delegations",), "day", [f"{found}" for found in reversed(newest)])
    subtitle += changed.said(is_drawn=False)
    written = {
        found: f"{day(found, reader.language, weekday=True)} {_delegations(reader, values[found])}" for found in values
    }
    return Panel(
        title,
        subtitle,
        ("delegations",),
        figure=calendar(
            values,
            first,
            last,
            reader.look,
            height=height,
            weekdays=reader.t("date.weekday_letters").split(),
            months=[(month, _month(reader, month)) for month in _months(first, last)],
            hover=written,
            width=330 if reader.is_phone else 760,
        )
        if values
        else None,
        alt=f"{title}. " + ", ".join(written[found] for found in sorted(values, reverse=True)[:3]),
        table=tuple(
            {
                reader.t("column.date"): day(found, reader.language, weekday=True),
                changed.heading("delegations"): count(values.get(found, 0), reader.language),
                **changed.cells(f"{found}"),
            }
            for found in newest
        ),
        rows_picks=tuple({"from": f"{found}", "to": f"{found}"} for found in newest),
        listing="visits",
        empty="" if values else "visits",
        height=height,
    )


def is_short(filters: Filters) -> bool:
    """Whether the days of the period fit a calendar."""
    return bool(filters.start and filters.end and (filters.end - filters.start).days <= LONGEST)


def _months(first: date, last: date) -> list[date]:
    """The first days of the months, and the period's own first day where it leaves room for a word."""
    found = [first] if first.day <= 14 else []
    month = months_later(first.replace(day=1), 1)
    while month <= last:
        found.append(month)
        month = months_later(month, 1)
    return found


def _month(reader: Reader, month: date) -> str:
    """January, and the first, with their year."""
    if month.month == 1:
        return bucket(f"{month.year}", "year", reader.language)
    return reader.t(
        "date.month_alone", month=month.month, month_name=reader.t("date.month_names").split()[month.month - 1]
    )


def _delegations(reader: Reader, value: float) -> str:
    return f"{count(value, reader.language)} {reader.t('unit.delegations')}".strip()
