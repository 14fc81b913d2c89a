"""What is refused before Streamlit sees a byte: foreign hosts and origins, strangers, addresses that nobody needs."""

import re
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.access.addresses import SIGN_IN, SIGN_OUT, Reach, reach
from dashboard.access.authority import Authority
from dashboard.access.cookies import cookie_name, cookies_of, is_by_proxy, is_from_here, without_ours
from dashboard.access.identity import SCOPE_KEY, USER_KEY
from dashboard.access.person import Identity
from dashboard.access.sessions import SESSIONS, session_key
from dashboard.access.stream import Watched
from etl.errors import CooperationError

# The header in which the guard tells Streamlit whose connection it is. Streamlit gives a page that is being drawn to
# nobody who comes with another one, even if they know its id.
HEADER = b"x-cooperation-session"
USER_HEADERS = {HEADER.decode(): USER_KEY}
SESSION_KEY = "cooperation.session"  # in the ASGI scope: the key of the session, "" without one
# Pages that may be open at once: of one person, and of all who are not signed in together.
MOST_OF_A_PERSON, MOST_OF_NOBODY = 40, 400
# Those of these addresses read the cookies themselves.
COOKIES_KEPT = ("/auth/", "/oauth2callback", SIGN_IN, SIGN_OUT)
_NOTHING = 404, "There is nothing here."
_ONE_WORD = re.compile(r"/[a-z-]{1,40}")


class Guard:
    """Pass on what the dashboard's own pages need, from those who may, and answer everything else at once."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], pages: Collection[str], authority: Authority) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.pages = frozenset(pages)
        self.authority = authority
        self.connections: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        try:
            refusal = self.refused_sender(scope) or self.refused_address(scope)
        except CooperationError as error:  # the accounts cannot be read: nobody enters
            refusal = _said(503, str(error))
        if refusal:
            await refusal(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.watch(scope, receive, send)
        else:
            await self.app(self.told(scope), receive, send)

    def refused_sender(self, scope: Scope) -> Response | None:
        """What to answer to another site's page, or to a name that is not ours; None when the request is our own."""
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if host not in self.hosts or len(headers.getlist("host")) > 1:
            return _said(421, "This server does not answer under that host name. Use the address it printed.")
        # Streamlit lets any page on localhost in, and calls an outside service to learn its own address when it meets
        # an origin it does not know. Our pages only talk to the host they came from, so the comparison is exact.
        foreign = headers.get("origin", f"http://{host}").lower() not in (f"http://{host}", f"https://{host}")
        is_act = scope["type"] == "http" and scope["method"] not in ("GET", "HEAD")
        if foreign or (is_act and headers.get("sec-fetch-site", "none") not in ("same-origin", "none")):
            return _said(403, "Requests from pages of other addresses are refused.")
        return None

    def refused_address(self, scope: Scope) -> Response | None:
        """What to answer to somebody who may not ask for this; None when they may. Notes in the scope who it is."""
        key, person = self.recognised(scope)
        scope[SESSION_KEY], scope[SCOPE_KEY] = key, person
        method, path = scope.get("method", "GET"), scope["path"]
        found = reach(scope["type"], method, path, self.pages)
        if found is Reach.OPEN:
            return None
        if found is Reach.CLOSED and person and is_mistyped(scope):
            return _to("/", scope)
        if found is Reach.CLOSED:
            return _said(*_NOTHING) if person or path.startswith("/_stcore/upload_file") else _said(401, _STRANGER)
        if person is None:
            return to_sign_in(scope) if found is Reach.PAGE else _said(401, _STRANGER)
        if key and key != self.authority.own_key and scope["type"] == "http":
            SESSIONS.touch(key)
        return None

    def recognised(self, scope: Scope) -> tuple[str, Identity | None]:
        """The key of the session that a request comes with ("" when it comes with none that holds), and whose it is."""
        token = cookies_of(scope).get(cookie_name(scope), "")
        key = self.authority.valid(session_key(token)) if token else ""
        if key == self.authority.own_key and (not is_from_here(scope) or is_by_proxy(scope)):
            key = ""
        return key, self.authority.identity(key)

    def told(self, scope: Scope) -> Scope:
        """The scope as what lies behind may see it: with our word on who it is, and without the browser's secrets."""
        headers = [(name, value) for name, value in scope["headers"] if name.lower() != HEADER]
        if not scope["path"].startswith(COOKIES_KEPT):
            headers = without_ours(headers)
        if scope["type"] == "websocket":
            headers.append((HEADER, (scope[SESSION_KEY] or "-").encode()))
        return {**scope, "headers": headers}

    async def watch(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A connection, for as long as its session holds and is the same person's in the same role."""
        key, person = scope[SESSION_KEY], scope[SCOPE_KEY]
        most = MOST_OF_A_PERSON if key else MOST_OF_NOBODY
        if self.connections[person.name] >= most:
            await _said(429, "Too many pages are open; close some and try again.")(scope, receive, send)
            return

        def still_holds() -> bool:
            try:
                return bool(self.authority.valid(key) == key and self.authority.identity(key) == person)
            except CooperationError:
                return False

        def touch() -> None:
            if key and key != self.authority.own_key:
                with suppress(CooperationError):  # the disk is full: who reads goes on reading
                    SESSIONS.touch(key)

        self.connections[person.name] += 1
        try:
            await Watched(self.app, still_holds, touch).run(self.told(scope), receive, send)
        finally:
            self.connections[person.name] -= 1


_STRANGER = "Sign in first."


def is_mistyped(scope: Scope) -> bool:
    """Whether a person asks for a page that there is not; programs ask for no HTML."""
    asks_for_page = "text/html" in Headers(scope=scope).get("accept", "")
    return asks_for_page and scope.get("method") == "GET" and bool(_ONE_WORD.fullmatch(scope["path"]))


def to_sign_in(scope: Scope) -> Response:
    """To the page for signing in, which leads back to where one wanted to go."""
    target = _with_query(scope["path"], scope)
    address = f"{SIGN_IN}?{urlencode({'next': target[:2000]})}"
    return RedirectResponse(address, 303, {"cache-control": "no-store"})


def _to(path: str, scope: Scope) -> Response:
    """To another address of ours, with what was chosen."""
    return RedirectResponse(_with_query(path, scope), 303, {"cache-control": "no-store"})


def _with_query(path: str, scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return path + (f"?{query}" if query else "")


def _said(status: int, sentence: str) -> Response:
    # "close": a refused upload is not worth reading to its end to reuse the connection.
    return PlainTextResponse(sentence + "\n", status, {"connection": "close", "cache-control": "no-store"})
