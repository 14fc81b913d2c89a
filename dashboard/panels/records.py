"""The records behind the numbers as tables: what, when, with whom, and the workbook, sheet and row each came from."""

from dashboard.panel import Panel
from dashboard.reader import Reader
from dashboard.record_rows import record_row

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
