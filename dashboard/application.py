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
from dashboard.access import sign_in
from dashboard.access.authority import AUTHORITY
from dashboard.access.cookies import NAME
from dashboard.export.schedule.alarm import Alarm
from dashboard.guard import Guard
from dashboard.headers import StrictHeaders, content_security_policy
from dashboard.health import healthz
from dashboard.navigation import PAGES
from dashboard.script_path import hide_script_path
from dashboard.search.answer import search
from dashboard.shell import shell, shell_routes
from dashboard.static_files import StaticFiles
from dashboard.stewardship.routes import ROUTES
from dashboard.warm_up import keep_prepared, warm_session
from etl.intake import queue


def application(
    script: Path,
    hosts: Sequence[str],
    announce: Callable[[bool], None],
    own_token: str,
    stopped: Callable[[], None],
    proxied: Sequence[str] = (),
    *,
    prepares: bool = True,
) -> st.App:
    """`script` served to those who call it by one of `hosts`; `announce` hears when the first page is warm, `stopped`
    when the server stops.

    `own_token` is that of the server's own session, in which it draws pages ahead; `proxied` are those of the hosts
    under which a proxy passes on what came by https. Where it `prepares`, what readers may ask for next is drawn ahead,
    uploads are read and the alarm of the weekly export is on watch; else it only shows pages.
    """
    hide_script_path()
    folder = Path(get_static_dir())
    page = shell(folder / "index.html")

    @contextlib.asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[None]:
        async def warm_and_announce() -> None:
            async with warm_session(hosts[0], cookie=f"{NAME}={own_token}") as stream:
                announce(stream is not None)
                if stream and prepares:
                    await keep_prepared(stream)
                await asyncio.Event().wait()

        # The server accepts nobody before this function has yielded: until then the page waits in the socket's queue.
        task = asyncio.create_task(warm_and_announce())
        alarm = Alarm()
        if prepares:
            queue.start()
            alarm.start()
        yield
        task.cancel()
        stopped()
        if prepares:
            alarm.stop()
            await asyncio.to_thread(queue.stop)

    return st.App(
        script,
        routes=[
            Route("/healthz", healthz),
            Route("/search", search),
            *sign_in.ROUTES,
            *ROUTES,
            # What is not there is not there: Streamlit would answer with its page.
            *(Mount(below, JSONResponse({"error": "not found"}, 404)) for below in ("/stewardship", "/api")),
            *shell_routes(page, script.parent / "pages"),
        ],
        middleware=[
            Middleware(StrictHeaders, policy=content_security_policy(page, hosts, proxied)),
            Middleware(Guard, hosts=hosts, pages=page_addresses(), authority=AUTHORITY),
            Middleware(StaticFiles, folder=folder, ours=component.addresses()),
        ],
        on_script_error=incidents.report,
        lifespan=lifespan,
    )


def page_addresses() -> list[str]:
    """The address of every page; the first is at the root, and under its name too."""
    return ["/", *(f"/{page}" for _, page, _ in PAGES)]
