"""What is refused before Streamlit sees a byte: foreign hosts and origins, uploads, inner addresses."""

from collections.abc import Callable, Collection

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

STREAM = "/_stcore/stream"
UPLOAD = "/_stcore/upload_file"
# All else that Streamlit has below /_stcore is closed: metrics, agent API, script health check, what versions add.
OPEN_INSIDE = ("/_stcore/health", "/_stcore/host-config", "/_stcore/bidi-components/")


class Guard:
    """Pass on what the dashboard's own pages need and answer everything else at once, without reading its body."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], may_upload: Callable[[Scope], bool]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.may_upload = may_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = self.refusal(scope)
        if refusal is None:
            await self.app(scope, receive, send)
        else:
            # "close": a refused upload is not worth reading to its end to reuse the connection.
            status, sentence = refusal
            response = PlainTextResponse(sentence + "\n", status, {"connection": "close", "cache-control": "no-store"})
            await response(scope, receive, send)

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """The status and the sentence to answer with, or None when the request may pass."""
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if host not in self.hosts or len(headers.getlist("host")) > 1:
            return 421, "This server does not answer under that host name. Use the address it printed when it started."
        # Streamlit lets any page on localhost in, and calls an outside service to learn its own address when it meets
        # an origin it does not know. Our pages only talk to the host they came from, so the comparison is exact.
        if headers.get("origin", f"http://{host}").lower() not in (f"http://{host}", f"https://{host}"):
            return 403, "Requests from pages of other addresses are refused."
        return self.refused_path(scope)

    def refused_path(self, scope: Scope) -> tuple[int, str] | None:
        path: str = scope["path"]
        if scope["type"] == "websocket":
            return None if path == STREAM else (404, "There is nothing here.")
        if path == UPLOAD or path.startswith(UPLOAD + "/"):
            return None if self.may_upload(scope) else (403, "Only analysts may upload workbooks.")
        is_inside = path == "/_stcore" or path.startswith("/_stcore/")
        if path == "/openapi.json" or (is_inside and not path.startswith(OPEN_INSIDE)):
            return 404, "There is nothing here."
        return None
