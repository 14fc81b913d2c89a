"""Requests to an ASGI application without a server: what a browser or a forger sends, and what comes back."""

import asyncio
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Message

from dashboard.access import sign_in
from dashboard.access.authority import Authority
from dashboard.access.identity import identity_of
from dashboard.guard import Guard

HOST = "127.0.0.1:8501"
PAGES = ["/", "/visits", "/upload"]


@dataclass
class Answer:
    """Status, headers (lower case) and text; the cookies that it sets and those that it takes away."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass
class Browser:
    """Keeps cookies, as a browser does."""

    app: ASGIApp
    cookies: dict[str, str] = field(default_factory=dict)
    client: str = "127.0.0.1"

    def get(self, path: str, query: str = "", **headers: str) -> Answer:
        """A page."""
        return self.ask("GET", path, query, b"", headers)

    def post(self, path: str, sent: dict[str, str], **headers: str) -> Answer:
        """A form."""
        return self.ask("POST", path, "", urlencode(sent).encode(), headers)

    def ask(self, method: str, path: str, query: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Any request."""
        return asyncio.run(self._ask(method, path, query, body, headers))

    async def _ask(self, method: str, path: str, query: str, body: bytes, headers: dict[str, str]) -> Answer:
        sent: list[Message] = []
        bodies = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            return bodies.pop(0) if bodies else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {"host": HOST, "cookie": cookie, **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope: dict[str, Any] = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items()],
            "client": (self.client, 50000),
            "server": ("127.0.0.1", 8501),
        }
        await self.app(scope, receive, send)
        return self._answer(sent)

    def _answer(self, sent: list[Message]) -> Answer:
        headers = [(name.decode(), value.decode("latin-1")) for name, value in sent[0]["headers"]]
        answer = Answer(sent[0]["status"], dict(headers), b"".join(m.get("body", b"") for m in sent[1:]).decode())
        for name, value in headers:
            if name == "set-cookie":
                [morsel] = SimpleCookie(value).values()
                answer.cookies[morsel.key] = morsel.value
                answer.attributes[morsel.key] = value
                if morsel.value:
                    self.cookies[morsel.key] = morsel.value
                else:
                    self.cookies.pop(morsel.key, None)
        return answer


def guarded(authority: Authority | None = None, app: ASGIApp | None = None) -> Guard:
    """The addresses of signing in, and behind all others one that says who asked, as `app` sees it."""

    async def who(request: Request) -> JSONResponse:
        person = identity_of(request.scope)
        return JSONResponse(
            {
                "name": person and person.name,
                "role": person and person.role,
                "cookies": dict(request.cookies),
                "told": request.headers.getlist("x-cooperation-session"),
            }
        )

    inner = app or Router([*sign_in.ROUTES, Route("/{rest:path}", who, methods=["GET", "POST", "PUT", "DELETE"])])
    return Guard(inner, hosts=[HOST, "board.example"], pages=PAGES, authority=authority or Authority())
