"""Who reads, and what they chose: language, filters, view. The only user of `st.session_state` and of the address."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard import warehouse
from dashboard.charts.theme import Look
from dashboard.indicators.filters import Filters, months_later
from dashboard.indicators.values import Values
from dashboard.text import LANGUAGES, catalogue, t
from dashboard.text.names import Names, choice_names, names
from dashboard.text.show import quoted
from etl.errors import CooperationError
from etl.messages import message
from etl.warehouse import open_warehouse

VIEWS = ("page", "screen", "print")
DIRECTIONS = ("ZS_TO_HK", "HK_TO_ZS", "OTHER")
_LISTS = ("sector", "partner", "town", "direction")
_ADDRESS = ("from", "to", *_LISTS, "language", "as_of", "view")
_REMEMBERED = "address"
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
    address = _address()
    start, end = _day(address.get("from")), _day(address.get("to"))
    lists = {name: tuple(dict.fromkeys(filter(None, address.get(name, ())))) for name in _LISTS}
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
    language = _language(address)
    if open_warehouse().is_empty():
        # Left to itself the warehouse says this in the language of whoever started the server.
        raise CooperationError(message("warehouse_empty", language))
    return Reader(
        warehouse.current(),
        language,
        filters,
        view if view in VIEWS else "page",
        "Mobi" in (st.context.headers.get("User-Agent") or ""),
    )


def language_of_page() -> str:
    """The reader's language, also where the warehouse cannot be read."""
    return _language(_address())


def choose(**changes: list[str] | None) -> None:
    """Changes the address: names as in the contract, `None` removes. For callbacks of widgets."""
    address = _address()
    for name, chosen in changes.items():
        key = {"start": "from", "end": "to"}.get(name, name)
        if chosen:
            address[key] = chosen
        else:
            address.pop(key, None)
    _write(address)


def link(**changes: list[str]) -> dict[str, Any]:
    """The address of the present view with changes, for links to other pages."""
    return {**_address(), **changes}


def chosen(key: str) -> Any:
    """What a widget with `key` holds, for its callback."""
    return st.session_state.get(key)


def offer(key: str, value: Any) -> None:
    """Sets what a widget shows before it is drawn."""
    st.session_state[key] = value


def presets(today: date) -> dict[str, tuple[date, date]]:
    """The periods that can be chosen by name."""
    monday = today - timedelta(days=today.weekday())
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    year_end = date(today.year, 12, 31)
    return {
        "this_week": (monday, monday + timedelta(days=6)),
        "this_month": (today.replace(day=1), months_later(today.replace(day=1), 1) - timedelta(days=1)),
        "this_quarter": (quarter, months_later(quarter, 3) - timedelta(days=1)),
        "this_year": (date(today.year, 1, 1), year_end),
        "last_year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        "last_12_months": (months_later(today, -12) + timedelta(days=1), today),
        "last_36_months": (months_later(today, -36) + timedelta(days=1), today),
    }


def _address() -> dict[str, list[str]]:
    query = st.query_params
    present = {name: query.get_all(name) for name in _ADDRESS if name in query}
    if not present:
        # Streamlit's menu opens a page without the address's parameters.
        present = dict(st.session_state.get(_REMEMBERED, {}))
        if present:
            _write(present)
    else:
        st.session_state[_REMEMBERED] = present
    return dict(present)


def _write(address: dict[str, list[str]]) -> None:
    st.session_state[_REMEMBERED] = address
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in _ADDRESS}
    st.query_params.from_dict({**others, **address})


def _day(texts: list[str] | None) -> date | None:
    try:
        day = date.fromisoformat(texts[-1]) if texts else None
    except ValueError:
        return None
    # Beyond these the calendar ends, and with it the period before.
    return day if day and _EARLIEST <= day <= _LATEST else None


def _language(address: dict[str, list[str]]) -> str:
    asked = (address.get("language") or [""])[-1]
    if asked in LANGUAGES:
        return asked
    locale = (st.context.locale or "").lower()
    if locale.startswith(("zh-hk", "zh-tw", "zh-mo", "zh-hant")):
        return "zh-Hant"
    return "en" if locale.startswith("en") else "zh-Hans"
