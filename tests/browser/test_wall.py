"""The screen on a wall: dark, without scrolling, page after page, and never in need of a hand."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import parse_qs, urlparse

import pytest

from dashboard.navigation import PAGES
from dashboard.wall import WALLS
from etl.places import ROOT, SAMPLES
from tests.browser.browsing import PATIENCE, PICTURES, address, opened, wait
from tests.conftest import build_workbook
from tests.pages.warehouses import make_warehouse

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
# From three metres: 12 px at arm's length are 19 there. English names of towns are too long for their tiles.
SMALLEST = {"zh-Hans": 19, "zh-Hant": 19, "en": 12}


class Server:
    """A server that can be killed and started again on the same port."""

    def __init__(self, data):
        self.data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.serve", "--port", str(self.port)],
            cwd=ROOT,
            env={**os.environ, "COOPERATION_DATA": str(self.data)},
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert any(self.base in line for line in self.process.stderr)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=20)


@contextmanager
def served(data):
    server = Server(data)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def shown(tab):
    return urlparse(tab.url).path


def until(tab, path):
    tab.wait_for_url(lambda url: urlparse(url).path == path, timeout=PATIENCE)
    wait(tab)


@pytest.mark.parametrize("page", WALLS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_fits_the_screen_and_is_read_from_afar(server, contexts, page, language):
    url = address(server, page, view="screen", language=language)
    with opened(contexts["desk"], url, page) as (tab, seen):
        main = tab.locator('[data-testid="stMain"]')
        size = main.evaluate("main => [main.scrollWidth, main.clientWidth, main.scrollHeight, main.clientHeight]")
        assert size[0] <= size[1] == 1920
        assert size[2] <= size[3] == 1080
        bottoms = main.evaluate(
            """main => [...main.querySelectorAll('.zs-box')].map(column =>
                Math.max(...[...column.querySelectorAll('.zs-panel')].map(e => e.getBoundingClientRect().bottom)))"""
        )
        assert len(bottoms) == 2
        assert abs(bottoms[0] - bottoms[1]) <= 2
        assert 1000 < bottoms[0] <= 1066
        small = main.evaluate(
            """(main, least) => { const found = [], walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
            for (let n = walker.nextNode(); n; n = walker.nextNode()) {
              const e = n.parentElement;
              if (n.textContent.trim() && e.getClientRects().length && !e.closest('style,script')
                  && parseFloat(getComputedStyle(e).fontSize) < least - 0.3) found.push(n.textContent.trim());
            } return found; }""",
            SMALLEST[language],
        )
        assert small == []
        # Dark whatever the browser prefers; nothing to press.
        ground = main.evaluate("main => getComputedStyle(main.closest('.stApp')).backgroundColor")
        assert max(int(part) for part in re.findall(r"\d+", ground)[:3]) < 60
        assert main.locator("button:visible, input:visible").count() == 0
        assert main.locator("a:visible").evaluate_all(
            "all => all.every(e => getComputedStyle(e).pointerEvents === 'none')"
        )
        assert tab.locator("html").get_attribute("lang") == language
        assert seen.console == []
        if language != "en":
            tab.screenshot(path=PICTURES / f"{page}-{language}-wall.png", animations="disabled")


def test_pages_take_turns(server, contexts):
    tab = contexts["desk"].new_page()
    try:
        tab.clock.install()
        tab.goto(address(server, "overview", view="screen", rotate="overview,towns,nonsense", town="南区街道"))
        wait(tab)
        assert tab.locator(".zs-wall i").count() == 2
        tab.clock.fast_forward(21_000)
        until(tab, "/towns")
        assert parse_qs(urlparse(tab.url).query)["town"] == ["南区街道"]
        tab.clock.fast_forward(21_000)
        until(tab, "/")
        # Held by a key, turned by keys.
        tab.keyboard.press("p")
        assert tab.locator(".zs-wall [role=status]").inner_text() == "已暂停"
        tab.clock.fast_forward(60_000)
        wait(tab)
        assert shown(tab) == "/"
        tab.keyboard.press("ArrowRight")
        until(tab, "/towns")
        tab.keyboard.press("ArrowLeft")
        until(tab, "/")
        tab.keyboard.press(" ")
        tab.clock.fast_forward(21_000)
        until(tab, "/towns")
    finally:
        tab.close()


def test_new_numbers_and_a_new_server_without_a_hand(tmp_path, contexts):
    samples = sorted(SAMPLES.glob("*.xlsx"))
    data = make_warehouse(tmp_path / "data", samples)
    tab = contexts["desk"].new_page()
    with served(data) as server:
        tab.goto(address(server.base, "visits", view="screen", rotate="visits"))
        wait(tab)
        before = tab.locator("h1").inner_text()
        # A version is published; nobody touches the screen.
        rows = [["日期", "方向", "会见机构", "人数"], ["2026-11-03", "赴港", "香港贸易发展局", 4]]
        subprocess.run(
            [sys.executable, "-m", "etl", "load", build_workbook(tmp_path / "more.xlsx", rows)],
            cwd=ROOT,
            env={**os.environ, "COOPERATION_DATA": str(data)},
            check=True,
            capture_output=True,
        )
        tab.wait_for_function(
            "before => document.querySelector('h1')?.innerText !== before", arg=before, timeout=PATIENCE
        )
        wait(tab)
        after = tab.locator("h1").inner_text()
        # The server is gone: the last page stays, and says so; so does one on a desk. Streamlit's English is not seen.
        desk = contexts["desk"].new_page()
        desk.goto(address(server.base, "visits", language="zh-Hant"))
        wait(desk)
        tab.evaluate("window.before = true")
        server.kill()
        tab.wait_for_selector(".zs-wall [role=status]", timeout=PATIENCE)
        assert tab.locator("h1").inner_text() == after
        desk.get_by_role("alert").wait_for(timeout=PATIENCE)
        assert desk.get_by_role("alert").inner_text() == "連線中斷，恢復後自動繼續"
        for page in (tab, desk):
            page.wait_for_timeout(6000)
            assert page.locator('[data-testid="stDialog"]:visible').count() == 0
        server.start()
        tab.wait_for_function("!window.before", timeout=PATIENCE)
        wait(tab)
        assert tab.locator("h1").inner_text() == after
        assert tab.locator(".zs-wall [role=status]").count() == 0
        desk.get_by_role("alert").wait_for(state="hidden", timeout=PATIENCE)
        wait(desk)
        desk.get_by_role("link", name="人才流動").click()
        desk.wait_for_url("**/talent*", timeout=PATIENCE)
        wait(desk)
    for page in (tab, desk):
        page.close()


def test_an_address_that_no_page_has_leads_to_the_overview(server, contexts):
    tab = contexts["desk"].new_page()
    try:
        tab.goto(f"{server}/nonsense?town=%E5%8D%97%E5%8C%BA%E8%A1%97%E9%81%93&language=zh-Hans")
        tab.get_by_role("link", name="交流互访").click(timeout=PATIENCE)
        tab.wait_for_url("**/visits*", timeout=PATIENCE)
        wait(tab)
        assert tab.locator(".zs-chip[data-chip=town]").count() == 1
        assert tab.locator('[data-testid="stDialog"]:visible').count() == 0
    finally:
        tab.close()


def test_every_page_but_the_definitions_has_a_wall():
    assert set(WALLS) == {page for _, page, action in PAGES if action == "view"} - {"definitions"}
