"""The door of workbooks: raw bytes, one file a request. Everything that can be known before a byte is read is checked
before it; the rest is counted while it streams to the disk."""

import asyncio
import logging
import secrets
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import IO

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from dashboard.access.identity import identity_of
from dashboard.access.rights import may
from dashboard.stewardship.endpoint import Refused, language_of, said
from dashboard.stewardship.upload_drafts import Draft, draft_of_ones_own, drafts
from dashboard.stewardship.upload_quota import Quota, Taken
from dashboard.text import t
from etl.errors import CooperationError, WorkbookRefused
from etl.limits import LIMITS
from etl.messages import in_language
from etl.places import data_folder
from etl.policy import POLICY

log = logging.getLogger(__name__)
CHUNK = 1_000_000  # bytes that are held in memory
PATIENCE = 30  # seconds without a byte
LEAST_SPEED = 20_000  # bytes a second, of the whole
AT_ONCE = 4  # uploads of one person that run at the same time
LONGEST_NAME = 255
_quota = Quota()
_running: Counter[str] = Counter()
_HEADERS = {"cache-control": "no-store"}


async def receive(request: Request) -> Response:
    """PUT of one workbook into a draft of one's own, `name` in the address: {"sha256", "name", "bytes"}."""
    language, identity = language_of(request), identity_of(request.scope)
    if identity is None or not may(identity, "upload"):
        return _last(said(401 if identity is None else 403, t("access.refused", language)))
    try:
        name = _name(request, language)
        size = _announced(request, language)
        draft = await run_in_threadpool(draft_of_ones_own, identity, request.path_params["id"], language)
        _check_room(draft, size, language)
        async with _turn(identity.name, size, language) as taken, _spool() as file:
            taken.size = await _stream(request, file, size, language)
            file.seek(0)
            blocks = iter(partial(file.read, CHUNK), b"")
            added = await run_in_threadpool(drafts().add, draft["id"], name, blocks, identity.name)
        return JSONResponse(added, headers=_HEADERS)
    except ClientDisconnect:
        return Response(status_code=400)  # nobody hears it
    except Refused as error:
        return _last(said(error.status, str(error)))
    except WorkbookRefused as error:
        return _last(said(422, in_language(error, language)))
    except CooperationError as error:
        return _last(said(409, in_language(error, language)))
    except Exception:
        number = secrets.token_hex(3)
        log.exception("incident %s: %s", number, request.scope["path"])
        return _last(said(500, t("error.request", language, incident=number)))


def _last(response: Response) -> Response:
    # What is refused is not worth reading to its end to reuse the connection.
    response.headers["connection"] = "close"
    return response


def _name(request: Request, language: str) -> str:
    name = request.query_params.get("name", "").strip()
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        raise Refused(400, t("upload.error_name", language, most=LONGEST_NAME))
    return name


def _announced(request: Request, language: str) -> int:
    """The size that the request says it has; of one that does not say, the largest that it may have."""
    said_length = request.headers.get("content-length")
    if said_length is None:
        return LIMITS.file_bytes
    if not said_length.isascii() or not said_length.isdigit():
        raise Refused(400, t("error.sent", language))
    if int(said_length) > LIMITS.file_bytes:
        raise _too_large(language)
    return int(said_length)


def _too_large(language: str) -> Refused:
    return Refused(413, t("upload.error_too_large", language, most=f"{LIMITS.file_bytes // 1_000_000:,}"))


def _check_room(draft: Draft, size: int, language: str) -> None:
    if draft["state"] != "open":
        raise Refused(409, t("upload.error_not_open", language))
    if len(draft["workbooks"]) >= POLICY.upload_files_at_once:
        raise Refused(409, t("upload.error_draft_full", language, most=POLICY.upload_files_at_once))
    # Twice: as it comes, and as it is kept.
    if shutil.disk_usage(_folder()).free - 2 * size < POLICY.least_free_disk:
        raise Refused(507, t("upload.error_disk", language))


@asynccontextmanager
async def _turn(name: str, size: int, language: str) -> AsyncIterator[Taken]:
    """One of a person's uploads: few at the same time, and no more in an hour than the policy says.

    A file that does not come counts as one that was tried; its bytes do not count.
    """
    if _running[name] >= AT_ONCE:
        raise Refused(429, t("upload.error_at_once", language, most=AT_ONCE))
    files, most_bytes = POLICY.upload_files_per_hour, POLICY.upload_bytes_per_hour
    taken = _quota.take(name, size, most_files=files, most_bytes=most_bytes)
    if taken is None:
        raise Refused(429, t("upload.error_hour", language, files=files, megabytes=f"{most_bytes // 1_000_000:,}"))
    _running[name] += 1
    try:
        yield taken
    except BaseException:
        taken.size = 0
        raise
    finally:
        _running[name] -= 1
        if not _running[name]:
            del _running[name]


@asynccontextmanager
async def _spool() -> AsyncIterator[IO[bytes]]:
    """A file on the data folder's disk that has no name: when the process ends, however it ends, it is gone."""
    with tempfile.TemporaryFile(dir=_folder()) as file:
        yield file


def _folder() -> Path:
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def _stream(request: Request, file: IO[bytes], size: int, language: str) -> int:
    """The body into the file, counted, since what a chunked request sends only counting tells; its bytes."""
    came = 0
    try:
        async with asyncio.timeout(PATIENCE + size / LEAST_SPEED) as whole:
            deadline = whole.when() or 0.0
            async for part in request.stream():
                came += len(part)
                if came > size:
                    raise _too_large(language)
                # In a thread: a disk that is busy must not keep all other readers waiting.
                await run_in_threadpool(file.write, part)
                whole.reschedule(min(deadline, asyncio.get_running_loop().time() + PATIENCE))
    except TimeoutError as error:
        raise Refused(408, t("upload.error_slow", language)) from error
    return came
