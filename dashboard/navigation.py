"""The menu: which pages there are, in which order, under which address. Our own: Streamlit's has English labels, and
opens a page without what the reader chose."""

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.address import link
from dashboard.component import component, pack
from dashboard.reader import Reader
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


def menu(reader: Reader) -> "StreamlitPage":
    """The page that the address asks for."""
    return st.navigation(_pages(reader.language), position="hidden")


def draw_menu(reader: Reader, page: "StreamlitPage") -> None:
    """The menu: links that hold what is chosen, so that another tab shows the same."""
    view = {
        "language": reader.language,
        "label": reader.t("menu.label"),
        "skip": reader.t("menu.skip"),
        "lost": reader.t("wall.lost"),
        "here": page.url_path or PAGES[0][1],
        "pages": [
            [name, reader.t(f"page.{name}"), link("" if not number else name)] for number, (_, name) in enumerate(PAGES)
        ],
    }
    component("menu", "menu", pack(view))
