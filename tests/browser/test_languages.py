"""No English in the Chinese pages and no Chinese in the English ones, but what workbooks and reference tables hold."""

import re

import pytest

from tests.browser.browsing import PAGES, address, opened, see
from tests.browser.languages import allowed, foreign_words, originals

VIEWS = [(page, language, "desk") for page in PAGES for language in ("zh-Hans", "zh-Hant", "en")]
VIEWS += [(page, "zh-Hans", "phone") for page in PAGES]
# The wall and paper, which nobody clicks.
OTHER_VIEWS = [(page, language, "screen") for page in PAGES[:4] for language in ("zh-Hans", "zh-Hant", "en")]
OTHER_VIEWS += [(page, "zh-Hans", "print") for page in PAGES]
every_view = pytest.mark.parametrize("view", VIEWS, ids="-".join)


@pytest.fixture(scope="session")
def phrases(data):
    version = next((data / "warehouse").glob("v*.duckdb"))
    return {language: allowed(version, language) for language in ("zh-Hans", "zh-Hant", "en")}


@pytest.fixture(scope="session")
def names(data):
    """Names as records hold them: shown at the mouse where a page has another name for the same."""
    return originals(next((data / "warehouse").glob("v*.duckdb")))


def check(seen, phrases, names, language):
    """No word of another language, neither seen nor read aloud nor shown at the mouse."""
    texts = [text["text"] for text in seen["texts"] if not text["in_switch"]]
    texts += [text["text"] for chart in seen["charts"] for text in chart["texts"]]
    assert foreign_words(texts, phrases[language], language) == []
    labels = [label for label in seen["labels"] if not label["in_switch"]]
    # A cell may name several bodies; the mouse shows each as its record holds it.
    ours = [
        part
        for label in labels
        for part in (re.split("、|, ", label["text"]) if label["name"] == "title" else [label["text"]])
        if label["name"] != "title" or part not in names
    ]
    assert foreign_words(ours, phrases[language], language) == []
    assert seen["lang"] == language


@every_view
def test_words(look, phrases, names, view):
    check(look(*view).look, phrases, names, view[1])


@pytest.mark.parametrize("view", OTHER_VIEWS, ids="-".join)
def test_words_on_the_wall_and_on_paper(server, contexts, phrases, names, view):
    page, language, other = view
    seen = see(contexts["desk"], address(server, page, language=language, view=other), page)
    assert len(seen.look["texts"]) > 5
    check(seen.look, phrases, names, language)


@pytest.mark.parametrize(
    ("language", "shown", "recorded"),
    [
        ("en", "Hong Kong Trade Development Council", "香港贸易发展局"),
        ("zh-Hant", "香港貿易發展局", "香港贸易发展局"),
        ("zh-Hans", "香港贸易发展局", ""),
    ],
)
def test_a_name_shows_at_the_mouse_what_it_is_called_in_the_records(server, contexts, language, shown, recorded):
    with opened(contexts["desk"], address(server, "visits", language=language), "visits") as (tab, _):
        cells = tab.locator("#first td").filter(has_text=shown)
        assert cells.count() == 1
        assert (cells.get_attribute("title") or "") == recorded
        tab.locator("#visits [data-tool=rows]").click()
        records = tab.locator("dialog[open] td").filter(has_text=shown)
        records.first.wait_for()
        for title in records.evaluate_all("cells => cells.map(cell => cell.title)"):
            assert recorded in re.split("、|, ", title)


def test_the_list_is_not_a_hole(phrases):
    """What the list must not let through."""
    assert foreign_words(["Overview", "Source: 6 workbooks"], phrases["zh-Hans"], "zh-Hans")
    assert foreign_words(["行业", "总览", "来源：6 个工作簿", "机构类别"], phrases["en"], "en") == [
        "行业",
        "总览",
        "来源：6 个工作簿",
        "机构类别",
    ]
