"""The address is the view: what the reader chose, read from it and written to it.

The only user of `st.session_state`, which keeps the choice while Streamlit's menu opens a page without it.
"""

from typing import Any

import streamlit as st

from dashboard.text import LANGUAGES

LISTS = ("sector", "partner", "town", "direction")
NAMES = ("from", "to", *LISTS, "language", "as_of", "view")
_REMEMBERED = "address"


def read_address() -> dict[str, list[str]]:
    """What the address says, by name; each name may have several values."""
    query = st.query_params
    present = {name: query.get_all(name) for name in NAMES if name in query}
    if not present:
        # Streamlit's menu opens a page without the address's parameters.
        present = dict(st.session_state.get(_REMEMBERED, {}))
        if present:
            _write(present)
    else:
        st.session_state[_REMEMBERED] = present
    return dict(present)


def choose(**changes: list[str] | None) -> None:
    """Changes the address: names as in the contract, `None` removes. For callbacks of widgets."""
    address = read_address()
    for name, chosen in changes.items():
        key = {"start": "from", "end": "to"}.get(name, name)
        if chosen:
            address[key] = chosen
        else:
            address.pop(key, None)
    _write(address)


def chosen(key: str) -> Any:
    """What a widget with `key` holds, for its callback."""
    return st.session_state.get(key)


def offer(key: str, value: Any) -> None:
    """Sets what a widget shows before it is drawn."""
    st.session_state[key] = value


def language_of(address: dict[str, list[str]]) -> str:
    """The language that the address asks for, else the browser's, else Simplified Chinese."""
    asked = (address.get("language") or [""])[-1]
    if asked in LANGUAGES:
        return asked
    locale = (st.context.locale or "").lower()
    if locale.startswith(("zh-hk", "zh-tw", "zh-mo", "zh-hant")):
        return "zh-Hant"
    return "en" if locale.startswith("en") else "zh-Hans"


def _write(address: dict[str, list[str]]) -> None:
    st.session_state[_REMEMBERED] = address
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in NAMES}
    st.query_params.from_dict({**others, **address})
