"""The menu: which pages there are, in which order, under which address."""

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.text import t

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

# (section folder, page); the first is the overview at `/`.
PAGES = (
    ("topics", "overview"),
    ("topics", "visits"),
    ("topics", "intents"),
    ("topics", "talent"),
    ("comparisons", "partners"),
    ("comparisons", "sectors"),
    ("comparisons", "towns"),
    ("about", "definitions"),
)


@cache
def _pages(language: str) -> "list[StreamlitPage]":
    """The pages with their titles in a language; the same for all readers, so made once."""
    return [
        st.Page(f"pages/{section}/{page}.py", title=t(f"page.{page}", language), url_path=page, default=number == 0)
        for number, (section, page) in enumerate(PAGES)
    ]


def menu(language: str, view: str) -> "StreamlitPage":
    """Draws the menu in the reader's language and returns the page that the address asks for."""
    return st.navigation(_pages(language), position="hidden" if view == "screen" else "top")
