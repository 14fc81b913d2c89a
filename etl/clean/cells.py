"""One cell, read as its heading says → the values it gives and the problems it has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from etl.clean.dates import NOTHING_AROUND, Around, Dates, era_of, read_dates
from etl.clean.numbers import Amount, currency_of, read_amount, read_count, sole_currency, unit_of
from etl.clean.surroundings import NOTHING_SAID, Surroundings
from etl.clean.text import folded, heading_key, visible
from etl.names.resolve import NO_DECISIONS, Finding, resolve_names
from etl.read.sheet import Value
from etl.reference import choices, names
from etl.source import row_words

# With all the spaces that somebody may have put into it.
LONGEST_BLANK = 40


@dataclass(frozen=True)
class Reading:
    """Values by column, and problems as (code, seen) or (code, seen, suggestion)."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: tuple[tuple[str, str] | Finding, ...] = ()


@dataclass(frozen=True)
class Context:
    """What a cell's surroundings say: the columns it fills, unit, currency, year, month, today's date."""

    fills: tuple[str, ...]
    factor: int | None
    currency: str | None
    today: date
    around: Around = NOTHING_AROUND
    # The unit of counts that a title gives; it never scales money.
    heads: int | None = None
    is_percent: bool = False
    # The key of a spelling → the name that a person gave it.
    decided: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # The heading names a currency and no unit: Amount (HKD)
    is_whole: bool = False


def context_of(
    fills: tuple[str, ...],
    texts: tuple[str, ...],
    today: date,
    said: Surroundings = NOTHING_SAID,
    orders: frozenset[str] = NOTHING_AROUND.orders,
) -> Context:
    """The context that a column's headings give in brackets, from the innermost outwards; then what titles say."""
    era = max((era_of(text) for text in texts), default=0) or said.era
    around = Around(said.year, said.month, orders, era)
    notes = [heading_key(text)[1] for text in texts]
    is_percent = any("%" in note or note == "百分比" for found in notes for note in found)
    for found in reversed(notes):
        factor, currency = unit_of(found)
        if factor:
            return Context(fills, factor, currency or said.currency, today, around, factor, is_percent)
    alone = next((currency for found in reversed(notes) for note in found if (currency := sole_currency(note))), None)
    if alone and said.factor is None:
        return Context(fills, None, alone, today, around, said.heads, is_percent, is_whole=True)
    return Context(fills, said.factor, said.currency, today, around, said.heads, is_percent)


def is_blank(value: Value) -> bool:
    """True for an empty cell and for what offices write instead of leaving it empty."""
    if not isinstance(value, str):
        return value is None
    # No word for a blank ends in a digit; most cells of a large workbook do, or are longer.
    return len(value) <= LONGEST_BLANK and not value[-1:].isdigit() and folded(value) in row_words().blank


def written(value: Value) -> str:
    """The cell as people see it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return visible(str(value))


def _text(value: Value, context: Context) -> Reading:
    return Reading({context.fills[0]: written(value)})


def _dates(value: Value, context: Context) -> Dates | Reading:
    found = read_dates(value, context.today, context.around)
    return found if isinstance(found, Dates) else Reading(problems=((found, written(value)),))


def _date_range(value: Value, context: Context) -> Reading:
    found = _dates(value, context)
    if isinstance(found, Reading):
        return found
    return Reading({context.fills[0]: found.start, context.fills[1]: found.end, "date_precision": found.precision})


def _date(value: Value, context: Context) -> Reading:
    found = _dates(value, context)
    if isinstance(found, Reading):
        return found
    # A month or a year written in a start column lasts until its end unless an end column says otherwise.
    return Reading({context.fills[0]: found.start, "_last_day": found.end, "date_precision": found.precision})


def _end_date(value: Value, context: Context) -> Reading:
    found = _dates(value, context)
    return found if isinstance(found, Reading) else Reading({context.fills[0]: found.end})


def _period(value: Value, context: Context) -> Reading:
    found = _dates(value, context)
    if isinstance(found, Reading):
        return Reading(problems=tuple(("bad_period", problem[1]) for problem in found.problems))
    return Reading({context.fills[0]: found.start, context.fills[1]: found.end})


def _month(value: Value, context: Context) -> Reading:
    if isinstance(value, date):  # a date under "month" is that month, whichever day Excel stored
        value = f"{value:%Y年%m月}"
    elif isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) <= 2:
        value = f"{int(value)}月"  # text files hold numbers as text
    elif isinstance(value, int | float) and not isinstance(value, bool) and value in range(1, 13):
        value = f"{int(value)}月"
    return _period(value, context)


def _count(value: Value, context: Context) -> Reading:
    found = "bad_number" if context.is_percent else read_count(value, context.heads or 1, context.fills[0])
    return (
        Reading(problems=((found, written(value)),)) if isinstance(found, str) else Reading({context.fills[0]: found})
    )


def _amount(value: Value, context: Context) -> Reading:
    found = read_amount(value, context.factor, context.currency, is_whole=context.is_whole)
    if not isinstance(found, Amount):
        return Reading(problems=((found, written(value)),))
    return Reading({"amount_low": found.low, "amount_high": found.high, **_currency(value, found)})


def _currency(value: Value, found: Amount) -> dict[str, str]:
    """The cell's own currency, or that of its surroundings, which a column of currencies wins over."""
    if not found.currency:
        return {}
    is_own = isinstance(value, str) and currency_of(folded(value)) == found.currency
    # What the amount says and what a column of currencies says must be the same; the row knows both.
    return {"currency": found.currency, "_own_currency": found.currency} if is_own else {"_currency": found.currency}


def _amount_bound(value: Value, context: Context) -> Reading:
    found = read_amount(value, context.factor, context.currency, is_whole=context.is_whole)
    if not isinstance(found, Amount):
        return Reading(problems=((found, written(value)),))
    return Reading({context.fills[0]: found.low, **_currency(value, found)})


def _choice(choice: str) -> Callable[[Value, Context], Reading]:
    def read(value: Value, context: Context) -> Reading:
        found = choices(choice).find(written(value)) or choices(choice).find(heading_key(written(value))[0])
        if found is None:
            return Reading(problems=(("bad_value", written(value)),))
        if choice == "currency":
            return Reading({context.fills[0]: found, "_stated_currency": found})
        return Reading({context.fills[0]: found == "yes" if choice == "flag" else found})

    return read


def _stage(value: Value, context: Context) -> Reading:
    found = names("stages").find(written(value)) or names("stages").find(heading_key(written(value))[0])
    return Reading({"stage": found}) if found else Reading(problems=(("bad_value", written(value)),))


def _names(table: str) -> Callable[[Value, Context], Reading]:
    def read(value: Value, context: Context) -> Reading:
        found = resolve_names(written(value), names(table), context.decided.get(table, NO_DECISIONS))
        column = context.fills[0]
        several = column in ("partners", "sectors", "towns")
        values: dict[str, Any] = {column: found.names if several else "、".join(found.names)}
        if table == "partners":
            values["partners_written"] = found.written
        return Reading(values, tuple(found.problems))

    return read


READERS: dict[str, Callable[[Value, Context], Reading]] = {
    "text": _text,
    "date_range": _date_range,
    "date": _date,
    "end_date": _end_date,
    "period": _period,
    "month": _month,
    "count": _count,
    "amount": _amount,
    "amount_bound": _amount_bound,
    "direction": _choice("direction"),
    "measure": _choice("measure"),
    "purpose": _choice("purpose"),
    "flag": _choice("flag"),
    "currency": _choice("currency"),
    "stage": _stage,
    "partners": _names("partners"),
    "sectors": _names("sectors"),
    "towns": _names("towns"),
    "scheme": _names("schemes"),
}
# Their columns may prove in which order day and month are written.
DATE_READERS = frozenset({"date_range", "date", "end_date", "period", "month"})
