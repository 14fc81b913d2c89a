"""Each matter's way through the stages, in a line of time."""

from datetime import date
from itertools import groupby
from typing import Any

from dashboard.charts.gantt import Span, gantt
from dashboard.panel import Panel
from dashboard.panels.stages import FOLLOWED, stage_color
from dashboard.reader import Reader
from dashboard.text.format import bucket, dates, day
from etl import clock

MOST = 24  # matters that a chart of bars can hold


def stage_paths(reader: Reader, *, height: int) -> Panel:
    """A panel: the matters whose stage was reached last come first; a day not known is not drawn, and said."""
    limit = min(MOST, max(4, height // (2 * reader.look.size)))
    rows = [row for row in reader.listed("stages", most=limit) if row["reached_date"] and row["stage"] in FOLLOWED]
    until = reader.filters.as_of or clock.today()
    matters = {key: list(group) for key, group in groupby(rows, key=lambda row: row["intent_id"])}
    newest = sorted(matters, key=lambda key: (max(row["reached_date"] for row in matters[key]), key), reverse=True)
    stages = [stage for stage in FOLLOWED if any(row["stage"] == stage for key in newest for row in matters[key])]
    names = reader.names("stages")
    spans = [
        Span(
            place,
            row["reached_date"],
            min(row["until_date"] or until, until),
            stages.index(row["stage"]),
            f"{reader.quoted(row['title'])} · {names(row['stage'])} {dates(row, 'reached_date', reader.language)}",
            {"stage": row["stage"]},
        )
        for place, key in enumerate(newest)
        for row in matters[key]
    ]
    title = reader.t("intents.paths")
    return Panel(
        title,
        reader.t("intents.paths_sub", count=len(newest)),
        ("matters",),
        figure=gantt(
            [reader.quoted(matters[key][0]["title"]) for key in newest],
            [(names(stage), stage_color(stage, reader)) for stage in stages],
            spans,
            reader.look,
            height=height,
            until=until,
            until_text=reader.t("header.as_of", date=day(until, reader.language)),
            ticks=_years(min(span.start for span in spans), until, reader),
            name_width=7 if reader.is_phone else 24 if reader.view == "print" else 30,
            width=330 if reader.is_phone else 1800,
        )
        if spans
        else None,
        alt=f"{title}: " + ", ".join(reader.quoted(matters[key][0]["title"]) for key in newest[:3]),
        table=tuple(_row(reader, row) for key in newest for row in matters[key]),
        listing="matters",
        empty="" if spans else "matters",
        height=height,
    )


def _row(reader: Reader, row: dict[str, Any]) -> dict[str, str]:
    return {
        reader.t("column.title"): reader.quoted(row["title"]),
        reader.t("column.stage"): reader.names("stages")(row["stage"]),
        reader.t("column.reached"): dates(row, "reached_date", reader.language),
    }


def _years(first: date, last: date, reader: Reader) -> list[tuple[date, str]]:
    years = range(first.year + 1, last.year + 1)
    step = max(1, len(years) // (3 if reader.is_phone else 8) + 1) if len(years) > 8 or reader.is_phone else 1
    return [(date(year, 1, 1), bucket(f"{year}", "year", reader.language)) for year in years[::step]]
