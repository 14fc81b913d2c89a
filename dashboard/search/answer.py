"""`/search`: what fits a query, as JSON. The only way to search, and so the place where the reader's rights count."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from dashboard import warehouse
from dashboard.access.identity import identity_of
from dashboard.access.rights import may
from dashboard.search.find import find
from dashboard.search.kinds import KINDS
from dashboard.search.query import parse
from dashboard.search.results import groups
from dashboard.text import LANGUAGES, t
from dashboard.text.format import count
from etl.errors import CooperationError

MOST_OF_A_KIND = 5
_HEADERS = {"cache-control": "no-store"}


def search(request: Request) -> JSONResponse:
    """`q` in `language`: `groups` as `dashboard.search.results.groups` gives them, and `said`, their number in words.

    503 when the warehouse cannot be read.

    Not asynchronous on purpose: it waits for the database, so it belongs in a thread and not on the event loop.
    """
    asked = request.query_params.get("language")
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    identity = identity_of(request.scope)
    if identity is None or not may(identity, "search"):
        return JSONResponse({"groups": [], "said": ""}, 403, _HEADERS)
    kinds = tuple(kind.name for kind in KINDS if identity.role.includes(kind.least))
    try:
        version = warehouse.current()
        hits = find(version, parse(request.query_params.get("q", "")), kinds, MOST_OF_A_KIND)
        found = groups(version.name, hits, language)
    except CooperationError:
        return JSONResponse({"groups": [], "said": ""}, 503, _HEADERS)
    number = sum(group["number"] for group in found)
    said = t("search.found", language, number=count(number, language)) if number else ""
    return JSONResponse({"groups": found, "said": said}, headers=_HEADERS)
