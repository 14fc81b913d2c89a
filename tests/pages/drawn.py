"""A page as AppTest drew it: heading, cards, panels, words."""

import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.navigation import PAGES
from etl.places import ROOT

SCRIPTS = {page: f"pages/{section}/{page}.py" for section, page in PAGES}
READY = "page-ready"


@dataclass
class Panel:
    """A framed panel: what it says, what it draws, how high it is."""

    title: str
    subtitle: str
    help: str
    source: str
    texts: list[str] = field(default_factory=list)
    charts: list[dict[str, Any]] = field(default_factory=list)
    tables: list[Any] = field(default_factory=list)

    @property
    def content(self) -> str:
        """All that is drawn between subtitle and source, to compare."""
        return json.dumps([self.texts, self.charts, self.tables], default=str, ensure_ascii=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing but words is drawn."""
        return not self.charts and not self.tables


class Drawn:
    """One run of one page."""

    def __init__(self, app: AppTest) -> None:
        self.app = app
        self.heading = next((m.value for m in app.markdown if m.value.startswith("# ")), "").removeprefix("# ")
        self.cards = {metric.label: metric for metric in app.metric}
        self.panels = list(_panels(app.main))
        self.is_ready = any(getattr(block.proto, "id", "").endswith(f"-{READY}") for block in _blocks(app.main))

    def words(self) -> list[str]:
        """Every text of the page's elements."""
        return [element.value for element in (*self.app.markdown, *self.app.error)]

    def badges(self) -> list[str]:
        """The texts in the page's header, after the heading."""
        return [m.value for m in self.app.markdown if ":orange-badge[" in m.value and not m.value.startswith("## ")]


def draw(page: str, *, language: str = "zh-Hans", **address: str | list[str]) -> Drawn:
    """Opens a page as the first thing that a fresh server is asked for."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["language"] = language
    for name, value in address.items():
        app.query_params[{"start": "from", "end": "to"}.get(name, name)] = value
    if page != "overview":
        app.switch_page(str(ROOT / SCRIPTS[page]))
    with warnings.catch_warnings():
        # AppTest runs without a server, and Streamlit warns of just that.
        return Drawn(app.run())


def _blocks(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield child
            yield from _blocks(child)


def _elements(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _elements(child)
        else:
            yield child


def _panels(main: Any) -> Iterator[Panel]:
    for block in _blocks(main):
        first = next(iter(block.children.values()), None)
        if first is None or first.type != "markdown" or not first.value.startswith("## "):
            continue
        head, *content, source = _elements(block)
        title, subtitle = head.value.removeprefix("## ").split("\n\n")
        panel = Panel(title, subtitle, head.proto.help, source.value)
        for element in content:
            if element.type == "plotly_chart":
                panel.charts.append(json.loads(element.proto.spec))
            elif element.type == "table":
                panel.tables.append(element.value.to_dict("records"))
            else:
                panel.texts.append(element.value)
        yield panel
