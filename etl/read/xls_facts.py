"""What an .xls says of its cells beside their values: errors, formulas never calculated, percents, struck-through rows.

The fast reader gives an empty cell for an error and for a formula without a value. This pass names the cells and counts
the rows, before the fast reader, which a container whose chains go round in circles aborts.
"""

from etl.read.biff import OldWorkbook, open_old_workbook
from etl.read.biff_cells import Cell, Kind, read_cells
from etl.read.number_formats import is_percent
from etl.read.tally import MergedFacts, Tally

_VALUES = (Kind.NUMBER, Kind.TEXT, Kind.BOOLEAN)


def xls_facts(content: bytes) -> dict[str, MergedFacts]:
    """Sheet name → facts, for BIFF8 and BIFF5. Raises `Broken` when the workbook contradicts itself."""
    return old_workbook_facts(open_old_workbook(content))


def old_workbook_facts(workbook: OldWorkbook) -> dict[str, MergedFacts]:
    """The same for a workbook that is open."""
    percents = {n for n, (_, number) in enumerate(workbook.styles) if is_percent(number, workbook.formats.get(number))}
    without_result: list[tuple[Tally, Cell]] = []
    has_result = False
    tallies: dict[str, Tally] = {}
    for sheet in workbook.sheets:
        if not sheet.is_worksheet:
            continue
        tally = tallies[sheet.name] = Tally(sheet.name)
        for cell in read_cells(workbook, sheet):
            has_result |= cell.is_result and cell.kind is not Kind.EMPTY_RESULT
            if cell.kind is Kind.EMPTY_RESULT:
                without_result.append((tally, cell))
            else:
                _sort_cell(workbook, tally, cell, is_shown_as_percent=cell.style in percents)
    for tally, cell in without_result:
        # "" and no result look the same; where not one formula has a result, nobody has calculated them.
        if has_result:
            tally.blank(cell.row)
        else:
            tally.mark(cell.row, cell.column, "formula_without_value", "")
    return {name: tally.result() for name, tally in tallies.items()}


def _sort_cell(workbook: OldWorkbook, tally: Tally, cell: Cell, *, is_shown_as_percent: bool) -> None:
    if cell.kind is Kind.ERROR:
        tally.mark(cell.row, cell.column, "formula_error", str(cell.value))
    elif cell.kind is Kind.NO_SUCH_TEXT:
        tally.mark(cell.row, cell.column, "bad_value", str(cell.value))
    elif cell.kind is Kind.UNCALCULATED:
        tally.mark(cell.row, cell.column, "formula_without_value", "")
    elif cell.kind in _VALUES and (cell.kind is not Kind.TEXT or str(cell.value).strip()):
        is_number = cell.kind is Kind.NUMBER
        percent = is_number and is_shown_as_percent
        tally.value(cell.row, cell.column, struck=_is_struck(workbook, cell), percent=percent)
    else:
        tally.blank(cell.row)


def _is_struck(workbook: OldWorkbook, cell: Cell) -> bool:
    """Whether every part of the cell is struck through."""
    font = workbook.styles[cell.style][0] if cell.style < len(workbook.styles) else 0
    fonts = [number for _, number in cell.fonts]
    if not cell.fonts or cell.fonts[0][0] > 0:
        fonts.append(font)  # of the characters before the first part
    return all(workbook.is_struck_font(number) for number in fonts)
