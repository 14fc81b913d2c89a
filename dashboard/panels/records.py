"""The records behind the numbers as tables: what, when, with whom, and the workbook, sheet and row each came from."""

from operator import itemgetter
from typing import Any

from dashboard.panel import Panel
from dashboard.reader import Reader
from dashboard.record_rows import record_row, visit_row
from dashboard.text.format import dates

__all__ = ["batch_table", "latest", "matter_table", "visit_row", "visit_table"]

MOST_ROWS = 200


def visit_table(reader: Reader, *, height: int) -> Panel:
    """A panel: the delegations, newest first."""
    return _records(reader, "visits", "visits.list", ("delegations",), height)


def matter_table(reader: Reader, *, height: int) -> Panel:
    """A panel: the matters, newest first."""
    return _records(reader, "matters", "intents.list", ("matters",), height)


def batch_table(reader: Reader, *, height: int) -> Panel:
    """A panel: published totals over many projects, which no number counts."""
    return _records(reader, "batches", "intents.batches", ("batches",), height)


def _records(reader: Reader, listing: str, text: str, indicators: tuple[str, ...], height: int) -> Panel:
    rows = reader.listed(listing, most=MOST_ROWS)
    return Panel(
        reader.t(text),
        reader.t(f"{text}_sub"),
        indicators,
        table=tuple(record_row(reader, listing, row) for row in rows),
        listing=listing,
        is_records=True,
        empty=listing,
        height=height,
    )


def latest(reader: Reader, *, height: int, most: int = 6) -> Panel:
    """A panel: the newest visits and matters, each with its source."""
    found = [
        (row["start_date"], _visit(reader, row)) for row in reader.listed("visits", most=most) if row["start_date"]
    ]
    matters = reader.listed("matters", most=most)
    found += [(row["signed_date"], _matter(reader, row)) for row in matters if row["signed_date"]]
    found.sort(key=itemgetter(0), reverse=True)
    return Panel(
        reader.t("overview.recent"),
        reader.t("overview.recent_sub", count=min(most, len(found))),
        ("delegations", "matters"),
        table=tuple(line for _, line in found[:most]),
        listing="visits",
        empty="visits",
        height=height,
    )


def _visit(reader: Reader, row: dict[str, Any]) -> dict[str, str]:
    way = reader.choices("direction")(row["direction"])
    short = [reader.names("partners")(partner, short=True) for partner in row["partners"]]
    whom = reader.t("phrase.separator").join(short)
    return _line(reader, dates(row, "start_date", reader.language, "end_date"), f"{way} · {whom}", row)


def _matter(reader: Reader, row: dict[str, Any]) -> dict[str, str]:
    stage = reader.names("stages")(row["stage"])
    return _line(reader, dates(row, "signed_date", reader.language), f"{stage} · {reader.quoted(row['title'])}", row)


def _line(reader: Reader, when: str, what: str, row: dict[str, Any]) -> dict[str, str]:
    return {
        reader.t("column.date"): when,
        reader.t("column.what"): what,
        reader.t("column.source_publisher"): reader.quoted(row["source_publisher"] or row["workbook"]),
    }
