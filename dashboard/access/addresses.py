"""Which addresses there are for whom. What is not listed here is there for nobody."""

from collections.abc import Collection
from enum import StrEnum


class Reach(StrEnum):
    """Who may ask for an address: everybody; everybody, and those not signed in are led to the sign-in; the signed-in
    ones; nobody."""

    OPEN = "open"
    PAGE = "page"
    SIGNED_IN = "signed in"
    CLOSED = "closed"


STREAM = "/_stcore/stream"
SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
OPEN = frozenset((SIGN_IN, SIGN_OUT, "/auth/login", "/auth/logout", "/oauth2callback", "/healthz", "/_stcore/health"))
# Streamlit's scripts and styles, the same everywhere in the world.
OPEN_BELOW = ("/static/js/", "/static/css/", "/static/media/")
SIGNED_IN = frozenset(("/search", "/_stcore/host-config", "/favicon.png", "/manifest.json"))
SIGNED_IN_BELOW = ("/_stcore/bidi-components/", "/media/", "/stewardship/", "/api/")
LOOKING = frozenset(("GET", "HEAD"))


def reach(kind: str, method: str, path: str, pages: Collection[str]) -> Reach:
    """Who may ask for `path`: `kind` is ASGI's "http" or "websocket", `pages` the addresses of all pages.

    All else that Streamlit has is closed: uploads (workbooks come by our own route), metrics, the agent's interface,
    the health check of scripts, old components, and what later versions add.
    """
    if kind == "websocket":
        return Reach.SIGNED_IN if path == STREAM else Reach.CLOSED
    if path in OPEN:
        return Reach.OPEN
    if path in SIGNED_IN or path.startswith(SIGNED_IN_BELOW):
        return Reach.SIGNED_IN
    if method not in LOOKING:
        return Reach.CLOSED
    if path in pages:
        return Reach.PAGE
    return Reach.OPEN if path.startswith(OPEN_BELOW) else Reach.CLOSED
