"""What a card or panel says when a source behind it is out of date."""

from collections.abc import Sequence
from functools import cache

from dashboard import warehouse
from dashboard.indicators.lateness import EVERY
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.steps import tables_of
from dashboard.reader import Reader
from dashboard.text.format import count, day
from etl.history.series import base_name
from etl.reference import read_table


def stale_words(reader: Reader, indicators: Sequence[str]) -> str:
    """Which workbooks behind the indicators are out of date on the reader's day; empty when none is."""
    tables = {table for indicator in indicators for table in tables_of(INDICATORS[indicator].facts)}
    late = warehouse.late_sources(reader.version.name, limits(), reader.today)
    found = [source for source in late if tables & set(source.tables)]
    # A workbook's name may be that of another body.
    if not found or reader.own is not None:
        return ""
    workbook = reader.quoted(found[0].workbook)
    if len(found) == 1:
        return reader.t("stale.one", workbook=workbook, date=day(found[0].loaded_date, reader.language))
    return reader.t("stale.several", workbook=workbook, count=count(len(found), reader.language))


@cache
def limits() -> tuple[tuple[str, int | None], ...]:
    """Workbook or `EVERY` → the days after which its next edition is late, from `source_limits.csv`."""
    return tuple(
        (row["workbook"] if row["workbook"] == EVERY else base_name(row["workbook"]), int(row["days"] or 0) or None)
        for row in read_table("source_limits")
    )
