"""What surroundings and headings across say of rows that do not say it themselves."""

from typing import Any

from etl.clean.surroundings import Surroundings
from etl.rows import Rows
from etl.tables.found import Spread


def fill_surroundings(rows: Rows, said: Surroundings) -> None:
    """Direction and town from the surroundings where no cell says them; what could not be read stays a problem."""
    columns = rows.source.columns
    many = "towns" in columns
    for name, value in (("direction", said.direction), ("towns" if many else "town", said.town)):
        if value and name in columns:
            _fill_blanks(rows, name, (value,) if name == "towns" else value)


def _fill_blanks(rows: Rows, name: str, value: Any) -> None:
    unread = rows.found_in(name)
    column = rows.column(name)
    rows.values[name] = [value if not old and position not in unread else old for position, old in enumerate(column)]


def fill_spread(rows: Rows, spread: Spread, said: Surroundings) -> None:
    """What the heading of a month across says of the numbers under it."""
    for name, value in spread.values:
        _fill_blanks(rows, name, (value,) if rows.source.columns[name].type == "text_list" else value)
    if not spread.says_period:
        return
    starts, ends = list(rows.column("period_start")), list(rows.column("period_end"))
    for position, start in enumerate(starts):
        period = spread.period(start.year if start else said.year)
        if period is None:
            rows.find(position, "date_undetermined", "period_start", "/".join(spread.column.texts))
        else:
            starts[position], ends[position] = period
    rows.values["period_start"], rows.values["period_end"] = starts, ends
