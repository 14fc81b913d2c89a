"""Choosing by clicking: the address, the numbers and the chips follow, and the choice goes along to every page."""

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.browsing import LOOK, address, opened, wait
from tests.browser.languages import allowed, foreign_words

DRAWER = '[data-testid="stPopoverBody"]'


def chosen(tab):
    return {name: sorted(values) for name, values in parse_qs(urlparse(tab.url).query).items()}


def cards(tab):
    return {label: re.sub(r"\s+", " ", value) for label, value in tab.evaluate(LOOK)["cards"]}


def numbers(tab):
    return [value.partition(" ")[0] for value in cards(tab).values()]


def settle(tab, **expected):
    """Until the address says what was chosen and the page is drawn."""
    wanted = {name: sorted(values) for name, values in expected.items()}
    tab.wait_for_function(
        """wanted => { const query = new URLSearchParams(location.search);
            return [...new Set(query.keys())].length === Object.keys(wanted).length && Object.entries(wanted).every(
                ([name, values]) => JSON.stringify(query.getAll(name).sort()) === JSON.stringify(values)); }""",
        arg=wanted,
        timeout=20_000,
    )
    wait(tab)
    assert chosen(tab) == wanted


def pill(tab, text):
    return (
        tab.locator(DRAWER)
        .get_by_role("button", name=text, exact=True)
        .or_(tab.locator(DRAWER).get_by_role("radio", name=text, exact=True))
    )


def chips(tab):
    return tab.locator('[class*="st-key-chip-"] button').all_inner_texts()


@pytest.fixture
def tab(server, contexts):
    with opened(contexts["desk"], address(server, "overview")) as (tab, seen):
        yield tab
        assert seen.console == []


def test_choose_follow_reload_remove_switch(tab):
    everything = cards(tab)
    tab.get_by_role("button", name="筛选").click()
    pill(tab, "2024").click()
    year = {"from": ["2024-01-01"], "to": ["2024-12-31"]}
    settle(tab, **year)
    assert cards(tab) != everything
    pill(tab, "南区").click()
    both = {**year, "town": ["南区街道"]}
    settle(tab, **both)
    tab.keyboard.press("Escape")
    expect(tab.locator(DRAWER)).to_have_count(0)
    wait(tab)
    narrow = cards(tab)
    assert narrow != everything
    assert [re.sub(r"\s+", " ", chip) for chip in chips(tab)] == ["2024年 ✕", "南区 ✕"]

    # The same address shows the same to anybody else, and after a reload.
    tab.reload(wait_until="commit")
    settle(tab, **both)
    assert cards(tab) == narrow

    # The menu keeps the choice.
    tab.get_by_role("link", name="交流互访").click()
    tab.wait_for_url(re.compile(r"/visits"))
    settle(tab, **both)
    assert cards(tab).items() <= narrow.items()
    assert len(cards(tab)) == 4
    tab.get_by_role("link", name="总览").click()
    tab.wait_for_url(lambda url: urlparse(url).path == "/")
    settle(tab, **both)
    assert cards(tab) == narrow

    # Another language, the same numbers.
    before = numbers(tab)
    tab.locator(".st-key-language").get_by_text("EN", exact=True).click()
    settle(tab, **both, language=["en"])
    assert numbers(tab) == before
    assert "Delegations" in cards(tab)
    assert chips(tab)[0].startswith("2024")
    tab.locator(".st-key-language").get_by_text("简", exact=True).click()
    settle(tab, **both, language=["zh-Hans"])
    assert cards(tab) == narrow

    # A chip takes its filter away, and no other.
    tab.locator('[class*="st-key-chip-"] button').filter(has_text="南区").click()
    settle(tab, **year, language=["zh-Hans"])
    tab.locator('[class*="st-key-chip-"] button').filter(has_text="2024").click()
    settle(tab, language=["zh-Hans"])
    assert cards(tab) == everything
    assert chips(tab) == []


def test_partner_by_typing(tab):
    tab.get_by_role("button", name="筛选").click()
    field = tab.locator(DRAWER).locator("input[role=combobox], input")
    field.last.fill("贸易发展局")
    tab.get_by_role("option", name="香港贸易发展局").click()
    settle(tab, partner=["香港贸易发展局"])
    # The list of names stays open over what is below it.
    tab.locator(DRAWER).get_by_text("合作机构", exact=True).click()
    tab.locator(DRAWER).get_by_text("清除全部筛选").click()
    settle(tab)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_words_of_the_drawer(server, contexts, data, language):
    phrases = allowed(next((data / "warehouse").glob("v*.duckdb")), language)
    name = {"zh-Hans": "筛选", "zh-Hant": "篩選", "en": "Filters"}[language]
    url = address(server, "overview", language=language, partner="香港贸易发展局")
    with opened(contexts["desk"], url) as (tab, _):
        tab.get_by_role("button", name=name).click()
        expect(tab.locator(DRAWER)).to_be_visible()
        wait(tab)
        expect(tab.locator(DRAWER).locator('[data-testid="stMultiSelect"]')).to_be_visible()
        inside = tab.locator(DRAWER)
        texts = inside.evaluate(
            """body => { const icon = e => /Material/.test(getComputedStyle(e).fontFamily);
            const found = [], walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
            for (let n = walker.nextNode(); n; n = walker.nextNode())
              if (n.textContent.trim() && !n.parentElement.closest('style,script') && !icon(n.parentElement))
                found.push(n.textContent.trim());
            return found; }"""
        )
        assert len(texts) > 40
        assert foreign_words(texts, phrases, language) == []
        box = inside.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1920
        placeholders = inside.locator("[placeholder]").evaluate_all("found => found.map(e => e.placeholder)")
        assert foreign_words(filter(None, placeholders), phrases, language) == []
