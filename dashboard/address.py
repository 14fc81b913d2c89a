"""The address is the view: what the reader chose, read from it and written to it.

The only user of `st.session_state`, which holds nothing between two runs but what widgets put there.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.text.languages import reading_language

LISTS = ("sector", "partner", "town", "direction", "stage")
NAMES = ("from", "to", *LISTS, "language", "as_of", "view", "rotate")


def read_address() -> dict[str, list[str]]:
    """What the address says, by name; each name may have several values."""
    query = st.query_params
    # Looked through once: each question to the query costs, and a page asks often.
    present = set(query)
    return {name: query.get_all(name) for name in NAMES if name in present}


def links(pages: Iterable[str]) -> list[str]:
    """The addresses of pages with what is chosen now; "" is the overview."""
    query = urlencode(_changed({}), doseq=True)
    return [f"/{page}?{query}".rstrip("?") for page in pages]


def choose(**changes: list[str] | None) -> None:
    """Changes the address: names as in the contract, `None` or nothing removes. For what is heard before a run."""
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in NAMES}
    st.query_params.from_dict({**others, **_changed(changes)})


def chosen(key: str) -> Any:
    """What a widget or component with `key` holds."""
    return st.session_state.get(key)


def language_of(address: dict[str, list[str]]) -> str:
    """The language that the address asks for, else the browser's, else Simplified Chinese."""
    return reading_language(address.get("language", ()), st.context.locale or "")


def _changed(changes: dict[str, list[str] | None]) -> dict[str, list[str]]:
    address = read_address() | {name: chosen or [] for name, chosen in changes.items()}
    return {name: chosen for name, chosen in address.items() if chosen}
