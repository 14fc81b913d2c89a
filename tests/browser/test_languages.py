"""No English in the Chinese pages and no Chinese in the English ones, but what workbooks and reference tables hold."""

import re

import pytest

from tests.browser.browsing import PAGES
from tests.browser.languages import allowed, foreign_words

# What Streamlit 1.67 says of itself, in English only and with no way to change it. Nobody sees it: it is read aloud, or
# shown to those who move through the page with the Tab key.
STREAMLITS_TEXTS = {"Skip to main content"}
STREAMLITS_LABELS = re.compile(
    r"Help|App pages|Sidebar|Expand sidebar|Scrollable table|Vega visualization|x: \d+; y: -?[\d.]+"
)
HELP_FOR = "Help for "  # and then the label of a card, which is ours
VIEWS = [(page, language, "desk") for page in PAGES for language in ("zh-Hans", "zh-Hant", "en")]
VIEWS += [(page, "zh-Hans", "phone") for page in PAGES]
every_view = pytest.mark.parametrize("view", VIEWS, ids="-".join)


@pytest.fixture(scope="session")
def phrases(data):
    version = next((data / "warehouse").glob("v*.duckdb"))
    return {language: allowed(version, language) for language in ("zh-Hans", "zh-Hant", "en")}


@every_view
def test_words(look, phrases, view):
    seen, language = look(*view).look, view[1]
    texts = [text["text"] for text in seen["texts"] if not text["in_switch"]]
    texts = [text for text in texts if text not in STREAMLITS_TEXTS]
    texts += [text["text"] for chart in seen["charts"] for text in chart["texts"]]
    assert foreign_words(texts, phrases[language], language) == []


@every_view
def test_labels(look, phrases, view):
    """What is read aloud or shown at the mouse."""
    seen, language = look(*view).look, view[1]
    labels = [label for label in seen["labels"] if not label["in_switch"]]
    ours = [label["text"].removeprefix(HELP_FOR) for label in labels if not STREAMLITS_LABELS.fullmatch(label["text"])]
    assert foreign_words(ours, phrases[language], language) == []


def test_the_list_is_not_a_hole(phrases):
    """What the list must not let through."""
    assert foreign_words(["Overview", "Source: 6 workbooks"], phrases["zh-Hans"], "zh-Hans")
    assert foreign_words(["行业", "总览", "来源：6 个工作簿", "机构类别"], phrases["en"], "en") == [
        "行业",
        "总览",
        "来源：6 个工作簿",
        "机构类别",
    ]
