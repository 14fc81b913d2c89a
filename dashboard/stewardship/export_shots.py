"""The list of shots on the page of the exports: shown, changed with a sentence at each wrong field, given up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.routing import Route

from dashboard import warehouse
from dashboard.access.identity import Identity
from dashboard.export.shots.shot import FILE
from dashboard.export.shots.shot_list import chosen, difference, digest, give_up, is_own, keep, query_of
from dashboard.export.shots.shot_rules import CHOICES, LEADERS_PAGES, LIMITS, MOST, Fault, unknown_values
from dashboard.export.shots.shots import shot_list, understood
from dashboard.indicators.filters import Filters
from dashboard.reader import DIRECTIONS, Reader
from dashboard.stewardship.endpoint import Refused, route
from dashboard.stewardship.row_words import moment
from dashboard.text import LANGUAGES, t
from etl import audit, clock

Values = Mapping[str, str]
Sent = Mapping[str, Any]
_TABLES = {"sector": "sectors", "partner": "partners", "town": "towns", "stage": "stages"}
_SAID = {
    "name": "shots.bad_name",
    "taken": "shots.taken",
    "page": "shots.bad_page",
    "number": "shots.bad_number",
    "language": "shots.bad_language",
    "choice": "shots.bad_choice",
    "value": "shots.bad_value",
    "days": "shots.bad_days",
    "empty": "shots.nothing",
    "long": "shots.too_many",
    "nothing": "shots.none_in",
}


def _show(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """The list, who changed it, and all that can be chosen in it."""
    return told(language)


def _change(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """The list as it then is, or {"faults": [{"shot", "field", "message"}]}, and then nothing was changed."""
    stated = _stated(sent, language)
    faults: list[Fault] = []
    for number, entry in enumerate(stated["shot"]):
        query = entry.pop("query")
        try:
            asked = chosen(query)
        except ValueError:
            asked = {query.strip(): []}
        faults += [Fault(number, "query", "choice", name) for name in asked if name not in CHOICES]
        entry |= {name: given for name, given in asked.items() if name in CHOICES}
    before = shot_list()
    found, others = understood(stated)
    faults += [*others, *unknown_values(found.shots, _known(_reader(language)))]
    if faults:
        return {"faults": [_in_words(fault, language) for fault in faults]}
    now = replace(found, by=identity.name, at=clock.now())
    keep(now, str(sent.get("seen")))
    audit.record("edit", identity.name, FILE, **difference(before, now))
    return told(language)


def _give_up(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """Back to the list that comes with the software."""
    before = shot_list()
    give_up(str(sent.get("seen")))
    audit.record("edit", identity.name, FILE, shipped=True, **difference(before, shot_list()))
    return told(language)


def told(language: str) -> dict[str, Any]:
    """The list as the page shows and edits it."""
    seen, found, reader = digest(), shot_list(), _reader(language)
    return {
        "seen": seen,
        "is_own": is_own(),
        "changed": t("shots.changed", language, by=found.by, at=moment(found.at, language)) if found.by else "",
        "languages": list(found.languages),
        "shots": [
            {
                "name": shot.name,
                "page": shot.page,
                "query": query_of(shot),
                "width": shot.width,
                "height": shot.height,
                "scale": shot.scale,
                "languages": list(shot.languages),
            }
            for shot in found.shots
        ],
        "pages": [{"value": page, "words": t(f"page.{page}", language)} for page in LEADERS_PAGES],
        "all_languages": [{"value": name, "words": t(f"language.{name}", language)} for name in LANGUAGES],
        "choices": _choices(reader),
    }


def _stated(sent: Sent, language: str) -> dict[str, Any]:
    """What was sent in the shape of the list's file."""
    shots, languages = sent.get("shots"), sent.get("languages")
    if not isinstance(shots, list) or not _are_texts(languages):
        raise Refused(400, t("error.sent", language))
    for entry in shots:
        is_ours = isinstance(entry, dict) and _are_texts([entry.get(name) for name in ("name", "page", "query")])
        if not is_ours or not _are_texts(entry.get("languages")):
            raise Refused(400, t("error.sent", language))
    fields = ("name", "page", "query", "languages", *LIMITS)
    return {"languages": languages, "shot": [{name: entry.get(name) for name in fields} for entry in shots]}


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _in_words(fault: Fault, language: str) -> dict[str, Any]:
    least, most = LIMITS.get(fault.field, (0, MOST))
    name = fault.seen
    seen = t(f"language.{name}", language) if name in LANGUAGES else name
    words = t(_SAID[fault.rule], language, seen=seen, least=least, most=most)
    return {"shot": fault.shot, "field": fault.field, "message": words}


def _reader(language: str) -> Reader:
    return Reader(warehouse.current(), language, Filters(), "page", is_phone=False)


def _known(reader: Reader) -> dict[str, list[str]]:
    """Choice → the values that the warehouse knows."""
    return {choice: [row[choice] for row in reader.reference(table)] for choice, table in _TABLES.items()}


def _choices(reader: Reader) -> list[dict[str, Any]]:
    """Each filter by name with what can be chosen; days have no list."""
    known: dict[str, Sequence[str]] = {**_known(reader), "direction": DIRECTIONS}
    found = []
    for name in CHOICES:
        names = reader.choices("direction") if name == "direction" else None
        names = reader.names(_TABLES[name]) if name in _TABLES else names
        options = [{"value": value, "words": names(value)} for value in known.get(name, ())] if names else []
        found.append({"name": name, "words": reader.t(f"file.{name}"), "options": options})
    return found


ROUTES: list[Route] = [
    route("export", "GET", "exports/shots", _show),
    route("export", "POST", "exports/shots", _change),
    route("export", "DELETE", "exports/shots", _give_up),
]
