"""Who reads, and what they chose: language, filters, view, and the numbers and words that follow from it."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import streamlit as st

from dashboard import warehouse
from dashboard.access.person import Identity
from dashboard.access.public import public_totals
from dashboard.access.roles import Role
from dashboard.address import LISTS, language_of, read_address
from dashboard.charts.theme import Look
from dashboard.indicators.difference import Difference, last_friday
from dashboard.indicators.filters import Filters
from dashboard.indicators.values import Values
from dashboard.text import has_text, t
from dashboard.text.names import Names, choice_names, names
from dashboard.text.show import quoted
from etl import clock
from etl.definitions import words
from etl.errors import CooperationError
from etl.messages import message
from etl.warehouse import open_warehouse

VIEWS = ("page", "screen", "print")
DIRECTIONS = ("ZS_TO_HK", "HK_TO_ZS", "OTHER")
_run = threading.local()
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Reader:
    """One reader's run of one page: everything a page needs to know besides the numbers.

    `own` is the name of the body that reads, when it is a partner body: whatever is asked for, it gets no other records
    than those that name it, and of everybody else only the public totals. None reads everything.
    """

    version: warehouse.Version
    language: str
    filters: Filters
    view: str
    is_phone: bool
    own: str | None = None

    def t(self, key: str, **values: object) -> str:
        """The text for `key` in the reader's language; a definition as it held on the day as of which."""
        if self.filters.as_of and key.startswith("indicator."):
            return words(self.language, self.filters.as_of)[key]
        return t(key, self.language, **values)

    def quoted(self, text: str | None) -> str:
        """A text from a workbook in the reader's script."""
        return quoted(text, self.language)

    def has_text(self, key: str) -> bool:
        """Whether the catalogue holds `key`; some titles have a finding and some have none."""
        return has_text(key)

    def values(self, indicator: str, *by: str, filters: Filters | None = None, definition: int | None = None) -> Values:
        """An indicator under the reader's filters, or under others; by the definition of the day or another one."""
        return warehouse.values(self.version.name, indicator, self._allowed(filters), by, definition)

    def public_total(self, indicator: str) -> Values:
        """An indicator over everybody and all time, unsplit: what a partner body may see of others, if it is public."""
        if indicator not in public_totals():
            raise KeyError(indicator)
        return warehouse.values(self.version.name, indicator, Filters())

    def difference(
        self, indicator: str, since: date | None = None, filters: Filters | None = None
    ) -> Difference | None:
        """What changed since the end of a day, or of last Friday; None when nothing had been loaded by then."""
        day = since or last_friday(self.today)
        return warehouse.difference(self.version.name, indicator, self._allowed(filters), day)

    def listed(
        self,
        listing: str,
        filters: Filters | None = None,
        *,
        most: int | None = None,
        first: int = 0,
        ids: tuple[str, ...] | None = None,
    ) -> tuple[dict[str, Any], ...]:
        """The records of a listing under the reader's filters, newest first: `most` from `first` on, or of `ids`."""
        found = warehouse.listed(self.version.name, listing, self._allowed(filters), most, first, ids)
        # A workbook's name may be that of another body.
        return found if self.own is None else tuple(row | {"workbook": "", "sheet": ""} for row in found)

    def records(self, listing: str) -> int:
        """How many records of a listing there are under the reader's filters."""
        return warehouse.records(self.version.name, listing, self._allowed(None))

    def load(self, load_id: int) -> dict[str, Any] | None:
        """A load of the version: who, when, which workbook."""
        return warehouse.load(self.version.name, load_id) if self.own is None else None

    def reference(self, table: str) -> tuple[dict[str, str], ...]:
        """A reference table of the version; of the bodies in it a partner body sees itself."""
        found = warehouse.reference(self.version.name, table, self.filters.as_of if table == "targets" else None)
        column = {"partners": "partner", "renames": "name", "ambiguous_names": "name"}.get(table)
        if self.own is None or not column:
            return found
        return tuple(row for row in found if row.get(column) == self.own)

    def _allowed(self, filters: Filters | None) -> Filters:
        """What is asked for, or else chosen, of the records that the reader may see."""
        chosen = filters or self.filters
        return chosen if self.own is None else replace(chosen, partners=(self.own,))

    def names(self, table: str) -> Names:
        """The names of a reference table in the reader's language."""
        return _names(self.version.name, table, self.language)

    def choices(self, choice: str) -> Names:
        """The names of directions, measures or purposes in the reader's language."""
        return _choices(self.version.name, choice, self.language)

    @cached_property
    def today(self) -> date:
        """The day that the page speaks of: the one as of which it stands, or the office's today."""
        return self.filters.as_of or clock.today()

    @property
    def loads(self) -> int:
        """How many workbooks' loads count on the day that the page speaks of."""
        day = self.filters.as_of
        return warehouse.loads_as_of(self.version.name, day) if day else self.version.loads

    @cached_property
    def look(self) -> Look:
        """How charts look for this reader: dark on the wall, light on paper, else as the browser prefers."""
        is_dark = {"screen": True, "print": False}.get(self.view, st.context.theme.type == "dark")
        return Look(dark=is_dark, size=20 if self.view == "screen" else 13)


@warehouse.cached
def _names(version: str, table: str, language: str) -> Names:
    return names(warehouse.reference(version, table), table, language)


@warehouse.cached
def _choices(version: str, choice: str, language: str) -> Names:
    return choice_names(warehouse.reference(version, "choices"), choice, language)


def read(who: Identity) -> Reader:
    """The reader of this run, `who` is behind it. The address is the view, and nothing else is."""
    address = read_address()
    language = language_of(address)
    try:
        version = warehouse.current()
    except CooperationError as error:
        if open_warehouse().has_versions():
            raise
        # Left to itself the warehouse says this in the language of whoever started the server.
        raise CooperationError(message("warehouse_empty", language)) from error
    view = (address.get("view") or ["page"])[-1]
    own = who.partner if who.role is Role.PARTNER else None
    filters = filters_of(address, [row["stage"] for row in warehouse.reference(version.name, "stages")])
    reader = Reader(
        version,
        language,
        filters if own is None else replace(filters, partners=(own,)),
        view if view in VIEWS else "page",
        "Mobi" in (st.context.headers.get("User-Agent") or ""),
        own,
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


def filters_of(address: dict[str, list[str]], stages: Sequence[str]) -> Filters:
    """What the address chooses; a day, direction or stage that is none chooses nothing."""
    lists = {name: tuple(dict.fromkeys(filter(None, address.get(name, ())))) for name in LISTS}
    return Filters(
        start=_day(address.get("from")),
        end=_day(address.get("to")),
        sectors=lists["sector"],
        partners=lists["partner"],
        towns=lists["town"],
        directions=tuple(direction for direction in lists["direction"] if direction in DIRECTIONS),
        stages=tuple(stage for stage in lists["stage"] if stage in stages),
        as_of=_day(address.get("as_of")),
    )


def _day(texts: list[str] | None) -> date | None:
    try:
        day = date.fromisoformat(texts[-1]) if texts else None
    except ValueError:
        return None
    # Beyond these the calendar ends, and with it the period before.
    return day if day and _EARLIEST <= day <= _LATEST else None
