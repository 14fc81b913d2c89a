"""Scripts and styles, Streamlit's and ours, from memory: as they are for this machine, compressed for others.

A page with charts needs 7.5 MB of them. Streamlit reads them from disk and sends them as they are to each new reader,
which costs more of the server than drawing the page. Compressed they are 2.3 MB, but unpacking takes a browser longer
than 5 MB more from its own machine.
"""

import asyncio
import gzip
import mimetypes
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.listener import is_loopback


class StaticFiles:
    """Answer for the scripts and styles under `folder`/static and for `ours`; pass everything else on.

    `ours` are addresses and files; like Streamlit's, each address holds a hash of what is found there.
    """

    def __init__(self, app: ASGIApp, *, folder: Path, ours: Mapping[str, Path] | None = None) -> None:
        self.app = app
        files = (file for file in folder.glob("static/*/*") if file.suffix in (".js", ".css"))
        self.files = {f"/{file.relative_to(folder).as_posix()}": file for file in files} | dict(ours or {})
        self.answers: dict[tuple[str, bool], Response] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path not in self.files or scope.get("method") != "GET":
            await self.app(scope, receive, send)
            return
        key = path, wants_compressed(scope)
        if key not in self.answers:
            # In a thread: compressing the largest takes a fifth of a second, and all other readers would wait for it.
            self.answers[key] = await asyncio.to_thread(read, self.files[path], is_compressed=key[1])
        await self.answers[key](scope, receive, send)


def wants_compressed(scope: Scope) -> bool:
    client = scope.get("client")
    is_elsewhere = client is not None and not is_loopback(client[0])
    return is_elsewhere and "gzip" in Headers(scope=scope).get("accept-encoding", "")


def read(file: Path, *, is_compressed: bool) -> Response:
    content = file.read_bytes()
    # The addresses hold a hash of the content, so a copy is good for ever: Streamlit says the same of its files.
    headers = {"cache-control": "public, immutable, max-age=31536000", "vary": "accept-encoding"}
    if is_compressed:
        content = gzip.compress(content, compresslevel=6, mtime=0)
        headers["content-encoding"] = "gzip"
    return Response(content, media_type=mimetypes.guess_type(file.name)[0], headers=headers)
