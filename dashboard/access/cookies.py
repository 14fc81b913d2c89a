"""The cookie that holds a session's token, and what of the browser's cookies Streamlit gets to see."""

from collections.abc import Iterable

from starlette.requests import cookie_parser
from starlette.types import Scope

from dashboard.access.providers import is_streamlits
from dashboard.listener import is_loopback

NAME = "cooperation_session"
# A browser takes a cookie of such a name over https only, for this host only, and from no other port's pages.
SECURE_NAME = f"__Host-{NAME}"
WAY_BACK = "cooperation_next"


def is_https(scope: Scope) -> bool:
    """Whether the reader's browser came by https; a proxy's word counts when it stands on this machine."""
    if scope.get("scheme") in ("https", "wss"):
        return True
    return is_from_here(scope) and _header(scope, b"x-forwarded-proto").strip().lower() == "https"


def is_from_here(scope: Scope) -> bool:
    """Whether the connection comes from this machine, be it from a proxy on it."""
    client, server = scope.get("client"), scope.get("server")
    return client is not None and (is_loopback(client[0]) or (server is not None and client[0] == server[0]))


def is_by_proxy(scope: Scope) -> bool:
    """Whether somebody else's request is passed on to us."""
    return any(name.lower().startswith(b"x-forwarded-") or name.lower() == b"forwarded" for name, _ in scope["headers"])


def cookie_name(scope: Scope) -> str:
    """Under which name this browser keeps its token."""
    return SECURE_NAME if is_https(scope) else NAME


def cookies_of(scope: Scope) -> dict[str, str]:
    """What the browser sent."""
    return cookie_parser("; ".join(_headers(scope, b"cookie")))


def without_ours(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers without the cookies that say who is signed in: no page's code needs them."""
    kept = []
    for name, value in headers:
        if name.lower() == b"cookie":
            parts = [part.strip() for part in value.decode("latin-1").split(";")]
            others = "; ".join(part for part in parts if not _is_ours(part.partition("=")[0].strip()))
            kept.append((name, others.encode("latin-1")))
        else:
            kept.append((name, value))
    return kept


def _is_ours(name: str) -> bool:
    return name in (NAME, SECURE_NAME, WAY_BACK) or is_streamlits(name)


def _headers(scope: Scope, wanted: bytes) -> list[str]:
    return [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == wanted]


def _header(scope: Scope, wanted: bytes) -> str:
    return (_headers(scope, wanted) or [""])[-1]
