"""What explains a number: the records behind a sentence, both definitions across a change, the link to a definition."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from etl import clock
from tests.browser.browsing import PICTURES, address, opened, serving, wait
from tests.dashboard.indicators.own_definitions import entry, keep, version
from tests.dashboard.story import VISITS, clock_of, load

SHEET = "dialog.zs-sheet[open]"
DELEGATIONS = {"code": '"V1"', "facts": '"visits"', "measure": '"count"', "unit": '"count"', "cohort": '"begun"'}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Six visits a year known for ten days, two new ones; delegations are those to Hong Kong only since 2025."""
    folder, today = tmp_path_factory.mktemp("explained"), clock.today()
    before = today - timedelta(days=10)
    years = range(2022, 2027)
    old = [[f"{y}-{m}", f"{y}-{m:02}-03", "赴港" if m % 2 else "来访", "HKPC", 5] for y in years for m in range(1, 7)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOPERATION_DATA", str(folder))
        at = clock_of(patch)
        at(before.year, before.month, before.day, 9)
        load("old.csv", [VISITS, *old])
        at(today.year, today.month, today.day, 0)
        load("new.csv", [VISITS, *([f"N{n}", f"2026-07-0{n}", "赴港", "HKPC", 5] for n in (1, 2))])
        everything = version("2012-01-01", definition="不分方向", where="[]")
        narrow = version("2025-01-01", definition="只计赴港", where='[{ column = "direction", in = ["ZS_TO_HK"] }]')
        keep(entry(everything, narrow, id="delegations", **DELEGATIONS))
    with serving(folder) as base:
        yield base


def test_a_sentence_opens_its_records_from_the_keyboard(server, contexts):
    with opened(contexts["desk"], address(server, "overview", language="zh-Hans")) as (tab, seen):
        sentence = tab.locator("#week tbody tr").first.locator("button")
        sentence.focus()
        tab.keyboard.press("Enter")
        rows = tab.locator(f"{SHEET} tbody tr")
        expect(rows).to_have_count(2)
        expect(rows.first.locator("td").first).to_have_text("新增")
        # The page's first record has the keyboard: it opens where it came from.
        expect(rows.first.locator("button")).to_be_focused()
        tab.keyboard.press("Enter")
        expect(tab.locator(f"{SHEET} .zs-origin")).to_contain_text("new.csv")
        tab.keyboard.press("Escape")
        expect(tab.locator(SHEET)).to_have_count(0)
        assert seen.console == []


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_chart_across_a_change_shows_both(server, contexts, size):
    with opened(contexts[size], address(server, "visits", language="zh-Hans"), "visits") as (tab, seen):
        panel = tab.locator("#delegations-time")
        expect(panel.locator(".zs-subtitle").first).to_contain_text("虚线按口径1（至2024年）")
        panel.scroll_into_view_if_needed()
        panel.screenshot(path=PICTURES / f"definition-change-{size}.png")
        # Three years by the old definition; the line's name stands within the chart.
        assert panel.locator(".scatterlayer .trace").last.locator(".point").count() == 3
        frame, name = (panel.locator(where).bounding_box() for where in (".main-svg >> nth=0", "text=口径2 >> nth=-1"))
        assert frame["x"] <= name["x"]
        assert name["x"] + name["width"] <= frame["x"] + frame["width"]
        panel.locator("[data-tool=definition]").click()
        sheet = tab.locator(SHEET)
        for said in ("不分方向", "只计赴港", "第 1 版，2012年1月1日起用", "第 2 版，2025年1月1日起用"):
            expect(sheet).to_contain_text(said)
        assert seen.console == []


def test_a_link_leads_to_a_definition(server, contexts):
    url = address(server, "definitions", language="zh-Hans") + "#talent_net"
    with opened(contexts["desk"], url, "definitions") as (tab, seen):
        row = tab.locator("tr#talent_net")
        expect(row).to_be_in_viewport()
        expect(row).to_contain_class("zs-named")
        # From there to another one, as a result of the search does: nothing is loaded anew.
        tab.get_by_role("combobox").first.fill("交流人次")
        tab.locator(".zs-search [role=option]").first.click()
        tab.wait_for_url("**#participants")
        wait(tab)
        expect(tab.locator("tr#participants")).to_be_in_viewport()
        expect(tab.locator("tr.zs-named")).to_have_count(1)
        assert seen.console == []
