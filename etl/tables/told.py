"""What is said of a found table, beside its rows: where it is, how its headings were read, what was left out."""

from typing import Any

from etl.problem import Problem
from etl.read.sheet import cell_address
from etl.tables.chosen import NOBODY_CHOSE, NOTHING, Chosen
from etl.tables.found import FoundColumn, FoundTable
from etl.tables.grid import Grid

# Column of the sheet → what its heading may mean, as `etl.tables.choose` finds it
Candidates = dict[int, list[tuple[str, int]]]


def table_json(table: FoundTable, candidates: Candidates) -> dict[str, Any]:
    """The table's object of the contract; of a table that nobody knows with the columns that it may have."""
    columns = {_name(table, c): list(c.heading.fills) for c in table.columns if c.heading and c.heading.fills}
    columns |= {"/".join(one.column.texts): ["headcount"] for one in table.spread}
    unknown = [column.text for column in table.columns if column.heading is None]
    found: dict[str, Any] = {
        "sheet": table.sheet.name,
        "table": table.source.table if table.source else None,
        "heading_rows": [table.sheet.row_number(row) for row in table.heading_rows],
        "rows": len(table.rows),
        "columns": columns,
        "unknown_columns": unknown,
        "left_out": [
            *({"row_number": table.sheet.row_number(row), "why": why} for row, why in table.left_out),
            *({"column": "/".join(column.texts), "why": "total"} for column in table.totals),
        ],
        "layout": table.layout,
    }
    if unknown:
        found["candidates"] = {
            column.text: [{"column": name, "score": score} for name, score in candidates[column.index]]
            for column in table.columns
            if candidates.get(column.index)
        }
    return found


def _name(table: FoundTable, column: FoundColumn) -> str:
    """The innermost heading; with the outer ones where the sheet has it twice."""
    is_alone = sum(other.text == column.text for other in table.columns) == 1
    return column.text if is_alone else "/".join(column.texts)


def unknown_columns(table: FoundTable, candidates: Candidates, chosen: Chosen = NOBODY_CHOSE) -> list[Problem]:
    """A problem for each heading that nobody knows, at the cell where it is written, with what it may be.

    None for one of which a person said that its column stays with the rows.
    """
    grid = Grid(table.sheet)
    problems = []
    for column in table.columns:
        if column.heading is None and chosen.heading(table.layout, column) != NOTHING:
            row = _written_in(grid, table, column)
            likely = "; ".join(f"{name} ({score})" for name, score in candidates.get(column.index, ()))
            number = table.sheet.row_number(row)
            cell = cell_address(number, column.index)
            problems.append(
                Problem("unknown_column", table.sheet.name, number, cell, None, "/".join(column.texts), likely or None)
            )
    return problems


def _written_in(grid: Grid, table: FoundTable, column: FoundColumn) -> int:
    """The lowest heading row whose own cell holds the text; merged cells below only show it."""
    rows = [row for row in table.heading_rows if not grid.lent(row, column.index) and grid.text(row, column.index)]
    return rows[-1] if rows else table.heading_rows[-1]


def cancelled_rows(table: FoundTable) -> list[Problem]:
    """A problem for each row that is struck through."""
    name = table.sheet.name
    return [
        Problem("cancelled_row", name, table.sheet.row_number(row), None, None, "", row_kept=False)
        for row, why in table.left_out
        if why == "cancelled"
    ]
