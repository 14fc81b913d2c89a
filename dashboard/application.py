"""The ASGI application: Streamlit behind the guard, with the dashboard's own addresses."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from streamlit.file_util import get_static_dir

from dashboard import component, incidents
from dashboard.guard import Guard
from dashboard.headers import StrictHeaders, content_security_policy
from dashboard.health import healthz
from dashboard.search.answer import search
from dashboard.shell import shell, shell_routes
from dashboard.static_files import StaticFiles
from dashboard.stewardship.routes import ROUTES
from dashboard.warm_up import keep_prepared, warm_session


def application(script: Path, hosts: Sequence[str], announce: Callable[[bool], None]) -> st.App:
    """`script` served to those who call it by one of `hosts`; `announce` hears when the first page is warm."""
    folder = Path(get_static_dir())
    page = shell(folder / "index.html")

    @contextlib.asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[None]:
        async def warm_and_announce() -> None:
            async with warm_session(hosts[0]) as stream:
                announce(stream is not None)
                if stream:
                    await keep_prepared(stream)
                await asyncio.Event().wait()

        # The server accepts nobody before this function has yielded: until then the page waits in the socket's queue.
        task = asyncio.create_task(warm_and_announce())
        yield
        task.cancel()

    return st.App(
        script,
        routes=[
            Route("/healthz", healthz),
            Route("/search", search),
            *ROUTES,
            Mount("/api", JSONResponse({"error": "not found"}, 404)),
            *shell_routes(page, script.parent / "pages"),
        ],
        middleware=[
            Middleware(StrictHeaders, policy=content_security_policy(page, hosts)),
            Middleware(Guard, hosts=hosts, may_upload=lambda scope: False),
            Middleware(StaticFiles, folder=folder, ours=component.addresses()),
        ],
        on_script_error=incidents.report,
        lifespan=lifespan,
    )
