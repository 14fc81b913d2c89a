"""Whatever stands in a workbook is shown as it stands there, and does nothing."""

import pytest

from etl.places import SAMPLES
from tests.browser.browsing import LOOK, PAGES, PICTURES, address, opened, serving
from tests.conftest import build_workbook
from tests.pages.warehouses import make_warehouse

HOSTILE = (
    "$\\rule{9999em}{9999em}$",
    "![x](http://127.0.0.1:9/x.png)",
    "<style>body{display:none}</style>",
    "# big",
    ":material/home:",
    "[click](javascript:alert(1))",
    "<img src=http://127.0.0.1:9/y.png onerror=alert(1)>",
    "**bold** `code` :red[red] :streamlit:",
    "a -> b <- c -- d >= e",
    "https://example.org www.example.org a@example.org",
)
VISITS = ["日期", "方向", "会见机构", "镇街", "行业", "人数", "事由", "来源标题", "发布机构"]
INTENTS = ["签署日期", "事项", "合作机构", "中山方", "行业", "阶段", "发布机构"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A server with the sample workbooks and one that wants to do harm."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [VISITS] + [
        [f"2026-{month:02}-03", "赴港", text, "南区街道", "新能源", 3, text, text, text]
        for month, text in enumerate(HOSTILE, 1)
    ]
    matters = [INTENTS] + [
        [f"2026-{month:02}-04", text, text, text, "新能源", "签约意向", text] for month, text in enumerate(HOSTILE, 1)
    ]
    workbooks = [
        build_workbook(folder / "# big ![x](y).xlsx", rows, sheet="$x$ <b>台账"),
        build_workbook(folder / "matters.xlsx", matters),
    ]
    with serving(make_warehouse(folder / "data", [*sorted(SAMPLES.glob("*.xlsx")), *workbooks])) as base:
        yield base


def read(element):
    """The words of an element, without the signs that nobody sees."""
    return element.inner_text().replace("\u2060", "").strip()


def inside(tab, selector):
    """How many of the page's own elements there are, charts apart: Plotly draws with many."""
    return tab.locator(f'[data-testid="stMain"] :is(.zs-panel, .zs-card, .zs-header) {selector}')


def check(seen, tab, plain_height):
    look = tab.evaluate(LOOK)
    assert look["errors"] == []
    assert seen.foreign == []
    assert seen.console == []
    assert abs(look["main"][2] - plain_height) <= 200
    assert look["main"][0] <= look["main"][1]
    assert tab.evaluate("getComputedStyle(document.body).display") == "block"
    assert tab.locator("h1").is_visible()
    # Nothing of a workbook became an element.
    # Links are those of our own cards to our own pages.
    for tag in ("img", "style", "h3", "h4", "code", ".katex", "a[href]:not(.zs-card h2 > a)", "script"):
        assert inside(tab, f"{tag}:not(.js-plotly-plot *)").count() == 0, tag


@pytest.mark.parametrize("page", PAGES)
def test_page(hostile, contexts, look, page):
    plain = look(page, "zh-Hans", "desk").look["main"][2]
    with opened(contexts["desk"], address(hostile, page, language="zh-Hans"), page) as (tab, seen):
        check(seen, tab, plain)
        tab.screenshot(path=PICTURES / f"hostile-{page}.png")
        if page == "visits":
            words = read(tab.locator("#visits table"))
            assert [text for text in HOSTILE if text not in words] == []
            assert "# big ![x](y).xlsx · $x$ <b>台账 · 2" in words


def test_from_the_record_to_its_origin(hostile, contexts):
    """The sheets over the page show the same words, and what is taken away does not act."""
    with opened(contexts["desk"], address(hostile, "visits", language="zh-Hans")) as (tab, seen):
        tab.locator("#visits [data-tool=rows]").click()
        rows = tab.locator("dialog[open] tbody tr")
        rows.filter(has_text=HOSTILE[2]).first.click()
        origin = tab.locator("dialog[open]")
        assert "# big ![x](y).xlsx" in read(origin.locator(".zs-origin"))
        assert HOSTILE[2] in read(origin.locator("table"))
        assert origin.locator("style, img, b").count() == 0
        assert seen.console == []
        assert seen.foreign == []


@pytest.fixture(scope="module")
def plain_height(server, contexts):
    """How high the page of a partner is whose name is only a name."""
    with opened(contexts["desk"], address(server, "partners", language="zh-Hans", partner="香港大学")) as (tab, _):
        return tab.evaluate(LOOK)["main"][2]


@pytest.mark.parametrize("text", HOSTILE[:5])
def test_as_a_choice(hostile, contexts, plain_height, text):
    """The name as heading, as chip, and in the line of time."""
    with opened(contexts["desk"], address(hostile, "partners", language="zh-Hans", partner=text)) as (tab, seen):
        check(seen, tab, plain_height)
        assert read(tab.locator("h1")) == text
        assert read(tab.locator(".zs-chip[data-chip=partner] .zs-chip-label")).startswith(text[:19])
