"""`/healthz`: what a monitor wants to know, as JSON."""

import shutil
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from dashboard import warehouse
from etl.errors import CooperationError
from etl.places import data_folder
from etl.warehouse import open_warehouse


def healthz(request: Request) -> JSONResponse:
    """The warehouse's version and the free disk in bytes; 503 when the warehouse cannot be read.

    Not asynchronous on purpose: it reads files, so it belongs in a thread and not on the event loop.
    """
    folder = data_folder()
    answer = {
        "version": None,
        "data_as_of": None,
        "loads": 0,
        "free_disk": shutil.disk_usage(folder if folder.is_dir() else folder.anchor).free,
    }
    try:
        status, answer = 200, answer | newest()
    except CooperationError:
        status, answer["loads"] = 503, None
    return JSONResponse(answer, status, {"cache-control": "no-store"})


def newest() -> dict[str, Any]:
    """What is in the newest version; nothing when no workbook was ever loaded, which is no fault."""
    if open_warehouse().is_empty():
        return {}
    version = warehouse.current()
    as_of = version.data_as_of
    return {"version": version.name, "data_as_of": as_of.isoformat() if as_of else None, "loads": version.loads}
