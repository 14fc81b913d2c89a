"""What the child found in one workbook, as the JSON that the server keeps beside it; words come later, by language."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from etl.checked import Checked
from etl.intake.found import LINES, refusal_of
from etl.known import Known
from etl.names.known_names import Names, name_key
from etl.problem import Problem
from etl.read.sheet import Sheet, column_letters
from etl.reference import NAMES, names
from etl.tables.choose import table_candidates
from etl.tables.chosen import NONE, HeadingRows
from etl.tables.corrected import Corrected, is_lent, place_of, seen_in
from etl.tables.decided import decided_headings
from etl.tables.found import FoundColumn, FoundTable
from etl.tables.grid import Grid
from etl.tables.reasons import reason_of

CELLS, LINES_ABOVE = 30, 10
TEXT = 60  # characters of a cell among the lines
MOST_ROWS, MOST_PROBLEMS, MOST_PLACES, MOST_TABLES = 50, 500, 5, 60
# Our column → the reference table of its names
_TABLES = {
    "partners": "partners", "partner": "partners", "sectors": "sectors", "sector": "sectors",
    "towns": "towns", "town": "towns", "scheme": "schemes",
}  # fmt: skip
_NAME_CODES = ("unknown_name", "ambiguous_name")


class Watched:
    """Collects what is told of each sheet while a workbook is checked (`etl.pipeline.Watch`)."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.tables: list[dict[str, Any]] = []
        # What the answers that are for places of this workbook are anywhere
        self.corrected: list[Corrected] = []
        self.heading_rows: list[HeadingRows] = []
        self._grids: dict[str, Grid] = {}

    def __call__(self, number: int, sheet: Sheet, tables: Sequence[FoundTable], corrected: Sequence[Corrected]) -> None:
        """One sheet with its tables; one without any is told too, so that its heading can be shown."""
        grid = self._grids[sheet.name] = Grid(sheet)
        self.corrected += [one for one in corrected if one.correction.layout is None]
        if self._known.chosen.rows_on.get(sheet.name):
            told = replace(self._known.chosen, heading_rows={})
            self.heading_rows += decided_headings(grid, told).values()
        for place, table in enumerate(tables[:MOST_TABLES]):
            self.tables.append(self._table(f"{number}-{place}", grid, table))
        if not tables and any(grid.own(row) for row in range(min(grid.height, LINES))):
            lines = _lines(grid, 0)
            nothing: dict[str, Any] = {"table": None, "layout": None, "heading_rows": [], "rows": 0, "columns": []}
            self.tables.append(
                {"id": f"{number}-none", "sheet": sheet.name, **nothing, "is_left_out": False, "lines": lines}
            )

    def _table(self, name: str, grid: Grid, table: FoundTable) -> dict[str, Any]:
        chosen = self._known.chosen
        candidates = table_candidates(table)
        columns = [
            _column(table, column, reason_of(table, column, chosen), candidates.get(column.index, ()))
            for column in table.columns
        ]
        columns += [_across(one.column, ["headcount", *(name for name, _ in one.values)]) for one in table.spread]
        columns += [_shown(column, [], "total", ()) for column in table.totals]
        first = table.heading_rows[0] if table.heading_rows else min(table.rows, default=0)
        return {
            "id": name,
            "sheet": table.sheet.name,
            "table": table.source.table if table.source else None,
            "layout": table.layout if table.heading_rows else None,
            "is_left_out": table.source is None and chosen.tables.get(table.layout) == NONE,
            "heading_rows": [table.sheet.row_number(row) for row in table.heading_rows],
            "rows": len(table.rows),
            "columns": sorted(columns, key=lambda column: column["index"]),
            "lines": _lines(grid, max(0, first - LINES_ABOVE)),
        }

    def text_at(self, sheet: str, cell: str) -> str | None:
        """The whole text of a cell, of which a problem may show a part; None where it cannot be corrected."""
        grid = self._grids.get(sheet)
        if grid is None:
            return None
        column, number = place_of(cell)
        row = grid.sheet.row_of(number)
        return None if row is None or is_lent(grid, row, column) else seen_in(grid, row, column)


def _column(
    table: FoundTable, column: FoundColumn, reason: str, candidates: Sequence[tuple[str, int]]
) -> dict[str, Any]:
    return _shown(column, list(column.heading.fills) if column.heading else [], reason, candidates)


def _across(column: FoundColumn, columns: list[str]) -> dict[str, Any]:
    return _shown(column, columns, "across", ())


def _shown(
    column: FoundColumn, columns: list[str], reason: str, candidates: Sequence[tuple[str, int]]
) -> dict[str, Any]:
    return {
        "index": column.index,
        "letter": column_letters(column.index),
        "heading": "/".join(column.texts),
        "key": column.key,
        "whole_key": column.whole_key,
        "columns": columns,
        "reason": reason,
        "candidates": [{"column": name, "score": score} for name, score in candidates],
    }


def _lines(grid: Grid, first: int) -> list[dict[str, Any]]:
    """Rows of the sheet as people see them, with their numbers."""
    width = min(CELLS, grid.width)
    return [
        {
            "row_number": grid.sheet.row_number(row),
            "cells": [_short(grid, row, column) for column in range(width)],
        }
        for row in range(first, min(first + LINES, grid.height))
    ]


def _short(grid: Grid, row: int, column: int) -> str:
    text = seen_in(grid, row, column)
    return text if len(text) <= TEXT else f"{text[: TEXT - 1]}…"


def result_of(checked: Checked, watched: Watched, known: Known) -> dict[str, Any]:
    """The object that `shown` makes a summary of."""
    shown = checked.problems[:MOST_PROBLEMS]
    return {
        "refusal": refusal_of(checked.refusal),
        "tables": watched.tables,
        "skipped": checked.skipped,
        "rows": {table: len(rows) for table, rows in checked.rows.items()},
        "rejected": checked.rejected,
        "preview": {table: _preview(checked, table, known.names) for table in checked.rows},
        "problems": [_problem(problem, watched) for problem in shown],
        "problem_count": len(checked.problems),
        "problem_counts": dict(Counter(problem.code for problem in checked.problems)),
        "names": _names(checked.problems),
    }


def _problem(problem: Problem, watched: Watched) -> dict[str, Any]:
    text = watched.text_at(problem.sheet, problem.cell) if problem.cell else None
    return {**asdict(problem), "severity": problem.severity, "text": text, "ways": _ways(problem, text)}


def _ways(problem: Problem, text: str | None) -> list[str]:
    """What can be done about it in the page."""
    if problem.code == "unknown_column":
        return ["column"]
    ways = ["name"] if problem.code in _NAME_CODES and _TABLES.get(problem.column or "") == "partners" else []
    return [*ways, "cell"] if text is not None else ways


def _preview(checked: Checked, table: str, decided: Mapping[str, str]) -> list[dict[str, Any]]:
    """The first rows as they will be shown, with the names that people decided."""
    rows = checked.rows[table]
    first = rows.kept([position < MOST_ROWS for position in range(len(rows))]) if len(rows) > MOST_ROWS else rows
    found = first.as_json()
    for position, row in enumerate(found):
        letters = first.letters.of(position)
        row["cells"] = {name: f"{place}{row['row_number']}" for name, place in letters.items()}
        if decided and isinstance(row.get("partners"), list):
            row["partners"] = [decided.get(name_key(name), name) for name in row["partners"]]
    return found


def _meanings(known: Names, seen: str) -> list[str]:
    """The names that a spelling may mean which fits more than one, in the order in which they are told."""
    told = known.meanings(seen) or ""
    return sorted((name for name in set(known.canonical.values()) if name in told), key=told.index)


def _names(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Names that nobody knows, each spelling once, those in most rows first."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for problem in problems:
        table = _TABLES.get(problem.column or "")
        if problem.code not in _NAME_CODES or table not in NAMES:
            continue
        about = {"table": table, "seen": problem.seen, "code": problem.code, "rows": 0, "cells": []}
        one = found.setdefault((table, problem.seen), about)
        one["rows"] += 1
        if problem.cell and len(one["cells"]) < MOST_PLACES:
            one["cells"].append({"sheet": problem.sheet, "cell": problem.cell})
    for one in found.values():
        known = names(one["table"])
        one["candidates"] = [{"name": c.name, "score": c.score} for c in known.candidates(one["seen"])]
        one["meanings"] = _meanings(known, one["seen"])
    return sorted(found.values(), key=lambda one: (-one["rows"], one["table"], one["seen"]))[:MOST_PROBLEMS]
