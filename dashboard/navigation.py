"""The menu: which pages there are, in which order, under which address."""

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


def menu(language: str, view: str) -> "StreamlitPage":
    """Draws the menu in the reader's language and returns the page that the address asks for."""
    pages = [
        st.Page(f"pages/{section}/{page}.py", title=t(f"page.{page}", language), url_path=page, default=number == 0)
        for number, (section, page) in enumerate(PAGES)
    ]
    return st.navigation(pages, position="hidden" if view == "screen" else "top")
