"""A page as a browser shows it: opened, waited for, and measured once."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import environ
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlparse

from playwright.sync_api import BrowserContext, Page

from dashboard.navigation import PAGES as MENU
from etl.places import ROOT

# What leaders read; the pages of analysts have tests of their own.
PAGES = tuple(page for _, page, action in MENU if action == "view")
PICTURES = Path(__file__).parent / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 60_000

READY = """() => {
  const all = s => [...document.querySelectorAll(s)], app = all('[data-testid="stApp"]')[0];
  if (all('[data-testid="stException"],[data-testid="stAlertContentError"]').length) return 'failed';
  const drawn = !!app && app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && !all('[data-testid="stSkeleton"],[data-testid="stSpinner"],[data-stale="true"]').length
    && all('.st-key-page-ready').length === 1
    && all('[class*="st-key-panel-"],.st-key-cards').every(e => e.querySelector('[data-drawn]'))
    && all('.zs-chart').every(e => e.querySelector('.main-svg'));
  return drawn && 'ready';
}"""

LOOK = r"""() => {
  const all = (s, from = document) => [...from.querySelectorAll(s)];
  const box = e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const seen = e => e.getClientRects().length > 0
    && e.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const icon = e => /Material/.test(getComputedStyle(e).fontFamily);
  const main = document.querySelector('[data-testid="stMain"]');
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement, text = node.textContent.trim();
    if (!text || parent.closest('script,style,noscript,svg') || !seen(parent) || icon(parent)) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    const r = range.getBoundingClientRect();
    texts.push({text, size: parseFloat(getComputedStyle(parent).fontSize), width: r.width,
      in_switch: !!parent.closest('.zs-languages'), in_cell: !!parent.closest('td')});
  }
  const charts = all('.js-plotly-plot').map(plot => ({
    frame: box(plot.querySelector('.main-svg')), outer: box(plot.closest('.zs-body')),
    panel: plot.closest('.zs-panel').id,
    texts: all('svg text', plot).filter(t => t.textContent.trim() && seen(t)).map(t => ({
      text: t.textContent, box: box(t), size: parseFloat(getComputedStyle(t).fontSize)})),
  }));
  const labels = all('[aria-label],[placeholder],[title],[alt]').filter(seen).flatMap(e =>
    ['aria-label', 'placeholder', 'title', 'alt'].filter(a => (e.getAttribute(a) || '').trim())
      .map(a => ({text: e.getAttribute(a), name: a, tag: e.tagName.toLowerCase(),
        in_switch: !!e.closest('.zs-languages'), test_id: (e.closest('[data-testid]') || e).dataset.testid || ''})));
  const cut = all('.zs-card *, .zs-panel > :is(header, p, footer), .zs-head *').filter(e => e instanceof HTMLElement &&
    e.scrollWidth > e.clientWidth + 1 && e.clientWidth && getComputedStyle(e).display !== 'inline'
    && e.textContent.trim())
    .map(e => e.textContent.trim());
  return {
    texts, charts, labels, cut,
    panels: all('.zs-panel').map(panel => {
      const part = selector => panel.querySelector(selector), words = e => e ? e.innerText.trim() : '';
      const chart = part('.zs-chart .main-svg') && part('.zs-chart');
      return {key: panel.id, title: words(part('h2')), subtitle: words(part('.zs-subtitle')),
        value: words(part('.zs-value b')), change: words(part('.zs-value b + span')), source: words(part('.zs-source')),
        chart: chart ? chart.getAttribute('aria-label') : '', rows: all('tbody tr', panel).length,
        tools: all('.zs-tools [data-tool]', panel).map(e => e.dataset.tool),
        frame: box(panel), head: all('h2, .zs-value', panel).map(box)};
    }),
    errors: all('[data-testid="stException"],[data-testid="stAlertContentError"]').map(e => e.textContent),
    cards: all('.zs-card').map(e => ['h2', '.zs-figure'].map(part => e.querySelector(part).innerText.trim())),
    document: [document.scrollingElement.scrollWidth, innerWidth],
    main: [main.scrollWidth, main.clientWidth, main.scrollHeight, main.clientHeight],
    columns: all('.zs-box').map(e => Math.max(...all('*', e)
      .filter(p => p.matches('.zs-panel')).map(p => box(p)[3]))),
    lang: document.documentElement.lang, heading: (document.querySelector('h1') || {innerText: ''}).innerText,
    body: document.body.innerText,
  };
}"""


@dataclass
class Seen:
    """What was measured on a page, and what was heard while it was drawn."""

    page: str
    url: str
    look: dict[str, Any]
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def cards(self) -> dict[str, str]:
        """Label → figure, on one line."""
        return {label: re.sub(r"\s+", " ", value) for label, value in self.look["cards"]}

    @property
    def foreign(self) -> list[str]:
        """Requests that left the server's machine."""
        local = ("127.0.0.1", None)
        return [url for url in self.requests if urlparse(url).hostname not in local or ":9/" in url]


def browser_path() -> str:
    """The system's Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "Chromium is not installed; install the packages chromium and fonts-noto-cjk"
    return found


@contextmanager
def serving(data: Path, *options: str) -> Iterator[str]:
    """A real server over a data folder; its address."""
    clean = {name: value for name, value in environ.items() if not name.startswith(("COOPERATION_", "STREAMLIT_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard.serve", "--port", "0", *options],
        cwd=ROOT,
        env=clean | {"COOPERATION_DATA": str(data)},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr
    lines = []
    try:
        for line in process.stderr:
            lines.append(line)
            if found := re.search(r"http://(\S+)", line):
                yield f"http://{found[1]}"
                break
        else:
            raise AssertionError("the server ended before it was ready: " + "".join(lines))
    finally:
        process.terminate()
        process.communicate(timeout=20)


def address(base: str, page: str, **parameters: str | list[str]) -> str:
    """The address of a page."""
    query = urlencode(parameters, doseq=True)
    return f"{base}/{'' if page == 'overview' else page}{'?' + query if query else ''}"


def wait(tab: Page) -> None:
    """Until the page is completely drawn; a page that failed is not waited for."""
    handle = tab.wait_for_function(READY, polling=50, timeout=PATIENCE)
    assert handle.json_value() == "ready", tab.locator("body").inner_text()
    tab.evaluate("document.fonts.ready.then(() => true)")
    # Charts measure themselves once more after the fonts; two frames later they stand still.
    tab.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    tab.wait_for_function(READY, polling=50, timeout=PATIENCE)


@contextmanager
def opened(context: BrowserContext, url: str, page: str = "overview") -> Iterator[tuple[Page, Seen]]:
    """A tab with the page completely drawn, and what was heard since."""
    tab = context.new_page()
    seen = Seen(page, url, {})
    tab.on("console", lambda message: seen.console.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: seen.console.append(str(error)))
    tab.on("request", lambda request: seen.requests.append(request.url))
    try:
        tab.goto(url, wait_until="commit")
        wait(tab)
        yield tab, seen
    finally:
        tab.close()


def see(context: BrowserContext, url: str, page: str, picture: str = "") -> Seen:
    """Opens a page, measures it, keeps a picture, closes it."""
    with opened(context, url, page) as (tab, seen):
        seen.look = tab.evaluate(LOOK)
        if picture:
            PICTURES.mkdir(exist_ok=True)
            tab.screenshot(path=PICTURES / f"{picture}.png", animations="disabled")
    return seen
