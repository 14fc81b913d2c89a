"""The page on paper: light, without controls, everything drawn whole, definitions at the end."""

import re
from itertools import pairwise

import pytest

from tests.browser.browsing import PAGES, PICTURES, address, opened

# A4 at 96 px an inch, less 10 mm on each side.
PAPER = {"upright": (718, 1047), "across": (1047, 718)}


@pytest.fixture(scope="module")
def context(browser):
    """Somebody who prefers the dark; paper is light all the same."""
    made = browser.new_context(
        viewport={"width": 1920, "height": 1080}, color_scheme="dark", reduced_motion="reduce", locale="zh-CN"
    )
    yield made
    made.close()


@pytest.fixture(params=PAGES)
def printed(request, server, context):
    """A page in view=print, with what was heard."""
    url = address(server, request.param, view="print", language="zh-Hans", **{"from": "2014-01-01"}, to="2026-12-31")
    with opened(context, url, request.param) as (tab, seen):
        yield request.param, tab
        assert seen.console == []


def test_a_printed_page(printed):
    page, tab = printed
    ground = tab.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert min(int(part) for part in re.findall(r"\d+", ground)[:3]) > 240
    assert tab.locator("html").get_attribute("lang") == "zh-Hans"
    # What is chosen stands there in words; nothing is there to press.
    assert "2014年1月1日至2026年12月31日" in tab.locator(".zs-paper").first.inner_text()
    assert tab.locator('[data-testid="stMain"]').locator("button:visible:not(table button), input:visible").count() == 0

    # Whole: as wide as an upright page, nothing scrolled inside, charts within their frames.
    box = tab.locator('[data-testid="stMainBlockContainer"]').bounding_box()
    assert box["width"] <= PAPER["upright"][0]
    hidden = tab.evaluate(
        """() => [...document.querySelectorAll('.zs-panel, .zs-panel .zs-scroll, .zs-body')]
            .filter(e => e.getClientRects().length)
            .filter(e => e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2)
            .map(e => e.className)"""
    )
    assert hidden == []
    for across in (False, True):
        check_paper(tab, page, across=across)

    # Every definition once, of all that is shown.
    names = tab.locator(".zs-paper dt").evaluate_all("all => all.map(e => e.firstChild.textContent)")
    assert len(names) == len(set(names))
    if page != "definitions":
        cards = tab.locator(".zs-card h2").all_inner_texts()
        assert {card.strip() for card in cards} <= set(names)
        assert len(names) >= 3


def check_paper(tab, page, *, across):
    """No panel that fits a page lies on two; none lies over another."""
    width, height = PAPER["across" if across else "upright"]
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": width, "height": height})
    try:
        boxes = tab.evaluate(
            """() => [...document.querySelectorAll('.zs-panel')].map(e => {
                const r = e.getBoundingClientRect(), style = getComputedStyle(e);
                return {top: r.top, bottom: r.bottom, inside: style.breakInside,
                  table: e.classList.contains('zs-listing')}; })"""
        )
        for one, other in pairwise(boxes):
            assert other["top"] >= one["bottom"]
        assert all(box["inside"] == "avoid" for box in boxes)
        assert all(box["bottom"] - box["top"] <= min(PAPER["across"]) for box in boxes if not box["table"])
        # What flexes is laid over what follows when a page breaks in it.
        flexing = tab.evaluate(
            """() => [...document.querySelectorAll('.zs-panel')].flatMap(panel => {
                const found = [];
                for (let e = panel.parentElement; e.dataset.testid !== 'stMainBlockContainer'; e = e.parentElement)
                  if (getComputedStyle(e).display === 'flex') found.push(e.dataset.testid || e.className);
                return found; })"""
        )
        assert flexing == []
        PICTURES.mkdir(exist_ok=True)
        pdf = tab.pdf(format="A4", landscape=across, print_background=True)
        (PICTURES / f"{page}-{'across' if across else 'upright'}.pdf").write_bytes(pdf)
        assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", pdf)) <= (40 if page == "definitions" else 14)
    finally:
        tab.emulate_media(media="screen")
        tab.set_viewport_size({"width": 1920, "height": 1080})
