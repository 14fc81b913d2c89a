"""The chain: read → find tables → map and clean → resolve → check → load."""

from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import Any

from etl import clock
from etl.check import complete, drop_duplicates, summaries
from etl.checked import Checked
from etl.errors import CooperationError, WorkbookRefused
from etl.known import NOTHING_KNOWN, Known
from etl.limits import LIMITS
from etl.messages import message
from etl.own_reference import keep_sample_targets
from etl.places import SAMPLES
from etl.problem import Problem
from etl.progress import SILENT, Progress
from etl.read.sheet import Sheet, column_letters
from etl.read.workbook import Workbook, digest_of, read_workbook, safe_name
from etl.read_rows import read_rows
from etl.rows import Rows, rows_joined
from etl.source import sources
from etl.tables.choose import table_candidates
from etl.tables.chosen import NONE
from etl.tables.corrected import Corrected, corrected_sheet, corrections_for
from etl.tables.find import find_tables
from etl.tables.found import FoundTable
from etl.tables.told import cancelled_rows, table_json, unknown_columns
from etl.warehouse import open_warehouse

SEEN_HEADINGS = 12
# Who wants to see more than is kept: each sheet's number, the sheet, its tables, the cells that were corrected.
Watch = Callable[[int, Sheet, Sequence[FoundTable], Sequence[Corrected]], None]


def _nobody(*_: object) -> None:
    """Looks at nothing."""


def check_path(path: Path, known: Known = NOTHING_KNOWN, progress: Progress = SILENT) -> Checked:
    """Checks the workbook at `path`. Raises `CooperationError` when there is none."""
    try:
        if path.stat().st_size > LIMITS.file_bytes:
            refusal = WorkbookRefused("too_large", message("too_large", seen=f"{path.stat().st_size // 1_000_000} MB"))
            return Checked(path.name, "", b"", refusal)
        content = path.read_bytes()
    except OSError as error:
        raise CooperationError(message("missing_workbook", seen=path.name)) from error
    return check_workbook(content, path.name, known, progress)


def check_workbook(
    content: bytes, name: str, known: Known = NOTHING_KNOWN, progress: Progress = SILENT, watch: Watch = _nobody
) -> Checked:
    """Reads, maps, cleans and checks one workbook; loads nothing. `known` is what people decided that matters here."""
    checked = Checked(safe_name(name), digest_of(content), content)
    try:
        _check_sheets(read_workbook(content, name, progress), checked, known, progress, watch)
    except WorkbookRefused as refusal:
        checked.refusal = refusal
    return checked


def _check_sheets(workbook: Workbook, checked: Checked, known: Known, progress: Progress, watch: Watch) -> None:
    today, stem = clock.today(), PurePath(workbook.name).stem
    is_kept: dict[str, list[bool]] = {table: [] for table in sources()}
    found: dict[str, list[Rows]] = {table: [] for table in sources()}
    headings: list[str] = []
    checked.skipped += workbook.notes
    for number, as_stored in enumerate(workbook.sheets):
        sheet, tables, corrected = _find(as_stored, known, stem)
        watch(number, sheet, tables, corrected)
        if not tables:
            has_cells = any(cell is not None for row in sheet.rows for cell in row)
            checked.skipped.append({"sheet": sheet.name, "why": "no table" if has_cells else "empty"})
        for table in tables:
            candidates = table_candidates(table)
            checked.tables.append(table_json(table, candidates))
            if table.source is None:
                headings += [column.text for column in table.columns]
                is_left_out = known.chosen.tables.get(table.layout) == NONE
                checked.skipped.append({"sheet": sheet.name, "why": "left out" if is_left_out else "unknown layout"})
                continue
            rows = read_rows(table, today, stem, known.names_of())
            progress.advance(len(rows))
            is_kept[table.source.table] += complete(rows, is_example=table.is_example, rates=known.rates)
            checked.problems += _note_corrected(rows, table, corrected)
            found[table.source.table].append(rows)
            checked.problems += [*unknown_columns(table, candidates, known.chosen), *cancelled_rows(table)]
    if not any(table["table"] for table in checked.tables):
        if any(skipped["why"] == "left out" for skipped in checked.skipped):
            raise WorkbookRefused("no_known_table", message("all_left_out"))
        shown = "、".join(headings[:SEEN_HEADINGS]) or "—"
        raise WorkbookRefused("no_known_table", message("no_known_table", seen=shown[: LIMITS.cell_characters // 160]))
    for name, source in sources().items():
        checked.rows[name] = _settle(rows_joined(source, found[name]), is_kept[name], checked)


def _find(sheet: Sheet, known: Known, workbook: str) -> tuple[Sheet, list[FoundTable], list[Corrected]]:
    """The tables of a sheet, read with the cells that people corrected: a corrected cell may make a row of a line."""
    tables = find_tables(sheet, known.chosen, workbook)
    made = corrections_for(tables, sheet, known.cells)
    if not made:
        return sheet, tables, []
    changed = corrected_sheet(sheet, made)
    return changed, find_tables(changed, known.chosen, workbook), made


def _note_corrected(rows: Rows, table: FoundTable, corrected: Sequence[Corrected]) -> list[Problem]:
    """Says with each row which of its cells was corrected; a problem of its own for a line that is still no row."""
    left = []
    for one in (one for one in corrected if one.column in table.span):
        number, letters = table.sheet.row_number(one.row), column_letters(one.column)
        found = [position for position, other in enumerate(rows.numbers) if other == number]
        for position in found:
            names = [name for name, place in rows.letters.of(position).items() if place == letters]
            rows.find(position, "corrected_cell", names[0] if names else None, one.seen, one.correction.value)
        if not found:
            value, cell = one.correction.value, f"{letters}{number}"
            left.append(Problem("corrected_cell", table.sheet.name, number, cell, None, one.seen, value, False))
    return left


def _settle(rows: Rows, is_kept: list[bool], checked: Checked) -> Rows:
    """The rows that may be loaded: without those that sheets repeat from others, without duplicates."""
    repeating = summaries(rows, is_kept)
    checked.skipped += [{"sheet": sheet, "why": "repeats other sheets"} for sheet in sorted(repeating)]
    left = rows.without(repeating, is_kept)
    drop_duplicates(left, is_kept)
    checked.problems += left.problems(is_kept)
    checked.rejected[rows.source.table] = is_kept.count(False)
    return left.kept(is_kept)


def load_checked(checked: list[Checked], by: str) -> dict[str, Any]:
    """Publishes one new version with all workbooks, or raises and publishes none.

    → {"version", "loads": [ids], "new": whether a version was made}
    """
    for workbook in checked:
        if workbook.refusal:
            raise workbook.refusal
    return open_warehouse().load(checked, by)


def load_samples() -> None:
    """Loads the sample workbooks when the warehouse has no loads yet, and the made-up targets that go with them."""
    warehouse = open_warehouse()
    if warehouse.is_empty():
        keep_sample_targets()
        warehouse.load([check_path(path) for path in sorted(SAMPLES.glob("*.xlsx"))], by="samples")
