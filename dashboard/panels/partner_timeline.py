"""Everything with one partner in one line of time: visits, matters, people."""

from datetime import date
from typing import Any

import streamlit as st

from dashboard.charts.timeline import Lane, Mark, timeline
from dashboard.indicators.filters import Filters
from dashboard.panel import chart, empty, panel
from dashboard.reader import Reader
from dashboard.text.format import bucket, dates
from dashboard.text.show import show

LANES = ("visits", "intents", "talent_flows")
LONGEST_LABEL = 18
SYMBOLS = ("circle", "square", "diamond")


def partner_timeline(reader: Reader, partner: str, height: int) -> None:
    """A panel over all time; on a phone a list, since labels would collide."""
    everything = Filters(partners=(partner,), as_of=reader.filters.as_of)
    visits = [row for row in reader.listed("visits", everything) if row["start_date"]]
    matters = [row for row in reader.listed("matters", everything) if row["signed_date"]]
    people = reader.values("talent_net", "quarter", filters=everything)
    marks = [*(_visit(reader, row) for row in visits), *(_matter(reader, row) for row in matters)]
    moving = [row["quarter"] for row in people.rows if row["quarter"]]
    marks += [_people(reader, key, everything) for key in moving]
    title = reader.t("partners.timeline")
    if marks:
        title = reader.t("partners.timeline_finding", year=min(mark.when.year for mark in marks))
    with panel(reader, title, reader.t("partners.timeline_sub"), indicators=["meetings"], is_example=people.is_example):
        if not marks:
            empty(reader, "visits", height)
        elif reader.is_phone:
            for mark in sorted(marks, key=lambda mark: mark.when, reverse=True):
                st.markdown(f"**{show(mark.label)}** {show(mark.title)}")
        else:
            look = reader.look
            names = [reader.t(f"page.{page}") for page in ("visits", "intents", "talent")]
            lanes = [Lane(n, look.lanes[lane], s) for n, lane, s in zip(names, LANES, SYMBOLS, strict=True)]
            figure = timeline(
                lanes,
                marks,
                look,
                height=height,
                years_label=lambda year: bucket(str(year), "year", reader.language),
                cut_text=lambda start, end: reader.t("partners.cut", start=start, end=end),
                width=1800,
                name_width=8 if reader.language == "en" else 5,
            )
            chart(reader, figure, "partner-timeline", title)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"


def _visit(reader: Reader, row: dict[str, Any]) -> Mark:
    when = dates(row, "start_date", reader.language, "end_date")
    topic = reader.quoted(row["topic"])
    return Mark(0, row["start_date"], _short(topic), when, True, f"{when}\n{topic}")


def _matter(reader: Reader, row: dict[str, Any]) -> Mark:
    when = dates(row, "signed_date", reader.language)
    title = reader.quoted(row["title"])
    return Mark(1, row["signed_date"], _short(title), when, True, f"{when}\n{title}")


def _people(reader: Reader, quarter: str, everything: Filters) -> Mark:
    year, number = int(quarter[:4]), int(quarter[-1])
    start = date(year, 3 * number - 2, 1)
    persons = sum(
        row["value"] or 0
        for indicator in ("talent_in", "talent_out")
        for row in reader.values(indicator, "quarter", filters=everything).rows
        if row["quarter"] == quarter
    )
    when = bucket(quarter, "quarter", reader.language)
    text = reader.t("partners.flow_mark", count=persons)
    return Mark(2, start, text, when, True, f"{when}\n{text}")
