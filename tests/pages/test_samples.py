"""What is drawn from made-up figures says so, and nothing else does: told by pages without that workbook."""

import pytest

from dashboard.text import LANGUAGES, catalogue
from tests.pages.drawn import SCRIPTS, draw

VIEWS = {
    "all": {},
    "2025": {"start": "2025-01-01", "end": "2025-12-31"},
    "before_them": {"start": "2014-01-01", "end": "2019-12-31"},
    "one_partner": {"partner": "香港优才及专才协会"},
}


def texts(key, language):
    return catalogue()[key][language]


def pair(use, page, language, view):
    """The page with the made-up workbook, and without it."""
    drawn = []
    for kind in ("samples", "real"):
        use(kind)
        drawn.append(draw(page, language=language, **VIEWS[view]))
    return drawn


@pytest.mark.parametrize("page", SCRIPTS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_made_up_figures_say_so(use, page, language, view):
    made_up, real = pair(use, page, language, view)
    short, badge = texts("panel.example_short", language), texts("panel.example_badge", language)
    header, source = texts("header.example", language), texts("panel.source_example", language).partition("{")[0]
    marked = []
    for label, card in made_up.cards.items():
        without = real.cards[label]
        shown = ("value", "changes", "course", "progress_text")
        changed = any(card[name] != without[name] for name in shown)
        assert card["is_example"] == changed, label
        assert not card["is_example"] or card["example_word"] == short
        assert not without["is_example"]
        marked.append(changed)
    for panel, without in zip(made_up.panels, real.panels, strict=True):
        # Two panels that only say why they are empty may say it in other words.
        changed = panel.content != without.content and not (panel.is_empty and without.is_empty)
        assert panel.example == (badge if changed else ""), panel.title
        assert (source in panel.source) == changed, panel.title
        assert not without.example
        marked.append(changed)
    if page == "definitions":
        name, value = texts("definitions.name", language), texts("definitions.value", language)
        for row, other in zip(made_up.panels[0].rows, real.panels[0].rows, strict=True):
            changed = row[value] != other[value]
            assert (short in row[value]) == changed, row[name]
            assert short not in other[value]
            marked.append(changed)
    assert any(header in badge for badge in made_up.badges()) == any(marked)
    assert not real.badges()


@pytest.mark.parametrize("language", LANGUAGES)
def test_heading_of_talent_says_it(use, language):
    made_up, real = pair(use, "talent", language, "all")
    word = {"zh-Hans": "示例", "zh-Hant": "示例", "en": "sample"}[language]
    assert word in made_up.heading
    assert word not in real.heading
