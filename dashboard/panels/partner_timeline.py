"""Everything with one partner in one line of time: visits, matters, people."""

from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.charts.timeline import Lane, Mark, timeline
from dashboard.indicators.filters import Filters
from dashboard.panel import Panel
from dashboard.reader import Reader
from dashboard.text.format import bucket, dates

if TYPE_CHECKING:
    from dashboard.charts.figure import Figure

LANES = ("visits", "intents", "talent_flows")
LONGEST_LABEL = 18
SYMBOLS = ("circle", "square", "diamond")


def partner_timeline(reader: Reader, *, partner: str, height: int) -> Panel:
    """A panel over all time; on a phone a list, since labels would collide."""
    everything = Filters(partners=(partner,), as_of=reader.filters.as_of)
    visits = [row for row in reader.listed("visits", everything) if row["start_date"]]
    matters = [row for row in reader.listed("matters", everything) if row["signed_date"]]
    people = reader.values("talent_net", "quarter", filters=everything)
    marks = [*(_visit(reader, row) for row in visits), *(_matter(reader, row) for row in matters)]
    marks += [_people(reader, row["quarter"], everything) for row in people.rows if row["quarter"]]
    newest = sorted(marks, key=lambda mark: mark.when, reverse=True)
    lanes = [reader.t(f"page.{page}") for page in ("visits", "intents", "talent")]
    title = reader.t("partners.timeline")
    if marks:
        title = reader.t("partners.timeline_finding", year=newest[-1].when.year)
    return Panel(
        title,
        reader.t("partners.timeline_sub"),
        ("meetings",),
        figure=_chart(reader, lanes, marks, height) if marks and not reader.is_phone else None,
        alt=title,
        table=tuple(
            {
                reader.t("column.date"): mark.label,
                reader.t("column.what"): lanes[mark.lane],
                reader.t("column.topic"): mark.hover.partition("\n")[2],
            }
            for mark in newest
        ),
        is_example=people.is_example,
        empty="visits",
        height=height,
    )


def _chart(reader: Reader, names: list[str], marks: list[Mark], height: int) -> "Figure":
    return timeline(
        [Lane(name, reader.look.lanes[lane], symbol) for name, lane, symbol in zip(names, LANES, SYMBOLS, strict=True)],
        marks,
        reader.look,
        height=height,
        years_label=lambda year: bucket(str(year), "year", reader.language),
        cut_text=lambda start, end: cut(reader, start, end),
        width=1800,
        name_width=8 if reader.language == "en" else 5,
    )


def cut(reader: Reader, start: int, end: int) -> str:
    """The years that a timeline leaves out."""
    return reader.t("partners.cut" if start < end else "partners.cut_one", start=start, end=end)


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
    moves = reader.values("talent_moves", "quarter", filters=everything).rows
    moved = next((row for row in moves if row["quarter"] == quarter), {"value": 0})
    when = bucket(quarter, "quarter", reader.language)
    text = (
        reader.t("people.not_shown")
        if moved.get("suppressed")
        else reader.t("partners.flow_mark", count=moved["value"] or 0)
    )
    return Mark(2, start, text, when, True, f"{when}\n{text}")
