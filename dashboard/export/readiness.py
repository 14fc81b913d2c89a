"""Ready or nothing: a page is shot only when it is completely drawn, and what stands on it is what the numbers are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.export.browser import Error, Late, Page

PATIENCE = 60_000  # milliseconds


@dataclass
class Heard:
    """What the browser said while a page was drawn."""

    console: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def listen(self, tab: Page) -> None:
        """Begins to note errors of the console, of scripts and of requests."""
        tab.on("console", lambda said: self.console.append(said.text[:200]) if said.type == "error" else None)
        tab.on("pageerror", lambda error: self.console.append(str(error)[:200]))
        tab.on("requestfailed", lambda request: self.failed.append(request.url[:200]))

    def forget(self) -> None:
        """Another page is opened."""
        self.console.clear()
        self.failed.clear()


class NotReady(Exception):
    """A page that must not be shown, with the reasons in one line."""


@cache
def _script() -> str:
    return Path(__file__).with_name("readiness.js").read_text(encoding="utf-8")


def wait(tab: Page) -> None:
    """Until the page is completely drawn and stands still. Raises `NotReady`."""
    try:
        handle = tab.wait_for_function(f"{_script()}.ready()", polling=50, timeout=PATIENCE)
        if handle.json_value() != "ready":
            raise NotReady(f"the page says: {tab.locator('[role=alert]').first.inner_text()[:200]}")
        tab.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        # Charts measure themselves once more after the fonts.
        tab.wait_for_function(f"{_script()}.ready()", polling=50, timeout=PATIENCE)
    except Late as error:
        raise NotReady(f"not drawn within {PATIENCE // 1000} seconds") from error
    except Error as error:
        raise NotReady(str(error).splitlines()[0][:200]) from error


def seen(tab: Page) -> dict[str, Any]:
    """What stands on the page: heading, cards, panels with what they were given and what is drawn."""
    found: dict[str, Any] = tab.evaluate(f"{_script()}.seen()")
    return found


def faults(found: Mapping[str, Any], heard: Heard, cards: Mapping[str, str]) -> list[str]:
    """Why the page must not be shown; `cards` are the figures as they must stand there, by indicator."""
    said = [f"console: {line}" for line in heard.console] + [f"request failed: {url}" for url in heard.failed]
    shown = {card["indicator"]: _plain(card["text"]) for card in found["cards"]}
    said += [
        f"card {indicator} shows {shown.get(indicator)!r} and must show {_plain(figure)!r}"
        for indicator, figure in cards.items()
        if not shown.get(indicator, "").startswith(_plain(figure))
    ]
    if not found["panels"]:
        said.append("no panel")
    for panel in found["panels"]:
        said += [f"panel {panel['key']}: {fault}" for fault in _panel_faults(panel)]
    return said


def _panel_faults(panel: Mapping[str, Any]) -> list[str]:
    view = panel["view"]
    if not view:
        return ["nothing was given to it"]
    if not panel["text"].strip() or min(panel["box"][2:]) < 1:
        return ["it is blank"]
    if not view["figure"]:
        rows = len(view["table"]["rows"])
        return [] if panel["rows"] >= rows else [f"{panel['rows']} of {rows} rows are drawn"]
    if not panel["hasChart"]:
        return ["its chart is not drawn"]
    given = [{name: trace.get(name) for name in DRAWN} for trace in view["figure"]["data"]]
    if _same(given) != _same(json.loads(panel["drawn"])):
        return ["its chart shows other data than it was given"]
    if any(_has_values(trace) for trace in given) and not panel["marks"]:
        return ["its chart has data and no mark"]
    return []


DRAWN = ("x", "y", "z", "values", "labels", "node", "link", "text", "base")


def _same(traces: Sequence[Mapping[str, Any]]) -> str:
    """The traces' data as one text, without what is not there."""
    said = [{name: value for name, value in trace.items() if value is not None} for trace in traces]
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _has_values(trace: Mapping[str, Any]) -> bool:
    values = trace.get("z") or trace.get("values") or trace.get("x") or ()
    return bool(values)


def _plain(text: str) -> str:
    return " ".join(text.split())
