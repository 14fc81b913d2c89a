"""Rows of one workbook → rows that may be loaded: completed, given an id, checked against the rules."""

import hashlib
import re
from dataclasses import replace
from decimal import Decimal

import orjson

from etl.reference import exchange_rates
from etl.rows import Row
from etl.source import Source

_RUNNING_NUMBER = re.compile(r"\d{1,4}")
# A cell with one of these did not give a value, which says better than `missing_required` why the row is lost.
_REASONS = {"bad_date", "date_undetermined", "date_out_of_range", "end_before_start", "bad_period", "bad_number",
            "bad_value", "formula_error", "formula_without_value"}  # fmt: skip


def check_rows(rows: list[Row], source: Source, *, is_example: bool, seen: dict[str, str]) -> list[Row]:
    """The rows to keep. Problems of all rows, also of lost ones, stay on the rows given.

    `seen` maps the ids of earlier rows of the workbook to their place, and is added to.
    """
    kept = []
    for row in rows:
        _complete(row, source)
        row.values["is_example"] = is_example
        if _is_whole(row, source) and not _ends_before_start(row):
            _keep_running_number(row, source)
            row.values[source.id] = row.values.get(source.id) or _made_id(row, source)
            identity = str(row.values[source.id])
            place = f"{row.sheet}!{row.row_number}"
            if identity in seen:
                row.problem("duplicate_row", None, seen[identity], row_kept=False)
            else:
                seen[identity] = place
                kept.append(row)
    return kept


def _complete(row: Row, source: Source) -> None:
    values = row.values
    last_day = values.pop("_last_day", None)
    currency = values.pop("_currency", None)
    if currency:
        values.setdefault("currency", currency)
    for column, default in source.defaults.items():
        # What stands in the cell and could not be read is not the default.
        if not any(problem.column == column for problem in row.problems):
            values.setdefault(column, default)
    if source.table == "visits" and "start_date" in values:
        values.setdefault("end_date", last_day or values["start_date"])
    if source.table == "talent_flows" and "period_start" in values:
        values.setdefault("period_end", last_day or values["period_start"])
        values.pop("date_precision", None)
    for many, one in (("towns", "town"), ("sectors", "sector")):
        if one in source.columns and many in source.columns:
            values[one] = "、".join(values.get(many, [])) or None
    if source.table == "intents":
        values.setdefault("is_batch", False)
        _convert(row)
    for name, described in source.columns.items():
        values.setdefault(name, [] if described.type == "text_list" else None)


def _convert(row: Row) -> None:
    """Adds `amount_cny`; a missing rate is a problem, never 1.0."""
    values = row.values
    if values.get("amount_low") is None:
        return
    currency = values.setdefault("currency", "CNY")
    if currency == "CNY":
        values["amount_cny"] = values["amount_low"]
        return
    signed = values.get("signed_date")
    month = f"{signed:%Y-%m}" if signed else ""
    rate = exchange_rates().get((month, currency))
    if rate is None:
        row.problem("rate_missing", "amount_low", f"{currency} {month}")
    else:
        values["amount_cny"] = (values["amount_low"] * rate).quantize(Decimal("0.01"))


def _is_whole(row: Row, source: Source) -> bool:
    whole = True
    for column in source.required:
        if row.values.get(column) is not None:
            continue
        whole = False
        reasons = [n for n, p in enumerate(row.problems) if p.column == column and p.code in _REASONS]
        if reasons:
            for number in reasons:
                row.problems[number] = replace(row.problems[number], row_kept=False)
        else:
            code = "missing_number" if source.columns[column].type == "integer" else "missing_required"
            row.problem(code, column, "", row_kept=False)
    return whole


def _ends_before_start(row: Row) -> bool:
    for first, last in (("start_date", "end_date"), ("period_start", "period_end")):
        start, end = row.values.get(first), row.values.get(last)
        if start and end and end < start:
            row.problem("end_before_start", last, f"{start} > {end}", row_kept=False)
            return True
    return False


def _keep_running_number(row: Row, source: Source) -> None:
    """1, 2, 3 in the column of ids number the lines of one sheet; as ids they would overwrite another office's rows."""
    written = str(row.values.get(source.id) or "")
    if _RUNNING_NUMBER.fullmatch(written):
        row.extra[source.id] = written
        row.values[source.id] = None


def _made_id(row: Row, source: Source) -> str:
    """An id from what makes the row what it is, the same for the same row in every workbook."""
    key = [row.values.get(column) for column in source.key]
    ordered = [sorted(part) if isinstance(part, list) else part for part in key]
    return hashlib.sha256(orjson.dumps(ordered, default=str)).hexdigest()[:16]
