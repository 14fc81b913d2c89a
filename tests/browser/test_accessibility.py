"""axe-core finds nothing serious on any page, light or dark, with a sheet open or not."""

from pathlib import Path

import pytest

from tests.browser.browsing import PAGES, address, opened

AXE = Path(__file__).parent / "axe" / "axe.min.js"
# Streamlit's own parts: what lies outside our components and cannot be set.
RUN = """async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })).violations
    .filter(found => ['serious', 'critical'].includes(found.impact))
    .map(found => [found.id, found.nodes.map(node => node.html.slice(0, 200))])"""


def findings(tab):
    # Through the debugger, since the page's own policy lets no foreign script in.
    tab.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    return tab.evaluate(RUN)


@pytest.mark.parametrize("page", PAGES)
def test_page(server, contexts, page):
    with opened(contexts["desk"], address(server, page, language="zh-Hans"), page) as (tab, _):
        assert findings(tab) == []


@pytest.mark.parametrize("page", ["overview", "partners"])
def test_page_in_the_dark(server, browser, page):
    context = browser.new_context(
        viewport={"width": 1920, "height": 1080}, color_scheme="dark", reduced_motion="reduce"
    )
    try:
        with opened(context, address(server, page, language="en"), page) as (tab, _):
            assert findings(tab) == []
    finally:
        context.close()


@pytest.mark.parametrize("tool", ["definition", "table", "rows", "download"])
def test_sheet(server, contexts, tool):
    with opened(contexts["desk"], address(server, "overview", language="zh-Hans")) as (tab, _):
        tab.locator(f"#sector-heat [data-tool={tool}]").click()
        tab.locator("dialog[open] :is(dd, tbody td, .zs-choice)").first.wait_for()
        assert findings(tab) == []
