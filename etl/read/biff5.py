"""An .xls of Excel 5 or 95 → its sheets; its texts are bytes in the code page that the workbook names.

The fast reader takes these bytes for Unicode where the code page is Chinese, so it is not asked.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from etl.read.biff import OldWorkbook, is_biff5, open_old_workbook
from etl.read.biff_cells import Cell, Kind, read_cells
from etl.read.number_formats import is_date, percent_text
from etl.read.xls_facts import old_workbook_facts

_LAST_SERIAL = 2_958_466  # the day after 9999-12-31
_LEAP_DAY_THAT_WAS_NONE = 60  # 1900-02-29, which Excel counts
Value = str | float | bool | date | datetime | time | None


def read_biff5(content: bytes) -> dict[str, Any] | None:
    """The sheets as plain data with their marks, None for any other .xls. Raises `Broken` as `xls_facts` does."""
    if not is_biff5(content):
        return None
    workbook = open_old_workbook(content)
    facts = old_workbook_facts(workbook)
    dates = {n for n, (_, number) in enumerate(workbook.styles) if is_date(number, workbook.formats.get(number))}
    sheets = []
    for sheet in workbook.sheets:
        cells: dict[tuple[int, int], Value] = {}
        known = facts.get(sheet.name)
        if sheet.is_worksheet:
            cells = {(c.row, c.column): _value(workbook, c, dates) for c in read_cells(workbook, sheet)}
        for place in known.marks if known else ():
            cells[place] = None
        for place in known.percents if known else ():
            cells[place] = percent_text(cells[place])
        held = {place: value for place, value in cells.items() if value not in (None, "")}
        height = max((row for row, _ in held), default=-1) + 1
        width = max((column for _, column in held), default=-1) + 1
        sheets.append(
            {
                "name": sheet.name,
                "rows": [[held.get((row, column)) for column in range(width)] for row in range(height)],
                "merged": [],  # Excel 5 and 95 centre across cells and merge none
                "hidden": sheet.hidden,
                "marks": [[*place, *mark] for place, mark in known.marks.items()] if known else [],
                "cancelled": known.struck if known else [],
            }
        )
    return {"sheets": sheets}


def _value(workbook: OldWorkbook, cell: Cell, dates: set[int]) -> Value:
    if cell.kind is Kind.NUMBER and cell.style in dates and isinstance(cell.value, float):
        return day_of(cell.value, counts_from_1904=workbook.counts_from_1904)
    return cell.value if cell.kind in (Kind.NUMBER, Kind.TEXT, Kind.BOOLEAN) else None


def day_of(serial: float, *, counts_from_1904: bool) -> Value:
    """The day or moment that Excel shows for a serial number; the number itself where it shows none."""
    if not 0 <= serial < _LAST_SERIAL - (1462 if counts_from_1904 else 0):
        return serial
    if counts_from_1904:
        start = datetime(1904, 1, 1)
    else:
        start = datetime(1899, 12, 31) if serial < _LEAP_DAY_THAT_WAS_NONE else datetime(1899, 12, 30)
    moment = start + timedelta(seconds=round(serial * 86_400))
    if serial < 1:
        return moment.time()
    return moment.date() if moment.time() == time() else moment
