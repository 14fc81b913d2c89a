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
    """What came back; `read` is how many parts of the body were asked for."""

    status: int
    headers: dict[str, str]
    body: bytes
    read: int

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def message(self) -> str:
        """The sentence of a refusal."""
        text: str = self.json["message"]
        return text


def ask(
    method: str,
    path: str,
    sent: Any = None,
    *,
    who: Identity | None,
    parts: list[bytes] | None = None,
    length: str | None = None,
    is_gone: bool = False,
    is_stuck: bool = False,
    pause: float = 0.0,
    language: str = "en",
    **query: str,
) -> Answer:
    """One request. `parts` is a raw body; `length` its stated length; `is_gone`: the sender leaves after the
    parts; `is_stuck`: they send no more; `pause` is the time before each part, in seconds."""
    body = parts if parts is not None else [json.dumps(sent).encode()] if sent is not None else [b""]
    messages: list[dict[str, Any]] = [{"type": "http.request", "body": part, "more_body": True} for part in body]
    messages.append({"type": "http.disconnect"} if is_gone else {"type": "http.request", "body": b""})
    got: list[dict[str, Any]] = []
    read = 0

    async def receive() -> dict[str, Any]:
        nonlocal read
        read += 1
        await asyncio.sleep(pause)
        if read > len(messages) or (is_stuck and read == len(messages)):
            await asyncio.sleep(60)
        return messages[min(read, len(messages)) - 1]

    async def send(message: Any) -> None:
        got.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": f"/stewardship/{path}",
        "headers": [] if length is None else [(b"content-length", length.encode())],
        "query_string": urlencode({"language": language, **query}).encode(),
        SCOPE_KEY: who,
    }
    asyncio.run(app(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in got[0]["headers"]}
    return Answer(got[0]["status"], headers, b"".join(one.get("body", b"") for one in got[1:]), read)
