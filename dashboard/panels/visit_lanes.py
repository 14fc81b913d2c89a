"""Delegations in a line of time, a lane a direction."""

from typing import Any

from dashboard.charts.timeline import Lane, Mark, timeline
from dashboard.panel import Panel
from dashboard.panels.partner_timeline import cut
from dashboard.reader import DIRECTIONS, Reader
from dashboard.record_rows import visit_row
from dashboard.text.format import bucket, dates

MOST_MARKS = 300
SYMBOLS = ("circle", "circle", "circle")


def visit_lanes(reader: Reader, *, height: int) -> Panel:
    """A panel of the newest delegations; on a phone the list stands for it, since labels would collide."""
    rows = [row for row in reader.listed("visits", most=MOST_MARKS) if row["start_date"]]
    names = reader.choices("direction")
    present = [direction for direction in DIRECTIONS if any(row["direction"] == direction for row in rows)]
    title = reader.t("visits.lanes")
    if rows:
        newest = rows[0]
        title = reader.t("visits.lanes_finding", date=dates(newest, "start_date", reader.language))
    look = reader.look
    figure = None
    if rows and not reader.is_phone:
        figure = timeline(
            [Lane(names(direction), look.accent, symbol) for direction, symbol in zip(present, SYMBOLS, strict=False)],
            [_mark(reader, row, present.index(row["direction"])) for row in rows if row["direction"] in present],
            look,
            height=height,
            years_label=lambda year: bucket(str(year), "year", reader.language),
            cut_text=lambda start, end: cut(reader, start, end),
            width=1800,
            name_width=9 if reader.language == "en" else 5,
        )
    return Panel(
        title,
        reader.t("visits.lanes_sub", count=len(rows)),
        ("delegations",),
        figure=figure,
        alt=title,
        table=tuple(visit_row(reader, row) for row in rows),
        listing="visits",
        empty="" if rows else "visits",
        height=height,
    )


def _mark(reader: Reader, row: dict[str, Any], lane: int) -> Mark:
    when = dates(row, "start_date", reader.language, "end_date")
    names, separator = reader.names("partners"), reader.t("phrase.separator")
    whom = separator.join(names(name, short=True) for name in row["partners"])
    recorded = separator.join(filter(None, map(names.original, row["partners"])))
    topic = reader.quoted(row["topic"])
    hover = "\n".join(filter(None, (when, whom, recorded, topic)))
    return Mark(lane, row["start_date"], whom or topic, when, True, hover)
