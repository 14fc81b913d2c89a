"""A page as AppTest drew it: heading, cards, panels, words."""

import json
import warnings
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.component import parts_of
from dashboard.layout import Part
from dashboard.navigation import PAGES
from etl.places import ROOT

FILES = {page: f"pages/{section}/{page}.py" for section, page, _ in PAGES}
# The pages of numbers.
SCRIPTS = {page: FILES[page] for _, page, action in PAGES if action == "view"}


class Panel:
    """A panel as the browser is told to draw it."""

    def __init__(self, view: dict[str, Any]) -> None:
        self.view = view
        self.title: str = view["title"]
        self.subtitle: str = view["subtitle"]
        self.example: str = view["example"]
        self.source: str = view["source"]
        self.empty: str = view["empty"]
        self.definitions: list[dict[str, str]] = view["definitions"]
        self.figure: dict[str, Any] | None = view["figure"]

    @property
    def rows(self) -> list[dict[str, str]]:
        """The table: the panel's own, or the one behind its chart."""
        table = self.view["table"]
        return [dict(zip(table["head"], cells, strict=True)) for cells in table["rows"]]

    @property
    def content(self) -> str:
        """All that is drawn between subtitle and source, to compare."""
        shown = [self.view[name] for name in ("value", "change", "figure", "table", "empty")]
        return json.dumps(shown, default=str, ensure_ascii=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing but a sentence is drawn."""
        return not self.figure and not self.rows


class Drawn:
    """One run of one page."""

    def __init__(self, app: AppTest) -> None:
        self.app = app
        # A page that fails at once has none.
        self.header = next(iter(components(app, "header")), {})
        self.heading: str = self.header.get("heading", "")
        self.cards = {card["name"]: card for strip in components(app, "cards") for card in strip["cards"]}
        self.panels = [Panel(data["view"]) for data in components(app, "panel")]
        self.is_ready = bool(components(app, "ready"))

    def badges(self) -> list[str]:
        """That something on the page is made up, where it is."""
        return [self.header["example"]] if self.header.get("example") else []


def components(app: AppTest, name: str) -> list[dict[str, Any]]:
    """The data of the page's own components of one name."""
    return [json.loads(part.data) for part in parts(app) if part.name == name]


def parts(app: AppTest) -> list[Part]:
    """Everything that stands on the page, in order."""
    return [part for element in app.get("bidi_component") for part in parts_of(element.proto.bytes)]


def draw(page: str, *, language: str = "zh-Hans", **address: str | list[str]) -> Drawn:
    """Opens a page as the first thing that a fresh server is asked for."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["language"] = language
    for name, value in address.items():
        app.query_params[{"start": "from", "end": "to"}.get(name, name)] = value
    if page != "overview":
        app.switch_page(str(ROOT / FILES[page]))
    with warnings.catch_warnings():
        # AppTest runs without a server, and Streamlit warns of just that.
        return Drawn(app.run())
