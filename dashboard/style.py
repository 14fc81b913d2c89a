"""The CSS that no setting can replace, in one place; each rule says why it is there."""

_ALWAYS = """
/* Side padding has no theme key; eight cards need the width. */
[data-testid=stMainBlockContainer]{padding-left:1.6rem;padding-right:1.6rem}
@media (max-width:640px){[data-testid=stMainBlockContainer]{padding-left:.8rem;padding-right:.8rem}}
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
.zs-boxes{gap:16px!important}
"""


def style(language: str, view: str) -> str:
    """The page's style sheet."""
    return _ALWAYS + (_HONG_KONG if language == "zh-Hant" else "") + (_WALL if view == "screen" else "")
