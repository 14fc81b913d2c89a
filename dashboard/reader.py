"""Who reads, and what they chose: language, filters, view, and the numbers and words that follow from it."""

import threading
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from dashboard import warehouse
from dashboard.address import LISTS, language_of, read_address
from dashboard.charts.theme import Look
from dashboard.indicators.filters import Filters
from dashboard.indicators.values import Values
from dashboard.text import catalogue, t
from dashboard.text.names import Names, choice_names, names
from dashboard.text.show import quoted
from etl.errors import CooperationError
from etl.messages import message
from etl.warehouse import open_warehouse

VIEWS = ("page", "screen", "print")
DIRECTIONS = ("ZS_TO_HK", "HK_TO_ZS", "OTHER")
_run = threading.local()
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Reader:
    """One reader's run of one page: everything a page needs to know besides the numbers."""

    version: warehouse.Version
    language: str
    filters: Filters
    view: str
    is_phone: bool

    def t(self, key: str, **values: object) -> str:
        """The text for `key` in the reader's language."""
        return t(key, self.language, **values)

    def quoted(self, text: str | None) -> str:
        """A text from a workbook in the reader's script."""
        return quoted(text, self.language)

    def has_text(self, key: str) -> bool:
        """Whether the catalogue holds `key`; some titles have a finding and some have none."""
        return key in catalogue()

    def values(self, indicator: str, *by: str, filters: Filters | None = None) -> Values:
        """An indicator under the reader's filters, or under others."""
        return warehouse.values(self.version.name, indicator, filters or self.filters, by)

    def listed(self, listing: str, filters: Filters | None = None) -> tuple[dict[str, Any], ...]:
        """The records of a listing under the reader's filters."""
        return warehouse.listed(self.version.name, listing, filters or self.filters)

    def reference(self, table: str) -> tuple[dict[str, str], ...]:
        """A reference table of the version."""
        return warehouse.reference(self.version.name, table)

    def names(self, table: str) -> Names:
        """The names of a reference table in the reader's language."""
        return _names(self.version.name, table, self.language)

    def choices(self, choice: str) -> Names:
        """The names of directions, measures or purposes in the reader's language."""
        return _choices(self.version.name, choice, self.language)

    @property
    def look(self) -> Look:
        """How charts look for this reader."""
        is_dark = st.context.theme.type == "dark"
        return Look(dark=is_dark, size=20 if self.view == "screen" else 13)


@warehouse.cached
def _names(version: str, table: str, language: str) -> Names:
    return names(warehouse.reference(version, table), table, language)


@warehouse.cached
def _choices(version: str, choice: str, language: str) -> Names:
    return choice_names(warehouse.reference(version, "choices"), choice, language)


def read() -> Reader:
    """The reader of this run. The address is the view; a page opened from the menu keeps what was chosen before."""
    address = read_address()
    start, end = _day(address.get("from")), _day(address.get("to"))
    lists = {name: tuple(dict.fromkeys(filter(None, address.get(name, ())))) for name in LISTS}
    filters = Filters(
        start,
        end,
        lists["sector"],
        lists["partner"],
        lists["town"],
        tuple(direction for direction in lists["direction"] if direction in DIRECTIONS),
        _day(address.get("as_of")),
    )
    view = (address.get("view") or ["page"])[-1]
    language = language_of(address)
    try:
        version = warehouse.current()
    except CooperationError as error:
        if not open_warehouse().is_empty():
            raise
        # Left to itself the warehouse says this in the language of whoever started the server.
        raise CooperationError(message("warehouse_empty", language)) from error
    reader = Reader(
        version,
        language,
        filters,
        view if view in VIEWS else "page",
        "Mobi" in (st.context.headers.get("User-Agent") or ""),
    )
    _run.reader = reader
    return reader


def current() -> Reader:
    """The reader that the frame has read for this run; a run has a thread of its own."""
    reader: Reader = _run.reader
    return reader


def language_of_page() -> str:
    """The reader's language, also where the warehouse cannot be read."""
    return language_of(read_address())


def _day(texts: list[str] | None) -> date | None:
    try:
        day = date.fromisoformat(texts[-1]) if texts else None
    except ValueError:
        return None
    # Beyond these the calendar ends, and with it the period before.
    return day if day and _EARLIEST <= day <= _LATEST else None
