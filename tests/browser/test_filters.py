"""Choosing by clicking and by keys: the address, the numbers and the chips follow, and the choice goes everywhere."""

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.browsing import PICTURES, address, opened, wait
from tests.browser.languages import allowed, foreign_words

DRAWER = ".zs-drawer"
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
# What a reader sees of a page's numbers.
SAID = """() => [...document.querySelectorAll('h1, .zs-panel h2, .zs-card, [data-testid=stMetricValue]')]
    .map(e => e.innerText.replace(/\\s+/g, ' ').trim())"""
TEXTS = """body => { const found = [], walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    for (let n = walker.nextNode(); n; n = walker.nextNode())
      if (n.textContent.trim() && !n.parentElement.closest('style,script')) found.push(n.textContent.trim());
    return found; }"""
LABELS = """body => [...body.querySelectorAll('*')].flatMap(e => ['aria-label', 'title', 'placeholder', 'abbr']
    .map(name => e.getAttribute(name)).filter(text => text && text.trim()))"""


def chosen(tab):
    return {name: sorted(values) for name, values in parse_qs(urlparse(tab.url).query).items()}


def settle(tab, **expected):
    """Until the address says what was chosen, the page has heard of it (the menu's links hold it) and is drawn."""
    wanted = {name: sorted(values) for name, values in expected.items()}
    tab.wait_for_function(
        """wanted => [location.href, document.querySelector('.zs-menu a[aria-current]')?.href].every(href => {
            if (!href) return false;
            const query = new URL(href).searchParams;
            return [...new Set(query.keys())].length === Object.keys(wanted).length && Object.entries(wanted).every(
                ([name, values]) => JSON.stringify(query.getAll(name).sort()) === JSON.stringify(values)); })""",
        arg=wanted,
        timeout=20_000,
    )
    wait(tab)
    assert chosen(tab) == wanted


def said(tab):
    return tab.evaluate(SAID)


def pill(tab, text):
    return tab.locator(DRAWER).get_by_role("button", name=text, exact=True)


def chips(tab):
    return tab.locator(".zs-chip[data-chip] .zs-chip-label").all_inner_texts()


def open_drawer(tab):
    tab.locator(".zs-opener").click()
    expect(tab.locator(DRAWER)).to_be_visible()


@pytest.fixture
def tab(server, contexts):
    with opened(contexts["desk"], address(server, "overview")) as (tab, seen):
        yield tab
        assert seen.console == []


def test_choose_follow_reload_remove_switch(tab):
    everything = said(tab)
    open_drawer(tab)
    pill(tab, "2024").click()
    year = {"from": ["2024-01-01"], "to": ["2024-12-31"]}
    settle(tab, **year)
    expect(pill(tab, "2024")).to_have_attribute("aria-pressed", "true")
    assert said(tab) != everything
    pill(tab, "南区").click()
    both = {**year, "town": ["南区街道"]}
    settle(tab, **both)
    tab.keyboard.press("Escape")
    expect(tab.locator(DRAWER)).to_be_hidden()
    expect(tab.locator(".zs-opener")).to_be_focused()
    narrow = said(tab)
    assert narrow != everything
    assert chips(tab) == ["2024年", "南区"]

    # The same address shows the same to anybody else, and after a reload.
    tab.reload(wait_until="commit")
    settle(tab, **both)
    assert said(tab) == narrow

    # The menu keeps the choice, and Back leads back.
    tab.get_by_role("link", name="交流互访").click()
    tab.wait_for_url(re.compile(r"/visits"))
    settle(tab, **both)
    assert chips(tab) == ["2024年", "南区"]
    tab.go_back()
    tab.wait_for_url(lambda url: urlparse(url).path == "/")
    settle(tab, **both)
    assert said(tab) == narrow

    # Another language, the same numbers.
    tab.locator(".zs-languages [lang=en]").click()
    settle(tab, **both, language=["en"])
    assert tab.evaluate("document.documentElement.lang") == "en"
    assert chips(tab) == ["2024", "Nanqu"]
    tab.locator(".zs-languages [lang=zh-Hans]").click()
    settle(tab, **both, language=["zh-Hans"])
    assert said(tab) == narrow

    # A chip takes its filter away, and no other.
    tab.get_by_role("button", name="移除筛选：南区").click()
    settle(tab, **year, language=["zh-Hans"])
    tab.get_by_role("button", name="移除筛选：2024年").click()
    settle(tab, language=["zh-Hans"])
    assert said(tab) == everything
    assert chips(tab) == []

    # What was gone away from can be gone back to.
    tab.go_back()
    settle(tab, **year, language=["zh-Hans"])
    assert chips(tab) == ["2024年"]


def test_two_quick_choices_are_both_kept(tab):
    open_drawer(tab)
    pill(tab, "东区").click()
    pill(tab, "潮玩").click()
    pill(tab, "赴港").click()
    settle(tab, town=["东区街道"], sector=["潮玩"], direction=["ZS_TO_HK"])
    for name in ("东区", "潮玩", "赴港"):
        expect(pill(tab, name)).to_have_attribute("aria-pressed", "true")
    pill(tab, "潮玩").click()
    settle(tab, town=["东区街道"], direction=["ZS_TO_HK"])
    pill(tab, "清除全部筛选").click()
    settle(tab)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("贸易发展局", "香港贸易发展局"),
        ("貿易發展局", "香港贸易发展局"),
        ("HKTDC", "香港贸易发展局"),
        ("mfj", "香港贸易发展局"),
        ("scjj", "香港生产力促进局"),
        ("shengchanli", "香港生产力促进局"),
    ],
)
def test_partner_by_typing(tab, typed, found):
    open_drawer(tab)
    tab.locator(DRAWER).get_by_role("searchbox").fill(typed)
    shown = tab.locator(".zs-found .zs-pill")
    assert 1 <= shown.count() <= 12
    shown.get_by_text(found, exact=True).click()
    settle(tab, partner=[found])
    expect(tab.locator(DRAWER).get_by_role("searchbox")).to_have_value(typed)
    tab.locator(DRAWER).get_by_role("searchbox").fill("没有这样的机构")
    expect(tab.locator(".zs-found")).to_have_text("没有找到，换一个词再试")


def test_all_partners_of_a_kind(tab):
    open_drawer(tab)
    tab.get_by_title("选择全部法定机构").click()
    tab.wait_for_function("new URLSearchParams(location.search).getAll('partner').length > 3")
    wait(tab)
    (chip,) = chips(tab)
    assert re.fullmatch(r"法定机构（全部 \d 家）", chip)
    tab.get_by_title("选择全部法定机构").click()
    settle(tab)


def test_the_calendar_by_keys(tab):
    open_drawer(tab)
    tab.locator('[data-key="end-from"]').focus()
    tab.keyboard.press("Enter")
    calendar = tab.locator(".zs-calendar")
    expect(calendar).to_be_visible()
    assert calendar.locator("th").all_inner_texts() == ["一", "二", "三", "四", "五", "六", "日"]
    today = tab.evaluate("document.activeElement.dataset.day")
    # A year and a month back, to the month's first Monday or before, a day on.
    for key in ("Shift+PageUp", "PageUp", "Home", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"):
        tab.keyboard.press(key)
    day = tab.evaluate("document.activeElement.dataset.day")
    year, month = (int(part) for part in today.split("-")[:2])
    assert day[:4] == str(year - 1 if month > 1 else year - 2)
    assert tab.evaluate("day => new Date(day).getUTCDay()", day) == 2
    assert tab.evaluate("document.activeElement.ariaLabel").endswith("（周二）")
    # Escape closes the calendar and not the drawer.
    tab.keyboard.press("Escape")
    expect(calendar).to_have_count(0)
    expect(tab.locator(DRAWER)).to_be_visible()
    expect(tab.locator('[data-key="end-from"]')).to_be_focused()
    tab.keyboard.press("Enter")
    tab.keyboard.press("ArrowDown")
    chosen_day = tab.evaluate("document.activeElement.dataset.day")
    tab.keyboard.press("Enter")
    settle(tab, **{"from": [chosen_day]})
    expect(tab.locator(DRAWER)).to_be_visible()
    # A period that ended before it began: the day chosen last is meant.
    tab.locator('[data-key="end-to"]').click()
    tab.keyboard.press("PageUp")
    tab.keyboard.press("PageUp")
    tab.keyboard.press("PageUp")
    last = tab.evaluate("document.activeElement.dataset.day")
    assert last < chosen_day
    tab.keyboard.press("Enter")
    settle(tab, to=[last])


def test_phone_folds_the_filters_and_the_menu(server, contexts):
    url = address(server, "visits", language="zh-Hans", **{"from": "2024-01-01"}, to="2024-12-31", town="南区街道")
    with opened(contexts["phone"], url) as (tab, seen):
        assert chips(tab) == ["2024年"]
        assert tab.locator(".zs-opener").inner_text().strip() == "筛选 2"
        assert tab.locator(".zs-menu a:visible").count() == 0
        tab.locator(".zs-opener").click()
        expect(tab.locator(DRAWER)).to_be_visible()
        box = tab.locator(DRAWER).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] <= 844
        assert tab.locator(DRAWER).evaluate("e => e.scrollWidth <= e.clientWidth")
        tab.screenshot(path=PICTURES / "drawer-zh-Hans-phone.png", animations="disabled")
        pill(tab, "关闭").click()
        tab.locator(".zs-menu-toggle").click()
        tab.get_by_role("link", name="人才流动").click()
        tab.wait_for_url(re.compile("/talent"))
        wait(tab)
        assert chosen(tab)["town"] == ["南区街道"]
        assert tab.locator(".zs-menu a:visible").count() == 0
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= 390
        assert seen.console == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_drawer_and_the_calendar(server, contexts, data, language):
    phrases = allowed(next((data / "warehouse").glob("v*.duckdb")), language)
    url = address(server, "overview", language=language, partner="香港贸易发展局", stage="mou")
    with opened(contexts["desk"], url) as (tab, _):
        open_drawer(tab)
        tab.locator('[data-key="end-from"]').click()
        expect(tab.locator(".zs-calendar")).to_be_visible()
        bar = tab.locator(".zs-filters")
        texts = [text for text in bar.evaluate(TEXTS) if text not in ("简", "繁", "EN")]
        assert len(texts) > 150
        assert foreign_words(texts, phrases, language) == []
        labels = bar.evaluate(LABELS)
        assert len(labels) > 60
        # Languages are called by their own names; the original of a name is there for the mouse.
        names = {"简体中文", "繁體中文", "English"}
        with_original = bar.locator(".zs-pill[title], .zs-chip[title]").evaluate_all("all => all.map(e => e.title)")
        ours = [text for text in labels if text not in names and text not in with_original]
        assert foreign_words(ours, phrases, language) == []
        box = tab.locator(DRAWER).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1920
        assert box["y"] + box["height"] <= 1080
        tab.screenshot(path=PICTURES / f"drawer-{language}-desk.png", animations="disabled")
