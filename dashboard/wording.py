"""How indicators, sources and gaps are put into words for one reader; shared by cards and panels."""

from collections.abc import Mapping
from typing import Any

from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.suppression import is_small, stand_in
from dashboard.indicators.values import Values
from dashboard.reader import Reader
from dashboard.text.format import count, day, duration, money, percent
from etl.policy import POLICY

_NAMED_UNITS = {"delegations", "meetings", "participants", "new_partners"}
_UNITS = {
    "persons": "persons",
    "cases": "cases",
    "count": "matter",
    "bodies": "new_partners",
    "enterprises": "new_partners",
}


def definition(reader: Reader, indicator: str) -> str:
    """An indicator's name and definition, as the tooltip of a number."""
    return f"**{reader.t(f'indicator.{indicator}.name')}**\n\n{reader.t(f'indicator.{indicator}.definition')}"


def written(reader: Reader, indicator: str, value: float | None) -> str:
    """A value as people write it, without its unit except for money, rates and days."""
    unit = INDICATORS[indicator].unit
    if unit == "CNY":
        return money(value, reader.language)
    if unit == "ratio":
        return percent(value, reader.language)
    if unit == "days":
        return duration(value, reader.language)
    return count(value, reader.language)


def total_words(reader: Reader, values: Values) -> str:
    """The one value of a frame that is not split, as `written` writes it, or that it is not shown."""
    return (
        row_words(reader, values.indicator.id, values.rows[0])
        if values.rows
        else written(reader, values.indicator.id, None)
    )


def row_words(reader: Reader, indicator: str, row: Mapping[str, Any] | None) -> str:
    """The value of a frame's row as `written` writes it, or that it is not shown; None is no row."""
    if row and row.get("suppressed"):
        return reader.t("people.not_shown")
    return written(reader, indicator, row["value"] if row else None)


def people(reader: Reader, number: int | None) -> str:
    """A record's number of people, or that it is not shown."""
    return reader.t("people.not_shown") if is_small(number) else count(number, reader.language)


def small_numbers(reader: Reader, indicator: str) -> str:
    """What the office's minimum does to an indicator on people, as a sentence; empty without one, and for others."""
    smallest = POLICY.smallest_people
    if not smallest or INDICATORS[indicator].basis != "persons":
        return ""
    return reader.t("people.small", smallest=smallest, stand_in=stand_in(smallest))


def unit_word(reader: Reader, indicator: str) -> str:
    """The word after an indicator's value, or nothing."""
    key = indicator if indicator in _NAMED_UNITS else _UNITS.get(INDICATORS[indicator].unit, "")
    return reader.t(f"unit.{key}") if key else ""


def source_line(reader: Reader, *, is_example: bool, is_published: bool) -> str:
    """Where a panel's numbers come from, and as of which day."""
    key = "source_example" if is_example else "source_published" if is_published else "source"
    as_of = day(reader.filters.as_of or reader.version.data_as_of, reader.language)
    return reader.t(f"panel.{key}", loads=reader.loads, date=as_of)


def empty_sentence(reader: Reader, what: str) -> str:
    """Why a panel is empty and what would fill it; `what` is a key of `what.*`."""
    if not _recorded(reader, what, Filters(as_of=reader.filters.as_of)):
        key = "panel.empty_none"
    else:
        key = "panel.empty_unsaid" if _recorded(reader, what, reader.filters) else "panel.empty"
    return reader.t(key, what=reader.t(f"what.{what}"))


def _recorded(reader: Reader, what: str, filters: Filters) -> bool:
    # The listing of talent holds published figures too, which follow no filter: where they lack, there are none.
    if what == "talent":
        return reader.values("talent_net", filters=filters).total is not None
    return what != "published" and bool(reader.listed(what, filters, most=1))
