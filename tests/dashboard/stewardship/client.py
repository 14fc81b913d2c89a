"""Requests to the addresses below `/stewardship`, below the browser and below the guard."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette

from dashboard.access.identity import SCOPE_KEY, Identity
from dashboard.access.roles import Role
from dashboard.stewardship.routes import ROUTES

PARTNER = Identity("hkpc", Role.PARTNER, partner="香港生产力促进局")
VIEWER = Identity("chan", Role.VIEWER)
ANALYST = Identity("mei", Role.ANALYST)
OTHER = Identity("ken", Role.ANALYST)
PUBLISHER = Identity("ling", Role.PUBLISHER)
ADMIN = Identity("wong", Role.ADMIN)
ALONE = Identity("local", Role.ANALYST, is_alone=True)
app = Starlette(routes=ROUTES)


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def ask(
    method: str, path: str, sent: Any = None, *, who: Identity | None, language: str = "en", **query: str
) -> Answer:
    """One request with a JSON body."""
    body = b"" if sent is None else json.dumps(sent).encode()
    messages: list[dict[str, Any]] = [{"type": "http.request", "body": body}]
    got: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop(0)
        await asyncio.sleep(60)
        raise AssertionError

    async def send(message: Any) -> None:
        got.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": f"/stewardship/{path}",
        "headers": [],
        "query_string": urlencode({"language": language, **query}).encode(),
        SCOPE_KEY: who,
    }
    asyncio.run(app(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in got[0]["headers"]}
    return Answer(got[0]["status"], headers, b"".join(one.get("body", b"") for one in got[1:]))
