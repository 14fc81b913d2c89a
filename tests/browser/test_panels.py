"""What a reader does with a panel: pick a mark, see the page follow, come to the records and to the cell."""

import re
from urllib.parse import parse_qs, urlparse

import openpyxl
import pytest
from playwright.sync_api import expect

from etl.places import SAMPLES
from tests.browser.browsing import address, opened, wait

SHEET = "dialog.zs-sheet[open]"
# Every bar's place and size, as drawn.
BARS = "() => [...document.querySelectorAll('.zs-chart .point path')].map(bar => bar.getAttribute('d'))"


def chosen(tab):
    return parse_qs(urlparse(tab.url).query)


def settle(tab, **expected):
    """Until the address says what was picked and the page is drawn."""
    tab.wait_for_function(
        "wanted => Object.entries(wanted).every(([n, v]) => new URLSearchParams(location.search).get(n) === v)",
        arg=expected,
    )
    wait(tab)


def tile(tab, column, row):
    """The place of a tile of the map, 5 by 7 of them."""
    box = tab.locator("#town-map .nsewdrag").bounding_box()
    return box["x"] + box["width"] * (column + 0.5) / 5, box["y"] + box["height"] * (row + 0.5) / 7


@pytest.fixture
def tab(server, contexts):
    with opened(contexts["desk"], address(server, "overview", language="zh-Hans")) as (tab, seen):
        yield tab
        assert seen.console == []


def test_a_pick_filters_the_page_and_its_charts_stay(tab):
    """Nanlang's tile: the address, the chip and all panels follow; each chart is the same element as before."""
    tab.evaluate("""() => {
        window.kept = [...document.querySelectorAll('.zs-chart, .zs-chart .main-svg, #stage-way .point path')]; }""")
    before = tab.locator("#sector-heat h2").inner_text()
    tab.mouse.click(*tile(tab, 4, 3))
    settle(tab, town="南朗街道")
    assert tab.evaluate("window.kept.length > 12 && window.kept.every(part => part.isConnected)")
    assert tab.locator("#sector-heat h2").inner_text() != before
    followed = tab.evaluate(BARS)
    tab.reload(wait_until="commit")
    wait(tab)
    # What was moved there is what is drawn there at once.
    assert tab.evaluate(BARS) == followed


def test_clicks_faster_than_the_page_leave_it_right(server, contexts):
    """Tiles picked one after another while the first drawing may still go on: the last one counts, everywhere."""
    with opened(contexts["desk"], address(server, "overview", language="zh-Hans")) as (tab, seen):
        for column, row in ((4, 3), (4, 2), (2, 3), (4, 2)):
            tab.mouse.click(*tile(tab, column, row))
            tab.wait_for_timeout(60)
        settle(tab, town="中山港街道")
        followed = tab.evaluate(BARS), tab.locator(".zs-panel h2").all_inner_texts()
        tab.reload(wait_until="commit")
        wait(tab)
        assert (tab.evaluate(BARS), tab.locator(".zs-panel h2").all_inner_texts()) == followed
        assert seen.console == []


def test_from_a_mark_to_the_cell(tab):
    """A pick, the same pick again for the records, a record for its origin: the cells hold what is said."""
    place = tile(tab, 4, 3)
    tab.mouse.click(*place)
    settle(tab, town="南朗街道")
    tab.mouse.click(*place)
    rows = tab.locator(f"{SHEET} tbody tr")
    expect(rows).to_have_count(8)
    expect(tab.locator(f"{SHEET} .zs-pager")).to_have_text("共 8 条，第 1 至 8 条，最新在前")
    rows.first.click()
    said = dict(
        zip(
            tab.locator(f"{SHEET} .zs-origin dt").all_inner_texts(),
            tab.locator(f"{SHEET} .zs-origin dd").all_inner_texts(),
            strict=True,
        )
    )
    assert said["导入人"] == "tester"
    assert re.fullmatch(r"\d{4}年\d+月\d+日 \d\d:\d\d", said["导入时间"])
    sheet = openpyxl.load_workbook(SAMPLES / said["工作簿"])[said["工作表"]]
    fields = [row.split("\t") for row in tab.locator(f"{SHEET} tbody tr").all_inner_texts()]
    assert len(fields) > 8
    cells = {name: sheet[cell].value for name, _, cell in fields}
    shown = {name: text for name, text, _ in fields}
    for name in ("团组编号", "事由", "地点", "公开来源标题"):
        assert shown[name] == str(cells[name])
    assert {int(re.sub(r"\D", "", cell)) for _, _, cell in fields} == {int(said["行"])}
    tab.get_by_role("button", name="返回清单").click()
    expect(rows).to_have_count(8)


def test_by_keyboard(tab):
    """The table behind a chart picks like the chart does; Escape closes it."""
    tab.locator("#town-map").get_by_role("button", name="图表背后的数字").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(SHEET)).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator(SHEET)).to_have_count(0)
    tab.keyboard.press("Enter")
    tab.locator(f"{SHEET} .zs-cell").first.focus()
    tab.keyboard.press("Enter")
    settle(tab, town="南朗街道")
    expect(tab.locator(SHEET)).to_have_count(0)


def test_a_link_leads_to_its_panel(server, contexts):
    with opened(contexts["phone"], address(server, "overview", language="zh-Hans")) as (tab, _):
        panel = tab.locator("#sector-heat")
        panel.get_by_role("button", name="复制本图链接").click()
        expect(panel.locator(".zs-note")).to_have_text("链接已复制")
    with opened(contexts["phone"], address(server, "overview", language="zh-Hans") + "#sector-heat") as (tab, _):
        top = "() => Math.abs(document.querySelector('#sector-heat').getBoundingClientRect().top)"
        tab.wait_for_function(f"() => ({top})() < 100")


def test_in_the_dark(server, browser):
    """Charts take the dark colours, and light ones again when the reader changes back."""
    context = browser.new_context(
        viewport={"width": 1920, "height": 1080}, color_scheme="dark", reduced_motion="reduce"
    )
    try:
        with opened(context, address(server, "overview", language="zh-Hans")) as (tab, seen):
            color = "() => getComputedStyle(document.querySelector('#stage-way .ytick text')).fill"
            tab.wait_for_function(f"({color})() === 'rgb(233, 239, 245)'")
            assert (
                tab.evaluate("getComputedStyle(document.querySelector('#stage-way h2')).color") == "rgb(233, 239, 245)"
            )
            assert seen.console == []
    finally:
        context.close()


@pytest.mark.parametrize("tool", ["definition", "table", "rows", "download"])
def test_sheets_fit_a_phone(server, contexts, tool):
    with opened(contexts["phone"], address(server, "overview", language="zh-Hans")) as (tab, seen):
        tab.locator(f"#sector-heat [data-tool={tool}]").click()
        expect(tab.locator(f"{SHEET} :is(dd, tbody td, .zs-choice)").first).to_be_visible()
        box = tab.locator(SHEET).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] <= 844
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= 390
        assert seen.console == []
