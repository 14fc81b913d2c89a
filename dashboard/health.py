"""`/healthz`: what a monitor wants to know, as JSON; to strangers from elsewhere no more than that the server is up."""

import shutil
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from dashboard import warehouse
from dashboard.access.cookies import is_by_proxy, is_from_here
from dashboard.access.identity import identity_of
from dashboard.export.schedule.alarm import standing
from etl.errors import CooperationError
from etl.places import data_folder
from etl.warehouse import open_warehouse


def healthz(request: Request) -> Response:
    """The warehouse's version, the free disk in bytes and, with a schedule, whether the export that is due is out.

    503 when the warehouse cannot be read.

    For those who are signed in, and for monitors on this machine; others read "ok".

    Not asynchronous on purpose: it reads files, so it belongs in a thread and not on the event loop.
    """
    is_ours = is_from_here(request.scope) and not is_by_proxy(request.scope)
    if not is_ours and identity_of(request.scope) is None:
        return PlainTextResponse("ok", headers={"cache-control": "no-store"})
    folder = data_folder()
    answer: dict[str, Any] = {
        "version": None,
        "data_as_of": None,
        "loads": 0,
        "free_disk": shutil.disk_usage(folder if folder.is_dir() else folder.anchor).free,
    }
    try:
        status, answer = 200, answer | newest()
    except CooperationError:
        status, answer["loads"] = 503, None
    # A late export is the office's alarm and no fault of the server.
    with suppress(CooperationError, OSError):
        if export := standing():
            answer["export"] = export
    return JSONResponse(answer, status, {"cache-control": "no-store"})


def newest() -> dict[str, Any]:
    """What is in the newest version; nothing when no workbook was ever loaded, which is no fault."""
    if not open_warehouse().has_versions():
        return {}
    version = warehouse.current()
    as_of = version.data_as_of
    return {"version": version.name, "data_as_of": as_of.isoformat() if as_of else None, "loads": version.loads}
