"""The CSS that no setting can replace, in one place; each rule says why it is there."""

import streamlit as st

_ALWAYS = """
/* Side padding has no theme key; eight cards need the width. */
[data-testid=stMainBlockContainer]{padding-left:1.6rem;padding-right:1.6rem}
@media (max-width:640px){[data-testid=stMainBlockContainer]{padding-left:.8rem;padding-right:.8rem}}
/* Headings carry padding, so a header row with chips and a panel title cannot be aligned otherwise. */
[data-testid=stMarkdownContainer] :is(h1,h2){padding:0}
[data-testid=stMarkdownContainer]:has(h1,h2):not(:has(p)){margin-bottom:0}
/* A table gives short Chinese headings one character a line. */
[data-testid=stTableStyledTable] th{min-width:3.7rem}
/* On a phone a table is wider than the screen and is moved sideways inside its frame. */
@media (max-width:640px){[data-testid=stTableStyledTable] :is(td,th){min-width:6.5rem}}
"""
# The theme has one font for all languages; the alias gives Hong Kong its own shapes of characters.
_HONG_KONG = """
@font-face{font-family:'UI CJK';font-weight:100 500;
src:local('NotoSansCJKhk-Regular'),local('PingFangHK-Regular'),local('Microsoft JhengHei')}
@font-face{font-family:'UI CJK';font-weight:600 900;
src:local('NotoSansCJKhk-Bold'),local('PingFangHK-Semibold'),local('Microsoft JhengHei Bold')}
"""
# Font size is per server, not per page; everything is in rem, so this one line scales the wall.
_WALL = """
html{font-size:24px!important}
[data-testid=stMainBlockContainer]{padding-top:1rem!important}
"""


def style(language: str, view: str) -> None:
    """Puts the page's style in place."""
    rules = _ALWAYS + (_HONG_KONG if language == "zh-Hant" else "") + (_WALL if view == "screen" else "")
    st.html(f"<style>{rules}</style>")
