"""The addresses behind the page `exports`: the archive of weeks, their files, two weeks compared, one made now."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import FileResponse, Response
from starlette.routing import Route

from dashboard.access.identity import Identity
from dashboard.export.kept.folder import RUNNING, exports_folder
from dashboard.export.kept.frozen import FOLDER
from dashboard.export.kept.turn import holder
from dashboard.export.kept.week import week_of
from dashboard.export.shots.shot import FORMATS
from dashboard.export.shots.shots import shot_list, shots
from dashboard.stewardship import export_archive, export_delivery, export_run, export_shots
from dashboard.stewardship.attachment import attachment
from dashboard.stewardship.endpoint import Refused, route
from dashboard.text import LANGUAGES, t
from etl import clock
from etl.errors import CooperationError
from etl.messages import in_language

Values = Mapping[str, str]
Sent = Mapping[str, Any]
SINGLE_FORMATS = ("png", "pdf")


def _list(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """{"weeks", "run", "elsewhere", "formats", "languages", "chosen", "error"}: the archive, and what is being done."""
    error, chosen = "", []
    try:
        chosen = list(shot_list().languages)
    except CooperationError as broken:
        error = in_language(broken, language)
    run = export_run.last(identity.name)
    is_ours = run is not None and run["state"] == "running"
    return {
        "weeks": export_archive.weeks(language),
        "run": run,
        "elsewhere": "" if is_ours else holder(exports_folder() / RUNNING),
        "formats": list(FORMATS),
        "languages": [{"value": name, "words": t(f"language.{name}", language)} for name in LANGUAGES],
        "chosen": chosen,
        "error": error,
    }


def _begin(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """This week, in the formats and languages that were chosen; all formats and the list's languages when none were."""
    formats = _chosen(sent, "formats", FORMATS, language) or list(FORMATS)
    languages = _chosen(sent, "languages", LANGUAGES, language) or list(shot_list().languages)
    frozen = exports_folder() / FOLDER / week_of(clock.today()).name
    listed = [shot for one in languages for shot in shots(one, frozen if frozen.is_dir() else None)]
    arguments = ["--format", ",".join(formats), "--language", ",".join(languages), f"--by={identity.name}"]
    is_begun = export_run.begin("week", identity.name, language, arguments, shots=len(listed))
    return _begun(is_begun, identity, language)


def _single(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """One shot of the list by itself, to take away."""
    name, form, spoken = (str(sent.get(field)) for field in ("name", "format", "language"))
    if form not in SINGLE_FORMATS or spoken not in LANGUAGES:
        raise Refused(400, t("error.sent", language))
    if name not in [shot.name for shot in shot_list().shots]:
        raise Refused(404, t("shots.unknown", language))
    out = f"{name}-{clock.today().isoformat()}.{form}"
    arguments = ["shot", name, export_run.OUT, "--language", spoken]
    return _begun(export_run.begin("shot", identity.name, language, arguments, shots=1, out=out), identity, language)


def _begun(is_begun: bool, identity: Identity, language: str) -> dict[str, Any]:
    if not is_begun:
        raise Refused(409, t("exports.busy", language))
    return {"run": export_run.last(identity.name)}


def _chosen(sent: Sent, field: str, known: tuple[str, ...], language: str) -> list[str]:
    found = sent.get(field, [])
    if not isinstance(found, list) or not set(map(str, found)) <= set(known):
        raise Refused(400, t("error.sent", language))
    return [one for one in known if one in found]


def _taken(identity: Identity, language: str, values: Values, sent: Sent) -> Response:
    """What was made for this person alone."""
    found = export_run.taken(identity.name)
    if found is None:
        raise Refused(404, t("exports.gone", language))
    return attachment(found, found.name)


def _file(identity: Identity, language: str, values: Values, sent: Sent) -> Response:
    """A file of a week to take away, or a picture of it to look at."""
    found = export_archive.file(values["week"], values.get("edition", ""), values["name"])
    if found is None or not found.is_file():
        raise Refused(404, t("exports.unknown", language))
    if found.suffix == ".png" and values.get("look"):
        return FileResponse(found, media_type="image/png", headers={"cache-control": "no-store"})
    return attachment(found, f"{values['week']}-{found.name}")


def _whole(identity: Identity, language: str, values: Values, sent: Sent) -> Response:
    """A week with all its files in one."""
    found = export_archive.whole(values["week"])
    if found is None:
        raise Refused(404, t("exports.unknown", language))
    return attachment(found, f"{values['week']}.zip", "application/zip")


def _compare(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """Each figure of the two weeks, its change, and the causes, from what the weeks were told from."""
    found = export_archive.compared(values.get("one", ""), values.get("other", ""), language)
    if found is None:
        raise Refused(404, t("exports.unknown", language))
    return found


ROUTES: list[Route] = [
    route("export", "GET", "exports", _list),
    route("export", "POST", "exports", _begin),
    route("export", "GET", "exports/compare", _compare),
    route("export", "POST", "exports/shot", _single),
    route("export", "GET", "exports/taken", _taken),
    *export_shots.ROUTES,
    *export_delivery.ROUTES,
    route("export", "GET", "exports/{week}.zip", _whole),
    route("export", "GET", "exports/{week}/{name}", _file),
]
