"""axe-core finds nothing serious on any page, light, dark or on a phone, with a sheet or the drawer open or not."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.browsing import PAGES, address, opened

AXE = Path(__file__).parent / "axe" / "axe.min.js"
RUN = """async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })).violations
    .filter(found => ['serious', 'critical'].includes(found.impact))
    .map(found => [found.id, found.nodes.map(node => node.html.slice(0, 200))])"""
PROFILES = [("partners", "partner", "香港贸易发展局"), ("sectors", "sector", "生物医药"), ("towns", "town", "南朗街道")]


@pytest.fixture(scope="module")
def dark(browser):
    """A reader who prefers dark pages."""
    context = browser.new_context(
        viewport={"width": 1920, "height": 1080}, color_scheme="dark", reduced_motion="reduce"
    )
    yield context
    context.close()


@pytest.fixture
def at(request, contexts, dark):
    """`at("desk")`: the context of a size, or the dark one."""
    return {**contexts, "dark": dark}.__getitem__


def findings(tab):
    # Through the debugger, since the page's own policy lets no foreign script in.
    tab.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    return tab.evaluate(RUN)


@pytest.mark.parametrize(("look", "language"), [("desk", "zh-Hans"), ("dark", "en"), ("phone", "zh-Hant")])
@pytest.mark.parametrize("page", PAGES)
def test_page(server, at, page, look, language):
    with opened(at(look), address(server, page, language=language), page) as (tab, _):
        assert findings(tab) == []


@pytest.mark.parametrize(("page", "dimension", "name"), PROFILES)
@pytest.mark.parametrize("look", ["desk", "dark"])
def test_profile(server, at, look, page, dimension, name):
    with opened(at(look), address(server, page, language="zh-Hans", **{dimension: name}), page) as (tab, _):
        assert findings(tab) == []


@pytest.mark.parametrize("look", ["desk", "dark", "phone"])
def test_drawer(server, at, look):
    with opened(at(look), address(server, "overview", language="zh-Hans", sector="生物医药")) as (tab, _):
        tab.locator(".zs-opener").click()
        expect(tab.locator(".zs-drawer")).to_be_visible()
        assert findings(tab) == []


@pytest.mark.parametrize("look", ["desk", "dark", "phone"])
@pytest.mark.parametrize("tool", ["definition", "table", "rows", "download"])
def test_sheet(server, at, look, tool):
    with opened(at(look), address(server, "overview", language="zh-Hans")) as (tab, _):
        tab.locator(f"#sector-heat [data-tool={tool}]").click()
        tab.locator("dialog[open] :is(dd, tbody td, .zs-choice)").first.wait_for()
        assert findings(tab) == []
