"""Whether a row of a reference table can be edited as somebody wants: in words that say what is wrong."""

import math
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from etl.clean.text import visible
from etl.clock import today
from etl.definitions import definitions
from etl.errors import CooperationError
from etl.messages import message
from etl.names.decisions import decided_names
from etl.names.known_names import name_key
from etl.names.resolve import resolve_names
from etl.names.spellings import PARTNERS, PLACES
from etl.reference import NAMES, choices, names, read_table
from etl.reference_edits import ALIASES, Row, editable, edited_table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

LONGEST_TEXT = 200
LONGEST_REASON = 500
GREATEST_RATE = Decimal(10_000)
GREATEST_TARGET = 1e15
_YEAR = re.compile(r"20\d\d")
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def check_reason(reason: str | None) -> None:
    """A reason may be as long as a few sentences, and hides nothing."""
    _check_text(reason or "", LONGEST_REASON)


def check_key(table: str, key: Mapping[str, Any]) -> Row:
    """The key of a row, whole. Raises `CooperationError`."""
    if table not in editable():
        raise CooperationError(message("edit_unknown_table", seen=visible(table)[:LONGEST_TEXT]))
    wanted = editable()[table]["key"]
    found = {column: _text(key.get(column)) for column in wanted}
    if set(key) - set(wanted) or not all(found.values()):
        raise CooperationError(message("edit_key_missing", seen="、".join(wanted)))
    if table == "targets":
        _check_target_key(found)
    elif table == "exchange_rates":
        _check_rate_key(found)
    elif table == ALIASES:
        if found["names_of"] not in (PARTNERS, *PLACES):
            raise CooperationError(message("edit_unknown_table", seen=found["names_of"]))
        _check_one(found["names_of"], found["spelling"])
    else:
        _check_one(table, found[wanted[0]])
    return found


def check_row(table: str, row: Mapping[str, Any]) -> Row:
    """The columns that somebody writes, each for itself. Raises `CooperationError`."""
    described = editable()[table]
    if unknown := sorted(set(row) - set(described["columns"])):
        raise CooperationError(message("edit_unknown_column", seen=_text(unknown[0])))
    found = {column: _text(value) for column, value in row.items()}
    for column, where in described["one_of"].items():
        if found.get(column):
            _check_one_of(found[column], where)
    for column in described["spellings"]:
        if ";" in found.get(column, ""):
            raise CooperationError(message("edit_semicolon", seen=found[column]))
    if "target" in found:
        _check_target(found["target"])
    if "cny_per_unit" in found:
        found["cny_per_unit"] = _rate(found["cny_per_unit"])
    return found


def check_whole(table: str, row: Mapping[str, str]) -> None:
    """A row with its edits must have what it cannot do without."""
    if missing := [column for column in editable()[table]["required"] if not row.get(column)]:
        raise CooperationError(message("edit_required", seen="、".join(missing)))


def check_spellings(connection: "Connection", table: str, name: str, row: Mapping[str, str], *, is_new: bool) -> None:
    """No spelling of a row may mean another name already, nor a new name be a spelling of another."""
    texts = [name] if is_new else []
    texts += [row[column] for column in editable()[table]["spellings"] if row.get(column)]
    for text in texts:
        check_meaning(connection, table, text, name)


def check_meaning(connection: "Connection", table: str, spelling: str, name: str) -> None:
    """Raises `CooperationError` when a spelling means another name than this one, or may mean several."""
    means = meaning_now(connection, table, spelling)
    if means not in (None, name, spelling):
        raise CooperationError(message("alias_taken", seen=spelling, name=means))
    if means is None and names(table).meanings(spelling):
        raise CooperationError(message("name_ambiguous", seen=spelling))


def meaning_now(connection: "Connection", table: str, spelling: str) -> str | None:
    """The name that a spelling means now: by what people decided, else by the files; None when nobody knows it."""
    return decided_names(connection, table).get(name_key(spelling)) or names(table).find(spelling)


def known_rows(connection: "Connection", table: str) -> dict[str, Row]:
    """Name → row of a table of names as it is edited now."""
    return {row[NAMES[table][0]]: row for row in edited_table(connection, table)}


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise CooperationError(message("edit_no_text"))
    _check_text(value, LONGEST_TEXT)
    return value.strip()


def _check_text(text: str, longest: int) -> None:
    if len(text) > longest:
        raise CooperationError(message("edit_too_long", seen=f"{visible(text[:30])}…", longest=longest))
    if not text.isprintable():
        raise CooperationError(message("edit_hidden", seen=visible(text)[:LONGEST_TEXT].replace("\n", " ")))


def _check_one(table: str, name: str) -> None:
    if ";" in name:
        raise CooperationError(message("edit_semicolon", seen=name))
    if not name_key(name):
        raise CooperationError(message("name_empty"))
    if len(resolve_names(name, names(table)).written) != 1:
        raise CooperationError(message("name_several", seen=name))


def _check_one_of(value: str, where: str) -> None:
    table, _, column = where.partition(".")
    known = [row[column] for row in read_table(table)]
    if value not in known:
        raise CooperationError(message("edit_unknown_value", seen=value, known="、".join(known)))


def _check_target_key(key: Row) -> None:
    if key["indicator"] not in definitions()["indicators"]:
        raise CooperationError(message("edit_unknown_indicator", seen=key["indicator"]))
    if not _YEAR.fullmatch(key["year"]):
        raise CooperationError(message("edit_bad_year", seen=key["year"]))


def _check_target(text: str) -> None:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not text.isascii() or "_" in text or not 0 < value < GREATEST_TARGET:
        raise CooperationError(message("edit_bad_target", seen=text))


def _check_rate_key(key: Row) -> None:
    if key["currency"] not in choices("currency").canonical.values() or key["currency"] == "CNY":
        raise CooperationError(message("edit_unknown_currency", seen=key["currency"]))
    if not _MONTH.fullmatch(key["month"]) or key["month"] > f"{today():%Y-%m}":
        raise CooperationError(message("edit_bad_month", seen=key["month"]))


def _rate(text: str) -> str:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(0)
    if not text.isascii() or "_" in text or not value.is_finite() or not 0 < value < GREATEST_RATE:
        raise CooperationError(message("edit_bad_rate", seen=text))
    return f"{value.quantize(Decimal('0.00000001')).normalize():f}"
