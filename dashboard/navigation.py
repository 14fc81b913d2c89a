"""The menu: which pages there are, in which order, under which address. Our own: Streamlit's has English labels, and
opens a page without what the reader chose."""

from copy import copy
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access.addresses import SIGN_IN, SIGN_OUT
from dashboard.access.identity import Identity
from dashboard.access.person import LOCAL, SERVER, VISITOR
from dashboard.access.rights import may
from dashboard.address import links
from dashboard.component import component, pack
from dashboard.reader import Reader
from dashboard.text import t

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

# (section folder, page, what one must be allowed to do there); the first is the overview at `/`.
PAGES = (
    ("topics", "overview", "view"),
    ("topics", "visits", "view"),
    ("topics", "intents", "view"),
    ("topics", "talent", "view"),
    ("comparisons", "partners", "view"),
    ("comparisons", "sectors", "view"),
    ("comparisons", "towns", "view"),
    ("about", "definitions", "view"),
    ("stewardship", "upload", "upload"),
    ("stewardship", "loads", "upload"),
    ("stewardship", "names", "propose"),
    ("stewardship", "exports", "export"),
)


def pages_of(identity: Identity) -> tuple[tuple[str, str], ...]:
    """(section, page) of all pages that somebody may open."""
    return tuple((section, page) for section, page, action in PAGES if may(identity, action))


@cache
def _pages(language: str, pages: tuple[tuple[str, str], ...]) -> "list[StreamlitPage]":
    """The pages with their titles in a language; the same for all readers of a role, so made once."""
    return [
        st.Page(f"pages/{section}/{page}.py", title=t(f"page.{page}", language), url_path=page, default=number == 0)
        for number, (section, page) in enumerate(pages)
    ]


def menu(reader: Reader, who: Identity) -> "StreamlitPage":
    """The page that the address asks for, to be run once."""
    # Streamlit notes on the page itself whether it was run: shared, two readers at one moment would take it from each
    # other.
    pages = [copy(page) for page in _pages(reader.language, pages_of(who))]
    return st.navigation(pages, position="hidden")


def draw_menu(reader: Reader, who: Identity, shown: "StreamlitPage") -> None:
    """The menu: links that hold what is chosen, so that another tab shows the same."""
    pages = [page for _, page in pages_of(who)]
    view = {
        "language": reader.language,
        "label": reader.t("menu.label"),
        "skip": reader.t("menu.skip"),
        "lost": reader.t("wall.lost"),
        "here": shown.url_path or PAGES[0][1],
        "pages": [
            [page, reader.t(f"page.{page}"), address]
            for page, address in zip(pages, links("" if page == pages[0] else page for page in pages), strict=True)
        ],
        "account": _account(reader, who),
    }
    component("menu", "menu", pack(view))


def _account(reader: Reader, who: Identity) -> dict[str, object] | None:
    """Who is signed in and how to leave, or the way in; nothing where nobody signs in."""
    if who in (LOCAL, SERVER):
        return None
    if who == VISITOR:
        return {"sign_in": [reader.t("sign_in.title"), SIGN_IN]}
    role = who.partner or reader.t(f"role.{who.role}")
    leave = [[reader.t("account.sign_out"), "0"], [reader.t("account.sign_out_everywhere"), "1"]]
    return {"label": reader.t("account.label"), "name": who.name, "role": role, "address": SIGN_OUT, "leave": leave}
