"""What is said around a table for the cells that do not say it themselves."""

from dataclasses import replace
from datetime import date

from etl.clean.date_signs import era_of
from etl.clean.surroundings import Surroundings, direction_of, month_of_name, narrowed, nearest
from etl.tables.found import FoundTable


def surroundings_of(table: FoundTable, today: date, workbook: str = "") -> Surroundings:
    """Year, month, units, currency, direction and town of a table, from the nearest to the farthest that says them.

    Nearest are the corner of the heading; then the words above the table and the sheet's name, which must agree, since
    titles go stale when sheets are copied; then the first title of the sheet; then the file's name (`workbook`,
    without its ending).
    """
    name = month_of_name(table.sheet.name)
    titles = narrowed(list(table.titles), name)
    said = nearest([_corner(table), [*titles, name], list(table.sheet_titles), [workbook]], today)
    headings = ["/".join(column.texts) for column in table.columns]
    era = max(map(era_of, [*table.titles, *table.sheet_titles, table.sheet.name, workbook, *headings]))
    return replace(said, direction=_direction(table, said.direction), era=era)


def _corner(table: FoundTable) -> list[str]:
    """The texts of a corner cell that names no column of ours: 单位：万元, 2024年."""
    everything = [*table.columns, *table.totals, *(one.column for one in table.spread)]
    corner = min(everything, key=lambda column: column.index, default=None)
    # A year left of the months over which it stands looks like their total.
    names_nothing = corner and (corner in table.totals or (corner in table.columns and corner.heading is None))
    return list(corner.texts) if corner and names_nothing else []


def _direction(table: FoundTable, said: str | None) -> str | None:
    """The direction that the headings name, 来访单位, 赴港时间, where titles name none or the same."""
    texts = ["/".join(column.texts) for column in table.columns if column.heading and column.heading.fills]
    by_headings = direction_of(texts)
    return said if by_headings is None else by_headings if said in (None, by_headings) else None
