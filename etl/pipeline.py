"""The chain: read → find tables → map and clean → resolve → check → load."""

from pathlib import Path, PurePath
from typing import Any

from etl import clock
from etl.check import complete, drop_duplicates
from etl.checked import Checked
from etl.errors import CooperationError, WorkbookRefused
from etl.find import find_tables
from etl.found import FoundColumn, FoundTable
from etl.limits import LIMITS
from etl.messages import message
from etl.places import SAMPLES
from etl.problem import Problem
from etl.read.sheet import cell_address
from etl.read.workbook import Workbook, digest_of, read_workbook, safe_name
from etl.read_rows import read_rows
from etl.source import sources
from etl.warehouse import open_warehouse

SEEN_HEADINGS = 12


def check_path(path: Path) -> Checked:
    """Checks the workbook at `path`. Raises `CooperationError` when there is none."""
    try:
        if path.stat().st_size > LIMITS.file_bytes:
            refusal = WorkbookRefused("too_large", message("too_large", seen=f"{path.stat().st_size // 1_000_000} MB"))
            return Checked(path.name, "", b"", refusal)
        content = path.read_bytes()
    except OSError as error:
        raise CooperationError(message("missing_workbook", seen=path.name)) from error
    return check_workbook(content, path.name)


def check_workbook(content: bytes, name: str) -> Checked:
    """Reads, maps, cleans and checks one workbook; loads nothing."""
    checked = Checked(safe_name(name), digest_of(content), content)
    try:
        workbook = read_workbook(content, name)
        _check_sheets(workbook, checked)
    except WorkbookRefused as refusal:
        checked.refusal = refusal
    return checked


def _check_sheets(workbook: Workbook, checked: Checked) -> None:
    today, stem = clock.today(), PurePath(workbook.name).stem
    is_kept: dict[str, list[bool]] = {table: [] for table in sources()}
    headings: list[str] = []
    checked.skipped += workbook.notes
    for sheet in workbook.sheets:
        tables = find_tables(sheet)
        if not tables:
            has_cells = any(cell is not None for row in sheet.rows for cell in row)
            checked.skipped.append({"sheet": sheet.name, "why": "no table" if has_cells else "empty"})
        for table in tables:
            checked.tables.append(_table_json(table))
            if table.source is None:
                headings += [column.text for column in table.columns]
                checked.skipped.append({"sheet": sheet.name, "why": "unknown layout"})
                continue
            rows = read_rows(table, today, stem)
            is_kept[table.source.table] += complete(rows, is_example=table.is_example)
            checked.rows[table.source.table].append(rows)
            checked.problems += [*_unknown_columns(table), *_cancelled_rows(table)]
    if not any(table["table"] for table in checked.tables):
        shown = "、".join(headings[:SEEN_HEADINGS]) or "—"
        raise WorkbookRefused("no_known_table", message("no_known_table", seen=shown[: LIMITS.cell_characters // 160]))
    for name, found in checked.rows.items():
        drop_duplicates(found, is_kept[name])
        checked.problems += found.problems(is_kept[name])
        checked.rejected[name] = is_kept[name].count(False)
        checked.rows[name] = found.kept(is_kept[name])


def _table_json(table: FoundTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet.name,
        "table": table.source.table if table.source else None,
        "heading_rows": [table.sheet.row_number(row) for row in table.heading_rows],
        "rows": len(table.rows),
        "columns": {_name(table, c): list(c.heading.fills) for c in table.columns if c.heading and c.heading.fills},
        "unknown_columns": [column.text for column in table.columns if column.heading is None],
        "left_out": [{"row_number": table.sheet.row_number(row), "why": why} for row, why in table.left_out],
    }


def _name(table: FoundTable, column: FoundColumn) -> str:
    """The innermost heading; with the outer ones where the sheet has it twice."""
    is_alone = sum(other.text == column.text for other in table.columns) == 1
    return column.text if is_alone else "/".join(column.texts)


def _unknown_columns(table: FoundTable) -> list[Problem]:
    number = table.sheet.row_number(table.heading_rows[-1])
    return [
        Problem("unknown_column", table.sheet.name, number, cell_address(number, c.index), None, c.text)
        for c in table.columns
        if c.heading is None
    ]


def _cancelled_rows(table: FoundTable) -> list[Problem]:
    name = table.sheet.name
    return [
        Problem("cancelled_row", name, table.sheet.row_number(row), None, None, "", row_kept=False)
        for row, why in table.left_out
        if why == "cancelled"
    ]


def load_checked(checked: list[Checked], by: str) -> dict[str, Any]:
    """Publishes one new version with all workbooks, or raises and publishes none.

    → {"version", "loads": [ids], "new": whether a version was made}
    """
    for workbook in checked:
        if workbook.refusal:
            raise workbook.refusal
    return open_warehouse().load(checked, by)


def load_samples() -> None:
    """Loads the sample workbooks when the warehouse has no loads yet."""
    warehouse = open_warehouse()
    if warehouse.is_empty():
        warehouse.load([check_path(path) for path in sorted(SAMPLES.glob("*.xlsx"))], by="samples")
