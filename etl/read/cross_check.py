"""What the fast reader gave, held against what the sheet itself says; what the reader changes is put right."""

from typing import Any

from python_calamine import CalamineSheet

from etl.read.distinct import Distinct
from etl.read.facts import SheetFacts
from etl.read.hardened_xml import Broken
from etl.read.number_formats import percent_text
from etl.read.sheet import cell_address
from etl.read.tally import MergedFacts


def merged_ranges(sheet: CalamineSheet, facts: SheetFacts | None) -> list[list[int]]:
    """The merged ranges; the fast reader knows those of some formats only."""
    if isinstance(facts, MergedFacts) and facts.merged:
        return [list(area) for area in facts.merged]
    return [[*first, *last] for first, last in sheet.merged_cell_ranges or []]


def suspect(name: str, facts: SheetFacts | None) -> str:
    """The cell that names a shared text which is not there, or at least the sheet."""
    cells = [place for place, (code, _) in facts.marks.items() if code == "bad_value"] if facts else []
    return f"{name}!{cell_address(cells[0][0] + 1, cells[0][1])}" if cells else name


def hold_against(name: str, columns: list[Distinct], facts: SheetFacts) -> None:
    """Holds what was read against the sheet's own rows, and puts right what the fast reader changes."""
    marked = {row for row, _ in facts.marks}
    read = {row for column in columns for row, value in enumerate(column.rows()) if value not in (None, "")}
    if not facts.rows_with_values <= read <= facts.rows_with_values | facts.rows_with_blanks | marked:
        raise Broken("corrupt", "rows_differ", f"{name}: {len(facts.rows_with_values)} / {len(read)}")
    for row, column in facts.marks:
        if column < len(columns) and row < len(columns[column].codes):
            columns[column].put(row, None)
    if isinstance(facts, MergedFacts) and (cells := sum(map(_filled, columns))) != facts.cells:
        raise Broken("corrupt", "rows_differ", f"{name}: {facts.cells} / {cells}")
    for (row, column), digits in facts.exact.items():
        if isinstance(_value(columns, row, column), float | int):
            columns[column].put(row, {"i": digits})
    for row, column in facts.percents:
        value = _value(columns, row, column)
        if isinstance(value, float | int):
            columns[column].put(row, percent_text(value))


def _filled(column: Distinct) -> int:
    """How many cells of a column hold more than spaces."""
    blanks = {n for n, value in enumerate(column.values) if value is None or not str(value).strip()}
    return sum(code not in blanks for code in column.codes)


def _value(columns: list[Distinct], row: int, column: int) -> Any:
    return columns[column].values[columns[column].codes[row]]
