"""Rows as read → rows that may be loaded: completed, checked against the rules, given an id."""

import hashlib
import re
from itertools import compress
from typing import Any

import orjson

from etl.clean.text import folded
from etl.currency import convert_amounts, settle_currencies
from etl.rows import Rows
from etl.tables.repeats import repeating_sheets

_RUNNING_NUMBER = re.compile(r"\d{1,4}")


def complete(rows: Rows, *, is_example: bool) -> list[bool]:
    """Fills in what follows from the rest; which rows are whole, with what is wrong with the others noted."""
    _fill_in(rows)
    rows.values["is_example"] = [is_example] * len(rows)
    is_kept = _whole(rows)
    _check_order(rows, is_kept)
    _keep_running_numbers(rows)
    _make_ids(rows)
    return is_kept


def drop_duplicates(rows: Rows, is_kept: list[bool]) -> None:
    """Of rows with one id the first stays; the others are named."""
    first_of: dict[str, int] = {}
    ids = rows.column(rows.source.id)
    for position in compress(range(len(rows)), list(is_kept)):
        first = first_of.setdefault(ids[position], position)
        if first != position:
            is_kept[position] = False
            rows.find(position, "duplicate_row", None, rows.place(first))


def summaries(rows: Rows, is_kept: list[bool]) -> set[str]:
    """The sheets that only repeat rows of other sheets of the workbook, with the same values."""
    if len(set(rows.sheets)) < 2:
        return set()
    said = [column for name, column in rows.values.items() if name != "partners_written"]
    by_sheet: dict[str, list[str]] = {}
    for sheet, is_one, values in zip(rows.sheets, is_kept, zip(*said, strict=True), strict=True):
        if is_one:
            by_sheet.setdefault(sheet, []).append(str(hash(values)))
    return repeating_sheets(by_sheet)


def _fill_in(rows: Rows) -> None:
    source, values = rows.source, rows.values
    last_days = values.pop("_last_day", None)
    settle_currencies(rows)
    for column, default in source.defaults.items():
        # What stands in the cell and could not be read is not the default.
        unread = rows.found_in(column)
        values[column] = [
            default if value is None and position not in unread else value
            for position, value in enumerate(rows.column(column))
        ]
    for first, last in (("start_date", "end_date"), ("period_start", "period_end")):
        if first in source.columns:
            starts = rows.column(first)
            values[last] = _first_said(rows.column(last), _first_said(last_days, starts) if last_days else starts)
    for many, one in (("towns", "town"), ("sectors", "sector")):
        if one in source.columns and many in source.columns:
            values[one] = ["、".join(names) if names else None for names in rows.column(many)]
    if "is_batch" in source.columns:
        values["is_batch"] = [bool(value) for value in rows.column("is_batch")]
    if "amount_cny" in source.columns:
        convert_amounts(rows, last_days)
    for name, described in source.columns.items():
        if described.type == "text_list":
            values[name] = [value or () for value in rows.column(name)]
    rows.values = {name: rows.column(name) for name in source.columns}


def _first_said(first: list[Any], second: list[Any]) -> list[Any]:
    return [two if one is None else one for one, two in zip(first, second, strict=True)]


def _whole(rows: Rows) -> list[bool]:
    is_kept = [True] * len(rows)
    for finding in rows.findings:
        if finding.code == "too_many_cells":  # which value belongs to which column, nobody can tell
            is_kept[finding.position] = False
    for column in rows.source.required:
        values = rows.column(column)
        if None not in values:
            continue
        code = "missing_number" if rows.source.columns[column].type == "integer" else "missing_required"
        # What was found in the cell says better than `missing_required` why it gave no value.
        told = rows.found_in(column)
        for position, value in enumerate(values):
            if value is None:
                is_kept[position] = False
                if position not in told:
                    rows.find(position, code, column)
    return is_kept


def _check_order(rows: Rows, is_kept: list[bool]) -> None:
    for first, last in (("start_date", "end_date"), ("period_start", "period_end")):
        if first not in rows.values:
            continue
        for position, (start, end) in enumerate(zip(rows.values[first], rows.values[last], strict=True)):
            if is_kept[position] and end < start:
                rows.find(position, "end_before_start", last, f"{start} > {end}")
                is_kept[position] = False


def _keep_running_numbers(rows: Rows) -> None:
    """1, 2, 3 in the column of ids number the lines of one sheet; as ids they would overwrite another office's rows."""
    name = rows.source.id
    ids = rows.column(name)
    for position, written in enumerate(ids):
        if written is not None and len(written) <= 4 and _RUNNING_NUMBER.fullmatch(written):
            rows.extra[position] = {**(rows.extra[position] or {}), name: written}
            ids[position] = None


def _make_ids(rows: Rows) -> None:
    """An id from what makes a row what it is, the same for the same row in every workbook."""
    ids = rows.column(rows.source.id)
    if None not in ids:
        return
    keys = _keys(rows)
    rows.values[rows.source.id] = [
        hashlib.sha256(orjson.dumps(key, default=str)).hexdigest()[:16] if identity is None else identity
        for identity, key in zip(ids, keys, strict=True)
    ]


def _keys(rows: Rows) -> list[tuple[Any, ...]]:
    """What makes each row what it is; texts without what script, spaces and width add to them."""
    columns = []
    for name in rows.source.key:
        column = rows.column(name)
        kind = rows.source.columns[name].type
        if kind == "text_list":
            known: dict[Any, Any] = {value: tuple(sorted(value)) for value in set(column)}
        elif kind == "text":
            known = {value: value and folded(value) for value in set(column)}
        else:
            known = {}
        columns.append([known[value] for value in column] if known else column)
    return list(zip(*columns, strict=True))
