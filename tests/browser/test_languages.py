"""No English in the Chinese pages and no Chinese in the English ones, but what workbooks and reference tables hold."""

import pytest

from tests.browser.browsing import PAGES, address, see
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
    ours = [label["text"] for label in labels if label["name"] != "title" or label["text"] not in names]
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


def test_the_list_is_not_a_hole(phrases):
    """What the list must not let through."""
    assert foreign_words(["Overview", "Source: 6 workbooks"], phrases["zh-Hans"], "zh-Hans")
    assert foreign_words(["行业", "总览", "来源：6 个工作簿", "机构类别"], phrases["en"], "en") == [
        "行业",
        "总览",
        "来源：6 个工作簿",
        "机构类别",
    ]
