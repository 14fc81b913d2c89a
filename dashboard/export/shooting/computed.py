"""A page's panels as they must be: made in this process, beside the server, from the version that the week shows."""

import json
import logging
import warnings
from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.access.authority import AUTHORITY
from dashboard.export.shots.shots import Shot
from dashboard.navigation import PAGES
from etl.places import ROOT

_SCRIPTS = {page: f"pages/{section}/{page}.py" for section, page, _ in PAGES}
PATIENCE = 60  # seconds
# Streamlit warns at every page that no server runs here.
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True


class PageFailed(Exception):
    """The page's program ended with an error."""


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
    panels = [json.loads(proto.bytes) for proto in found if proto.component_name.endswith(".panel")]
    return {panel["view"]["key"]: panel for panel in panels}
