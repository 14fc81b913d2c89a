"""The one door of the addresses below `/stewardship`: who may, what they sent, and what they get to hear."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard.access.identity import Identity, identity_of
from dashboard.access.rights import may
from dashboard.text import LANGUAGES, t
from etl.errors import CooperationError
from etl.messages import in_language

log = logging.getLogger(__name__)
BODY_LIMIT = 200_000  # bytes of JSON; workbooks come by a door of their own
_HEADERS = {"cache-control": "no-store"}


class Refused(CooperationError):
    """A request that its sender may not make, or that makes no sense; carries the HTTP status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


# Who asks, the language to answer in, the address's values, the JSON sent → what becomes JSON, or a response.
Handler = Callable[[Identity, str, Mapping[str, str], Mapping[str, Any]], Any]


def route(action: str, method: str, path: str, handle: Handler) -> Route:
    """A route below `/stewardship` for those who may do `action`."""
    return Route(f"/stewardship/{path}", endpoint(action, handle), methods=[method])


def endpoint(action: str, handle: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A route's endpoint: `handle` in a thread for those who may do `action`.

    `handle(identity, language, values, sent)`: `values` are the address's path and query values. A `CooperationError`
    becomes {"message"} with its status or 409, anything else one sentence with a number that finds the log line.
    """

    async def answer(request: Request) -> Response:
        language = language_of(request)
        identity = identity_of(request.scope)
        if identity is None or not may(identity, action):
            return said(401 if identity is None else 403, t("access.refused", language))
        try:
            sent = await _json(request, language)
            values = {**request.query_params, **request.path_params}
            result = await run_in_threadpool(handle, identity, language, values, sent)
        except Refused as error:
            return said(error.status, str(error))
        except CooperationError as error:
            return said(409, in_language(error, language))
        except Exception:
            number = secrets.token_hex(3)
            log.exception("incident %s: %s", number, request.scope["path"])
            return said(500, t("error.request", language, incident=number))
        return result if isinstance(result, Response) else JSONResponse(result, headers=_HEADERS)

    return answer


def language_of(request: Request) -> str:
    """The language that the address names, else Simplified Chinese."""
    asked = request.query_params.get("language", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def said(status: int, sentence: str) -> JSONResponse:
    """A refusal in one sentence."""
    return JSONResponse({"message": sentence}, status, _HEADERS)


async def _json(request: Request, language: str) -> Mapping[str, Any]:
    if request.method not in ("POST", "PUT", "DELETE"):
        return {}
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > BODY_LIMIT:
            raise Refused(413, t("error.sent", language))
    try:
        sent = orjson.loads(body or b"{}")
    except ValueError as error:
        raise Refused(400, t("error.sent", language)) from error
    if not isinstance(sent, dict):
        raise Refused(400, t("error.sent", language))
    return sent
