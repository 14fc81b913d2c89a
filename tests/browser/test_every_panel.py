"""Every panel of every page: finding, figure, change, chart, table, definition, source, files to take away, a link."""

import pytest

from tests.browser.browsing import LOOK, PAGES, address, opened

SHEET = "dialog.zs-sheet[open]"
PROFILES = {
    "partner": ("partners", {"partner": "香港贸易发展局"}),
    "two-partners": ("partners", {"partner": ["香港贸易发展局", "香港生产力促进局"]}),
    "sector": ("sectors", {"sector": "生物医药"}),
    "two-sectors": ("sectors", {"sector": ["生物医药", "跨境电商"]}),
    "town": ("towns", {"town": "南朗街道"}),
    "two-towns": ("towns", {"town": ["南朗街道", "三乡镇"]}),
    "quarter": ("visits", {"from": "2026-01-01", "to": "2026-03-31"}),
}
VIEWS = {**{page: (page, {}) for page in PAGES}, **PROFILES}
# Tables that are the panel themselves.
LISTS = {"week", "first", "visits", "matters", "batches", "schemes-table", "identity", "definitions"}
# What others published, or what stands for no one number: sentences, a history, a comparison of twelve, a directory.
WITHOUT_FIGURE = {
    "week",
    "timeline",
    "identity",
    "side-by-side",
    "definitions",
    "schemes-yearly",
    "schemes-table",
    "schemes-sectors",
}
# What is no number has no definition.
WITHOUT_DEFINITION = {"week", "identity", "definitions"}


def taken(tab, key, tool):
    """What the sheet holds that a panel's button opens."""
    tab.locator(f"#{key} [data-tool={tool}]").click()
    sheet = tab.locator(SHEET)
    held = {
        "formats": sheet.locator("[data-format]").evaluate_all("all => all.map(each => each.dataset.format)"),
        "rows": sheet.locator("tbody tr").count(),
        "definitions": sheet.locator("dd").all_inner_texts(),
    }
    tab.keyboard.press("Escape")
    return held


def link(tab, key):
    """The address that a panel's button copies."""
    tab.locator(f"#{key} [data-tool=link]").click()
    tab.locator(f"#{key} .zs-note").first.wait_for()
    return tab.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("view", VIEWS)
def test_panel(server, contexts, view):
    page, chosen = VIEWS[view]
    context = contexts["desk"]
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    with opened(context, address(server, page, language="zh-Hans", **chosen), page) as (tab, seen):
        panels = tab.evaluate(LOOK)["panels"]
        assert panels
        for panel in panels:
            key, tools = panel["key"], panel["tools"]
            assert panel["title"], key
            assert panel["subtitle"], key
            assert "2026年" in panel["source"], key
            assert bool(panel["value"]) == bool(panel["change"]) == (key not in WITHOUT_FIGURE), key
            # A chart says its message in words and has its numbers as a table; a table is both.
            assert bool(panel["chart"]) == (key not in LISTS), key
            assert "table" in tools if panel["chart"] else panel["rows"], key
            assert ("definition" in tools) == (key not in WITHOUT_DEFINITION), key
            if panel["chart"]:
                assert taken(tab, key, "table")["rows"], key
            if "definition" in tools:
                assert all(taken(tab, key, "definition")["definitions"]), key
            pictures = ["png", "svg"] if panel["chart"] else []
            assert taken(tab, key, "download")["formats"] == [*pictures, "xlsx", "csv"], key
            assert link(tab, key) == f"{tab.url}#{key}", key
        assert len({panel["key"] for panel in panels}) == len(panels)
        assert seen.console == []
