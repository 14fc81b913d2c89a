"""The addresses behind the page `loads`: what was loaded, what came of it, undo and redo."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from dashboard import warehouse
from dashboard.access.identity import Identity
from dashboard.stewardship import load_details
from dashboard.stewardship.attachment import attachment
from dashboard.stewardship.audit_list import audit_list
from dashboard.stewardship.endpoint import Handler, Refused, route
from dashboard.stewardship.load_change import CHANGES, effects_of_load
from dashboard.stewardship.load_rights import may_change, may_take, refusal
from dashboard.stewardship.row_words import moment
from dashboard.text import t
from etl.draft import connect
from etl.history.loads import how_many_loads, load, loads
from etl.places import received_folder

Values = Mapping[str, str]
Sent = Mapping[str, Any]
PAGE = 50


def _list(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """{"version", "number", "first", "loads"}: a page of the history, each load with what its reader may do."""
    version = warehouse.current()
    first = _number(values.get("first", "0"), language)
    with connect(version.path, read_only=True) as connection:
        found, number = loads(connection, first, PAGE), how_many_loads(connection)
    listed = [_told(identity, one, language) for one in found]
    return {"version": version.name, "number": number, "first": first, "loads": listed}


def _told(identity: Identity, one: Mapping[str, Any], language: str) -> dict[str, Any]:
    words = {"at_words": moment(one["at"], language), "undone_at_words": moment(one["undone_at"], language)}
    return {**one, **words, "may": {"change": may_change(identity, one), "take": may_take(identity, one)}}


def _details(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """The load with its problems, and the rows that it changed with what they said before."""
    found = _load(values, language)
    path = warehouse.current().path
    with connect(path, read_only=True) as connection:
        return {"load": _told(identity, found, language), **load_details.details(connection, found, language)}


def _effects(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """What the load did (`change=load`), or what undo or redo would do, to every indicator."""
    change = values.get("change", "")
    if change not in ("load", *CHANGES):
        raise Refused(400, t("error.sent", language))
    found, version = _load(values, language), warehouse.current()
    if change in CHANGES and not may_change(identity, found):
        raise Refused(403, refusal(identity, found, language))
    return {"version": version.name, "effects": effects_of_load(version, found, change, language)}


def _change(change: str) -> Handler:
    def handle(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, str]:
        """Does what was shown: of another version than the one shown, the effects may be others."""
        found = _load(values, language)
        if not may_change(identity, found):
            raise Refused(403, refusal(identity, found, language))
        if sent.get("version") != warehouse.current().name:
            raise Refused(409, t("loads.stale", language))
        return {"version": CHANGES[change].publish(found["id"], identity.name)}

    return handle


def _workbook(identity: Identity, language: str, values: Values, sent: Sent) -> Response:
    """The workbook as it came, byte for byte."""
    found = _taken(identity, language, values)
    return attachment(received_folder() / found["sha256"], found["workbook"])


def _repaired(identity: Identity, language: str, values: Values, sent: Sent) -> Response:
    """The workbook with every problem marked in it."""
    found = _taken(identity, language, values)
    return load_details.repaired(received_folder() / found["sha256"], found["workbook"], language)


def _taken(identity: Identity, language: str, values: Values) -> dict[str, Any]:
    found = _load(values, language)
    if not may_take(identity, found):
        raise Refused(403, t("access.refused", language))
    if not (received_folder() / found["sha256"]).is_file():
        raise Refused(404, t("loads.no_workbook", language))
    return found


def _load(values: Values, language: str) -> dict[str, Any]:
    with connect(warehouse.current().path, read_only=True) as connection:
        found = load(connection, _number(values["id"], language))
    if found is None:
        raise Refused(404, t("loads.unknown", language))
    return found


def _number(written: str, language: str) -> int:
    if not written.isascii() or not written.isdigit() or len(written) > 9:
        raise Refused(404, t("loads.unknown", language))
    return int(written)


ROUTES: list[Route] = [
    route("upload", "GET", "loads", _list),
    route("upload", "GET", "loads/{id}/changes", _details),
    route("upload", "GET", "loads/{id}/effects", _effects),
    route("upload", "GET", "loads/{id}/workbook", _workbook),
    route("upload", "GET", "loads/{id}/repaired", _repaired),
    *(route("upload", "POST", f"loads/{{id}}/{change}", _change(change)) for change in CHANGES),
    route("audit", "GET", "audit", audit_list),
]
