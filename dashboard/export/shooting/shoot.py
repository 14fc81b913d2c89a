"""Pages opened one after the other in one browser; a page that is not right is tried once more, then nothing is."""

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.export.shooting import picture
from dashboard.export.shooting.browser import BrowserContext, Error, Page, PdfMargins, ViewportSize
from dashboard.export.shooting.expected import Expected, ShotRefused, View
from dashboard.export.shooting.readiness import PATIENCE, Heard, NotReady, faults, script, seen, still, wait
from dashboard.export.shots.shot import Shot
from etl.messages import message

TRIES = 2
# A4 across at 96 px an inch, less the margins; below there is room for the line at the foot.
PAPER: ViewportSize = {"width": 1047, "height": 695}
MARGIN: PdfMargins = {"top": "10mm", "bottom": "16mm", "left": "10mm", "right": "10mm"}
# As the front end goes to an address; the mark of the page before must not be taken for that of the next.
GO = """address => {
  document.querySelectorAll('.st-key-page-ready').forEach(mark => mark.remove());
  history.pushState({}, '', address);
  dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}"""


@dataclass(frozen=True)
class Printed:
    """A page on paper, the lines of text on it, and the definitions of what it shows, which are printed elsewhere."""

    pdf: bytes = b""
    lines: tuple[str, ...] = ()
    definitions: tuple[tuple[str, str, str], ...] = ()  # name, version, words


@dataclass(frozen=True)
class Shown:
    """A page as it was shot: its picture, its printed form, what stood on it."""

    shot: Shot
    language: str
    address: str
    png: bytes
    heading: str
    text: str
    panels: tuple[dict[str, Any], ...]  # what each panel shows: the view of `dashboard.drawing`
    values: dict[str, Any]  # of the cards, by indicator
    printed: Printed = Printed()


class Camera:
    """A tab in which one page after the other is opened as a reader opens them, without loading everything anew."""

    def __init__(self, context: BrowserContext, base: str, patience: int = PATIENCE) -> None:
        self._context = context
        self._base = base
        self._patience = patience  # seconds for each page
        self._heard = Heard()
        self._tab: Page | None = None

    def shoot(self, expected: Expected) -> Shown:
        """The page, right. Raises `ShotRefused` with the reason."""
        reason = ""
        for attempt in range(TRIES):
            if attempt:
                time.sleep(1)
            try:
                return self._shoot(expected)
            except (NotReady, Error) as error:
                reason = str(error).splitlines()[0][:300]
                # A page that is never ready has often said why.
                reason = "; ".join([reason, *(line for line in self._heard.console[:1] if line not in reason)])
                self._close()
        raise ShotRefused(message("shot_refused", page=expected.shot.name, seen=reason))

    def _shoot(self, expected: Expected) -> Shown:
        shot, panels = expected.shot, expected.page.panels
        tab, found = self._open(expected, expected.page, {"width": shot.width, "height": shot.height}, "screen")
        height = max(shot.height, min(picture.HIGHEST, int(found["height"])))
        if height > shot.height:
            tab.set_viewport_size({"width": shot.width, "height": height})
            wait(tab, self._patience)
            found = seen(tab)
        png = picture.take(tab, shot.width, height, shot.scale)
        blank = picture.blank(png, found["panels"], shot.scale)
        _refuse([f"panel {key}: its picture is blank" for key in blank] + still(tab, self._heard))
        indicators = [card["indicator"] for card in found["cards"]]
        printed = self._print(expected, expected.paper) if expected.paper else Printed()
        return Shown(
            shot=shot,
            language=expected.language,
            address=expected.page.address,
            png=png,
            printed=printed,
            heading=found["heading"],
            text=found["text"],
            panels=tuple(panels[panel["key"]]["view"] for panel in found["panels"]),
            values={indicator: expected.values[indicator] for indicator in indicators},
        )

    def _print(self, expected: Expected, paper: View) -> Printed:
        """The page on paper, A4 across."""
        tab, found = self._open(expected, paper, PAPER, "print")
        if tab.evaluate(script("uncut.js")):
            wait(tab, self._patience)
        definitions = tuple((name, version, words) for name, version, words in found["definitions"])
        lines = tuple(tab.evaluate("document.body.innerText").splitlines())
        _give_back(self._context, tab)
        pdf = tab.pdf(format="A4", landscape=True, print_background=True, margin=MARGIN, tagged=True)
        _refuse(still(tab, self._heard))
        return Printed(pdf, lines, definitions)

    def _open(
        self, expected: Expected, view: View, size: ViewportSize, media: Literal["screen", "print"]
    ) -> tuple[Page, dict[str, Any]]:
        """The tab with the page completely drawn and nothing wrong on it, and what stands there."""
        tab, is_new = self._tab or self._context.new_page(), self._tab is None
        self._heard.forget()
        if is_new:
            self._tab = tab
            self._heard.listen(tab)
            # Before anything is drawn, so that every chart is measured once, on the paper that it is printed on.
            tab.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ {_style()} }})")
        tab.set_viewport_size(size)
        tab.emulate_media(media=media)
        if is_new or tab.url == self._base + view.address:
            # Going to where one is draws nothing anew.
            tab.goto(self._base + view.address, wait_until="commit")
        else:
            tab.evaluate(GO, view.address)
        wait(tab, self._patience, script("across.js") if media == "print" else "() => {}")
        found = seen(tab)
        cards = {card["indicator"]: expected.cards.get(card["indicator"], "?") for card in found["cards"]}
        said = faults(found, self._heard, cards, view.panels)
        if found["language"] != expected.language:
            said.append(f"the page is in {found['language']}")
        _refuse(said)
        return tab, found

    def _close(self) -> None:
        """What went wrong in a tab is not taken along."""
        if self._tab is not None:
            with suppress(Error):
                self._tab.close()
        self._tab = None


def _give_back(context: BrowserContext, tab: Page) -> None:
    """What the pages before left in the tab's memory: to print takes whole fonts, twice."""
    session = context.new_cdp_session(tab)
    try:
        session.send("HeapProfiler.collectGarbage")
        session.send("Memory.simulatePressureNotification", {"level": "critical"})
    finally:
        session.detach()


def _refuse(said: list[str]) -> None:
    if said:
        raise NotReady("; ".join(said)[:600])


def _style() -> str:
    """What puts our style for paper that lies across into a page."""
    made = f"Object.assign(document.createElement('style'), {{ textContent: `{script('across.css')}` }})"
    return f"document.head.append({made})"
