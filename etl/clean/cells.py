"""One cell, read as its heading says → the values it gives and the problems it has."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from etl.clean.dates import Dates, read_dates
from etl.clean.numbers import Amount, read_amount, read_count, unit_of
from etl.clean.text import folded, heading_key, visible
from etl.read.sheet import Value
from etl.reference import choices, names
from etl.resolve import resolve_names
from etl.source import row_words


@dataclass(frozen=True)
class Reading:
    """Values by column, and problems as (code, seen)."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Context:
    """What a cell's surroundings say: the columns it fills, the heading's unit and currency, today's date."""

    fills: tuple[str, ...]
    factor: int | None
    currency: str | None
    today: date


def context_of(fills: tuple[str, ...], texts: tuple[str, ...], today: date) -> Context:
    """The context that a column's headings give in brackets, from the innermost outwards."""
    for text in reversed(texts):
        factor, currency = unit_of(heading_key(text)[1])
        if factor:
            return Context(fills, factor, currency, today)
    return Context(fills, None, None, today)


def is_blank(value: Value) -> bool:
    """True for an empty cell and for what offices write instead of leaving it empty."""
    return value is None or (isinstance(value, str) and folded(value) in row_words().blank)


def written(value: Value) -> str:
    """The cell as people see it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return visible(str(value))


def _text(value: Value, context: Context) -> Reading:
    return Reading({context.fills[0]: written(value)})


def _dates(value: Value, context: Context) -> Dates | Reading:
    found = read_dates(value, context.today)
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
        return Reading(problems=tuple(("bad_period", seen) for _, seen in found.problems))
    return Reading({context.fills[0]: found.start, context.fills[1]: found.end})


def _month(value: Value, context: Context) -> Reading:
    if isinstance(value, date):  # a date under "month" is that month, whichever day Excel stored
        value = f"{value:%Y年%m月}"
    return _period(value, context)


def _count(value: Value, context: Context) -> Reading:
    found = read_count(value, context.factor or 1)
    return (
        Reading(problems=((found, written(value)),)) if isinstance(found, str) else Reading({context.fills[0]: found})
    )


def _amount(value: Value, context: Context) -> Reading:
    found = read_amount(value, context.factor, context.currency)
    if not isinstance(found, Amount):
        return Reading(problems=((found, written(value)),))
    values: dict[str, Any] = {"amount_low": found.low, "amount_high": found.high}
    return Reading({**values, "currency": found.currency} if found.currency else values)


def _amount_bound(value: Value, context: Context) -> Reading:
    found = read_amount(value, context.factor, context.currency)
    if not isinstance(found, Amount):
        return Reading(problems=((found, written(value)),))
    values: dict[str, Any] = {context.fills[0]: found.low}
    return Reading({**values, "currency": found.currency} if found.currency else values)


def _choice(choice: str) -> Callable[[Value, Context], Reading]:
    def read(value: Value, context: Context) -> Reading:
        found = choices(choice).find(written(value)) or choices(choice).find(heading_key(written(value))[0])
        if found is None:
            return Reading(problems=(("bad_value", written(value)),))
        return Reading({context.fills[0]: found == "yes" if choice == "flag" else found})

    return read


def _stage(value: Value, context: Context) -> Reading:
    found = names("stages").find(written(value)) or names("stages").find(heading_key(written(value))[0])
    return Reading({"stage": found}) if found else Reading(problems=(("bad_value", written(value)),))


def _names(table: str) -> Callable[[Value, Context], Reading]:
    def read(value: Value, context: Context) -> Reading:
        found = resolve_names(written(value), names(table))
        column = context.fills[0]
        several = column in ("partners", "sectors", "towns")
        return Reading({column: found.names if several else "、".join(found.names)}, tuple(found.problems))

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
