"""The addresses behind the page `exports`: the archive of weeks, their files, two weeks compared, one made now."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.responses import FileResponse, Response
from starlette.routing import Route

from dashboard import warehouse
from dashboard.access.identity import Identity
from dashboard.indicators.filters import Filters
from dashboard.reader import Reader
from dashboard.stewardship import export_archive, export_run
from dashboard.stewardship.attachment import attachment
from dashboard.stewardship.endpoint import Refused, route
from dashboard.text import t
from dashboard.text.sentences import CAUSE_WORDS
from dashboard.wording import unit_word, written
from etl import audit

Values = Mapping[str, str]
Sent = Mapping[str, Any]


def _list(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """{"weeks", "run"}: the archive, and how the export asked for last stands."""
    return {"weeks": export_archive.weeks(language), "run": export_run.last()}


def _begin(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    if not export_run.begin(identity.name):
        raise Refused(409, t("exports.busy", language))
    audit.record("export", identity.name, "exports")
    return {"run": export_run.last()}


def _file(identity: Identity, language: str, values: Values, sent: Sent) -> Response:
    """A file of a week to take away, or a picture of it to look at."""
    found = export_archive.file(values["week"], values.get("edition", ""), values["name"])
    if found is None or not found.is_file():
        raise Refused(404, t("exports.unknown", language))
    if found.suffix == ".png" and values.get("look"):
        return FileResponse(found, media_type="image/png", headers={"cache-control": "no-store"})
    return attachment(found, f"{values['week']}-{found.name}")


def _compare(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """Each figure of the two weeks, its change, and the causes that the kept rows tell."""
    named = sorted((values.get("one", ""), values.get("other", "")))
    found = [export_archive.manifest(week) for week in named]
    one, other = found
    if one is None or other is None:
        raise Refused(404, t("exports.unknown", language))
    days = date.fromisoformat(one["as_of"]), date.fromisoformat(other["as_of"])
    reader = Reader(warehouse.current(), language, Filters(as_of=days[1]), "page", is_phone=False)
    rows = [_compared(reader, each, days[0]) for each in export_archive.compared(one, other)]
    return {"one": one["week"], "other": other["week"], "rows": rows}


def _compared(reader: Reader, found: Mapping[str, Any], since: date) -> dict[str, str]:
    indicator, before, now = found["indicator"], found["before"], found["now"]
    difference = reader.difference(indicator, since)
    causes = [
        reader.t("exports.cause", cause=reader.t(CAUSE_WORDS[part.cause]), value=_signed(reader, indicator, part.value))
        for part in (difference.parts if difference else ())
        if part.value
    ]
    change = None if before is None or now is None else now - before
    return {
        "name": reader.t(f"indicator.{indicator}.name"),
        "unit": unit_word(reader, indicator),
        "before": written(reader, indicator, before),
        "now": written(reader, indicator, now),
        "change": "—" if change is None else _signed(reader, indicator, change),
        "cause": reader.t("phrase.pause").join(causes),
    }


def _signed(reader: Reader, indicator: str, value: float) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{written(reader, indicator, abs(value))}"


ROUTES: list[Route] = [
    route("export", "GET", "exports", _list),
    route("export", "POST", "exports", _begin),
    route("export", "GET", "exports/compare", _compare),
    route("export", "GET", "exports/{week}/{name}", _file),
]
