"""Rows as read → rows that may be loaded: completed, checked against the rules, given an id."""

import hashlib
import re
from collections.abc import Collection
from itertools import compress

import orjson

from etl.clean.text import folded
from etl.currency import convert_amounts, settle_currencies
from etl.read.combined import constant, first_said, together
from etl.read.distinct import Distinct
from etl.rows import Rows
from etl.tables.repeats import repeating_sheets

_RUNNING_NUMBER = re.compile(r"\d{1,4}")


def complete(rows: Rows, *, is_example: bool, rates: Collection[str] = ()) -> list[bool]:
    """Fills in what follows from the rest; which rows are whole, with what is wrong with the others noted.

    `rates` are the months that people gave a rate, as `HKD 2026-01`.
    """
    _fill_in(rows, rates)
    rows.values["is_example"] = constant(is_example, len(rows))
    is_kept = _whole(rows)
    _check_order(rows, is_kept)
    _keep_running_numbers(rows)
    _make_ids(rows)
    return is_kept


def drop_duplicates(rows: Rows, is_kept: list[bool]) -> None:
    """Of rows with one id the first stays; the others are named."""
    ids = rows.column(rows.source.id)
    if len(set(ids.codes)) == len(rows) and len(set(ids.values)) == len(ids.values):
        return
    first_of: dict[str, int] = {}
    for position in compress(range(len(rows)), list(is_kept)):
        first = first_of.setdefault(ids.of(position), position)
        if first != position:
            is_kept[position] = False
            rows.find(position, "duplicate_row", None, rows.place(first))


def summaries(rows: Rows, is_kept: list[bool]) -> set[str]:
    """The sheets that only repeat rows of other sheets of the workbook, with the same values."""
    if len(set(rows.sheets.values)) < 2:
        return set()
    said = [column.rows() for name, column in rows.values.items() if name != "partners_written"]
    by_sheet: dict[str, list[str]] = {}
    for sheet, is_one, values in zip(rows.sheets.rows(), is_kept, zip(*said, strict=True), strict=True):
        if is_one:
            by_sheet.setdefault(sheet, []).append(str(hash(values)))
    return repeating_sheets(by_sheet)


def _fill_in(rows: Rows, rates: Collection[str]) -> None:
    source, values = rows.source, rows.values
    last_days = values.pop("_last_day", None)
    settle_currencies(rows)
    for name, default in source.defaults.items():
        rows.fill(name, default)
    for first, last in (("start_date", "end_date"), ("period_start", "period_end")):
        if first in source.columns:
            starts = rows.column(first)
            values[last] = first_said(rows.column(last), first_said(last_days, starts) if last_days else starts)
    for many, one in (("towns", "town"), ("sectors", "sector")):
        if one in source.columns and many in source.columns:
            values[one] = rows.column(many).mapped(lambda names: "、".join(names) if names else None)
    if "is_batch" in source.columns:
        values["is_batch"] = rows.column("is_batch").mapped(bool)
    if "amount_cny" in source.columns:
        convert_amounts(rows, last_days, rates)
    for name, described in source.columns.items():
        if described.type == "text_list":
            values[name] = rows.column(name).mapped(lambda value: value or ())
    rows.values = {name: rows.column(name) for name in source.columns}


def _whole(rows: Rows) -> list[bool]:
    is_kept = [True] * len(rows)
    for finding in rows.findings:
        if finding.code == "too_many_cells":  # which value belongs to which column, nobody can tell
            is_kept[finding.position] = False
    for column in rows.source.required:
        code = "missing_number" if rows.source.columns[column].type == "integer" else "missing_required"
        # What was found in the cell says better than `missing_required` why it gave no value.
        told = rows.found_in(column)
        for position in rows.column(column).rows_where(lambda value: value is None):
            is_kept[position] = False
            if position not in told:
                rows.find(position, code, column)
    return is_kept


def _check_order(rows: Rows, is_kept: list[bool]) -> None:
    for first, last in (("start_date", "end_date"), ("period_start", "period_end")):
        if first not in rows.values:
            continue
        days = together(rows.values[first], rows.values[last])
        for position in days.rows_where(lambda both: None not in both and both[1] < both[0]):
            if is_kept[position]:
                start, end = days.of(position)
                rows.find(position, "end_before_start", last, f"{start} > {end}")
                is_kept[position] = False


def _keep_running_numbers(rows: Rows) -> None:
    """1, 2, 3 in the column of ids number the lines of one sheet; as ids they would overwrite another office's rows."""
    name = rows.source.id
    ids = rows.column(name)
    numbered = ids.rows_where(_is_running_number)
    for position in numbered:
        rows.extra.setdefault(position, {})[name] = ids.of(position)
    if numbered:
        rows.values[name] = ids.mapped(lambda written: None if _is_running_number(written) else written)


def _is_running_number(written: str | None) -> bool:
    return written is not None and len(written) <= 4 and bool(_RUNNING_NUMBER.fullmatch(written))


def _make_ids(rows: Rows) -> None:
    """An id from what makes a row what it is, the same for the same row in every workbook."""
    ids = rows.column(rows.source.id)
    missing = ids.rows_where(lambda identity: identity is None)
    if not missing:
        return
    keys = _keys(rows)
    made = {
        position: hashlib.sha256(orjson.dumps(keys.of(position), default=str)).hexdigest()[:16] for position in missing
    }
    rows.values[rows.source.id] = ids.replaced(made)


def _keys(rows: Rows) -> Distinct:
    """What makes each row what it is; texts without what script, spaces and width add to them."""
    columns = []
    for name in rows.source.key:
        column, kind = rows.column(name), rows.source.columns[name].type
        if kind == "text_list":
            column = column.mapped(lambda value: tuple(sorted(value)))
        elif kind == "text":
            column = column.mapped(lambda value: value and folded(value))
        columns.append(column)
    return together(*columns)
