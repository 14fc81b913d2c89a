"""A page as it must be: computed beside the server, from the version that the week shows."""

import json
import logging
import time
import warnings
from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.access.authority import AUTHORITY
from dashboard.component import parts_of
from dashboard.export.shooting.expected import Expected, ShotRefused, View
from dashboard.export.shooting.figures import cards_as_written, reader_of, values_shown
from dashboard.export.shots.shot import Shot
from dashboard.indicators.registry import INDICATORS
from dashboard.navigation import PAGES
from etl.messages import message
from etl.places import ROOT

_SCRIPTS = {page: f"pages/{section}/{page}.py" for section, page, _ in PAGES}
PATIENCE = 60  # seconds
TRIES = 2
# Streamlit warns at every page that no server runs here.
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True


class PageFailed(Exception):
    """The page's program ended with an error."""


def expected_of(shot: Shot, language: str, as_of: date, *, is_printed: bool) -> Expected:
    """What the shot must show on the day. Raises `ShotRefused` when a page's program fails twice."""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(1)
        try:
            page = _view(shot, language, as_of, "page")
            paper = _view(shot, language, as_of, "print") if is_printed else None
            break
        except PageFailed as error:
            reason = str(error).splitlines()[0][:300]
    else:
        raise ShotRefused(message("shot_refused", page=shot.name, seen=reason))
    reader = reader_of(shot, language, as_of)
    return Expected(shot, language, page, paper, cards_as_written(reader, INDICATORS), values_shown(reader, INDICATORS))


def _view(shot: Shot, language: str, as_of: date, view: str) -> View:
    return View(shot.path(language, as_of.isoformat(), view), panels_of(shot, language, as_of, view))


def panels_of(shot: Shot, language: str, as_of: date, view: str) -> dict[str, dict[str, Any]]:
    """Key → what the browser must be given for each panel: `view` and `stamp`, as `dashboard.drawing` packs them.

    `view` is page or print. By a run of the page without server and browser, for a viewer. Raises `PageFailed`.
    """
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
    address = {**shot.choices, "language": (language,), "as_of": (as_of.isoformat(),), "view": (view,)}
    for name, values in address.items():
        app.query_params[name] = list(values)
    if shot.page != next(iter(_SCRIPTS)):
        app.switch_page(str(ROOT / _SCRIPTS[shot.page]))
    before, AUTHORITY.is_open = AUTHORITY.is_open, True
    try:
        with warnings.catch_warnings(action="ignore"):
            app.run()
    except RuntimeError as error:  # too late
        raise PageFailed(str(error)) from error
    finally:
        AUTHORITY.is_open = before
    if app.exception or app.error:
        raise PageFailed(next(iter(app.exception or app.error)).value)
    found = [element.proto for element in app.get("bidi_component")]
    panels = [json.loads(part.data) for proto in found for part in parts_of(proto.bytes) if part.name == "panel"]
    return {panel["view"]["key"]: panel for panel in panels}
