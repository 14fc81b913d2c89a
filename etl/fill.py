"""What surroundings and headings across say of rows that do not say it themselves."""

from etl.clean.surroundings import Surroundings
from etl.read.combined import first_said
from etl.rows import Rows
from etl.tables.found import Spread


def fill_surroundings(rows: Rows, said: Surroundings) -> None:
    """Direction and town from the surroundings where no cell says them; what could not be read stays a problem."""
    columns = rows.source.columns
    many = "towns" in columns
    for name, value in (("direction", said.direction), ("towns" if many else "town", said.town)):
        if value and name in columns:
            rows.fill(name, (value,) if name == "towns" else value)


def fill_spread(rows: Rows, spread: Spread, said: Surroundings) -> None:
    """What the heading of a month across says of the numbers under it."""
    for name, value in spread.values:
        rows.fill(name, (value,) if rows.source.columns[name].type == "text_list" else value)
    if not spread.says_period:
        return
    starts = rows.column("period_start")
    periods = starts.mapped(lambda start: spread.period(start.year if start else said.year))
    for position in periods.rows_where(lambda period: period is None):
        rows.find(position, "date_undetermined", "period_start", "/".join(spread.column.texts))
    firsts = periods.mapped(lambda period: period and period[0])
    lasts = periods.mapped(lambda period: period and period[1])
    rows.values["period_start"] = first_said(firsts, starts)
    rows.values["period_end"] = first_said(lasts, rows.column("period_end"))
