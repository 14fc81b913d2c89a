"""Ready or nothing: a page is shot only when it is completely drawn, and what stands on it is what the numbers are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.export.shooting.browser import Error, Late, Page

PATIENCE = 60  # seconds, where nobody says otherwise


@dataclass
class Heard:
    """What the browser said while a page was drawn."""

    console: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def listen(self, tab: Page) -> None:
        """Begins to note errors of the console, of scripts and of requests."""
        tab.on("console", lambda said: self.console.append(_plain(said.text)[:200]) if said.type == "error" else None)
        tab.on("pageerror", lambda error: self.console.append(_plain(str(error))[:200]))
        tab.on("requestfailed", lambda request: self.failed.append(request.url[:200]))

    def forget(self) -> None:
        """Another page is opened."""
        self.console.clear()
        self.failed.clear()


class NotReady(Exception):
    """A page that must not be shown, with the reasons in one line."""


@cache
def script(name: str = "readiness.js") -> str:
    """A file of this folder that is put into pages."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def wait(tab: Page, patience: int = PATIENCE, then: str = "() => {}") -> None:
    """Until the page is completely drawn and stands still; once drawn, `then` is done in it.

    Raises `NotReady` after `patience` seconds.
    """
    try:
        handle = tab.wait_for_function(f"{script()}.ready()", polling=50, timeout=patience * 1000)
        if handle.json_value() != "ready":
            raise NotReady(f"the page says: {tab.locator('[role=alert]').first.inner_text()[:200]}")
        tab.evaluate(then)
        tab.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        # Charts measure themselves once more after the fonts.
        tab.wait_for_function(f"{script()}.still()", polling=50, timeout=patience * 1000)
    except Late as error:
        raise NotReady(f"not drawn within {patience} seconds") from error
    except Error as error:
        raise NotReady(str(error).splitlines()[0][:200]) from error


def still(tab: Page, heard: Heard) -> list[str]:
    """What went wrong until the page was shot: a connection that was lost, an error, a letter that no font has."""
    said = [] if tab.evaluate(f"{script()}.ready()") == "ready" else ["it changed while it was shot"]
    if squares := tab.evaluate(script("squares.js")):
        said.append(f"no font has {' '.join(squares[:12])}")
    return said + _said(heard)


def _said(heard: Heard) -> list[str]:
    return [f"console: {line}" for line in heard.console] + [f"request failed: {url}" for url in heard.failed]


def seen(tab: Page) -> dict[str, Any]:
    """What stands on the page: heading, cards, panels with what they were given and what is drawn."""
    found: dict[str, Any] = tab.evaluate(f"{script()}.seen()")
    return found


def faults(
    found: Mapping[str, Any], heard: Heard, cards: Mapping[str, str], panels: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Why the page must not be shown; `cards` are the figures as they must stand there, by indicator.

    `panels` are what each panel must have been given, by its key: `export.computed` makes them.
    """
    said = _said(heard)
    shown = {card["indicator"]: _plain(card["text"]) for card in found["cards"]}
    said += [
        f"card {indicator} shows {shown.get(indicator)!r} and must show {_plain(figure)!r}"
        for indicator, figure in cards.items()
        if not shown.get(indicator, "").startswith(_plain(figure))
    ]
    if not found["panels"]:
        said.append("no panel")
    drawn = {panel["key"] for panel in found["panels"]}
    said += [f"panel {key}: it is not there" for key in panels if key not in drawn]
    for panel in found["panels"]:
        said += [f"panel {panel['key']}: {fault}" for fault in _panel_faults(panel, panels.get(panel["key"]))]
    return said


def _panel_faults(panel: Mapping[str, Any], computed: Mapping[str, Any] | None) -> list[str]:
    """What is wrong with a panel: that it was given something else than the warehouse has, or that it shows less."""
    if not computed or panel["stamp"] != computed["stamp"]:
        return ["it was given other numbers than the warehouse has"]
    view = computed["view"]
    if not panel["text"].strip() or min(panel["box"][2:]) < 1:
        return ["it is blank"]
    if panel["value"] != view["value"]:
        return [f"it shows {panel['value']!r} and must show {view['value']!r}"]
    if not view["figure"]:
        rows = ["".join(row).split() for row in view["table"]["rows"]]
        return [] if [text.split() for text in panel["rows"]] == rows else ["its table shows other rows"]
    if not panel["hasChart"]:
        return ["its chart is not drawn"]
    given = _data(view["figure"]["data"])
    if given != _data(json.loads(panel["drawn"])):
        return ["its chart shows other data than it was given"]
    if any(_has_values(trace) for trace in given) and not panel["marks"]:
        return ["its chart has data and no mark"]
    return []


DRAWN = ("x", "y", "z", "values", "labels", "node", "link", "text", "base")


def _data(traces: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The traces' data, without what is not there."""
    return [{name: trace[name] for name in DRAWN if trace.get(name) is not None} for trace in traces]


def _has_values(trace: Mapping[str, Any]) -> bool:
    values = trace.get("z") or trace.get("values") or trace.get("x") or ()
    return bool(values)


def _plain(text: str) -> str:
    return " ".join(text.split())
