"""The definitions behind what is shown: the one that counts, and those that held earlier within the period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.indicators.indicator import Indicator
from dashboard.indicators.registry import definition, versions_in
from dashboard.reader import Reader
from dashboard.text.format import bucket, day
from dashboard.wording import small_numbers
from etl.definitions import definition_words


@dataclass(frozen=True)
class DefinitionUsed:
    """A definition in words: `note` says which version it is, and from which day it holds."""

    name: str
    text: str
    note: str


def definitions_used(reader: Reader, indicators: Iterable[str]) -> list[DefinitionUsed]:
    """Every version that held in the reader's period, oldest first; the name says which, where there are several."""
    shown = [versions_shown(reader, indicator) for indicator in indicators]
    return [_used(reader, version, versions) for versions in shown for version in versions]


def versions_shown(reader: Reader, indicator: str) -> tuple[Indicator, ...]:
    """The versions that held on a day of the reader's period, oldest first; the last is the one that pages count by.

    Published figures follow no filter: theirs is all time.
    """
    used = definition(indicator, reader.today)
    start, end = (None, None) if used.published else (reader.filters.start, reader.filters.end)
    held = versions_in(indicator, start, min(end or reader.today, reader.today))
    return (*(version for version in held if version.version < used.version), used)


def version_name(reader: Reader, version: Indicator) -> str:
    """口径1（至2025年）, 口径2（2026年起）: as exactly as the days need; what held from the first has no beginning."""
    number, until = version.version, version.valid_until
    if not until:
        return reader.t("definition.since", number=number, date=_first(reader, version.valid_from))
    if number == 1:
        return reader.t("definition.until", number=number, date=_last(reader, until))
    days = {"start": _first(reader, version.valid_from), "end": _last(reader, until)}
    return reader.t("definition.between", number=number, **days)


def _used(reader: Reader, version: Indicator, shown: tuple[Indicator, ...]) -> DefinitionUsed:
    indicator, number = version.id, version.version
    name = reader.t(f"indicator.{indicator}.name")
    note = reader.t("print.version", number=number, date=day(version.valid_from, reader.language))
    if len(shown) > 1:
        name = reader.t("definition.of_version", name=name, version=version_name(reader, version))
        # The others stand beside it in charts over time, and nowhere else.
        note = reader.t("definition.counts", note=note) if version == shown[-1] else note
    text = " ".join(
        filter(None, (definition_words(indicator, number, reader.language), small_numbers(reader, indicator)))
    )
    return DefinitionUsed(name, text, note)


def _first(reader: Reader, first: date) -> str:
    """A first day; the first of a month or year is called by that."""
    return _written(reader, first, first)


def _last(reader: Reader, last: date) -> str:
    return _written(reader, last, last + timedelta(days=1))


def _written(reader: Reader, shown: date, border: date) -> str:
    unit = "day" if border.day > 1 else "month" if border.month > 1 else "year"
    return bucket(shown.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]], unit, reader.language)
