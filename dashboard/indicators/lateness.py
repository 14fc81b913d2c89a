"""Which sources are out of date: workbooks whose newest edition is older than such a source may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from dashboard.indicators.run import run
from etl.history.gone import DAYS
from etl.history.series import base_name
from etl.state import counting

EVERY = "*"
# What was older than this when it came is history: nobody waits for its next edition.
HISTORY = timedelta(days=366)


@dataclass(frozen=True)
class Late:
    """A source that is out of date: the workbook's newest edition, the day it came, the tables that it fills."""

    workbook: str
    loaded_date: date
    tables: tuple[str, ...]


def late_sources(
    connection: duckdb.DuckDBPyConnection, limits: Mapping[str, int | None], day: date
) -> tuple[Late, ...]:
    """The sources out of date at the end of a day, the longest first.

    A source is a series of editions of one workbook. `limits` has the days after which its next edition is late, by
    the workbook's name without what copies add to it, and under `EVERY` for all others; None is never late.
    """
    told = " union all ".join(
        f"select load_id, '{table}' as table_name, {column} as day from {table}_rows" for table, column in DAYS.items()
    )
    rows = run(
        connection,
        f"""
        with newest as (
            select coalesce(series, load_id) as series, max(load_id) as load_id from loads
            where {counting("as_of")} group by 1
        )
        select loads.workbook, left(loads.loaded_at, 10)::date as loaded_date,
            list(distinct told.table_name order by told.table_name) as tables,
            max(told.day) filter (told.day <= left(loads.loaded_at, 10)::date) as last_day
        from newest join loads using (load_id) join ({told}) as told using (load_id)
        group by all order by loaded_date, workbook
        """,
        {"as_of": day},
    )
    found = []
    for row in rows:
        days = limits.get(base_name(row["workbook"]), limits[EVERY])
        if days is None or row["last_day"] is None or row["loaded_date"] - row["last_day"] > HISTORY:
            continue
        if day - row["loaded_date"] > timedelta(days=days):
            found.append(Late(row["workbook"], row["loaded_date"], tuple(row["tables"])))
    return tuple(found)
