"""Every page in three languages, opened as the first thing of a fresh server, whatever is loaded or asked for."""

from datetime import timedelta

import pytest

from dashboard.navigation import PAGES
from dashboard.text import LANGUAGES, t
from dashboard.text.show import show
from etl import clock
from etl.messages import message
from tests.pages.drawn import SCRIPTS, components, draw

TODAY = clock.today()
# Panels that have something to say whatever is chosen, and stand for no one number.
ALWAYS = ("week", "definitions")
STATES = {
    "all": {},
    "2024": {"start": "2024-01-01", "end": "2024-12-31"},
    "partner": {"partner": "香港贸易发展局"},
    "stranger": {"partner": "不存在的机构", "sector": "不存在的行业", "town": "不存在的镇街", "direction": "UP"},
    "town": {"town": ["南区街道", "东区街道"]},
    "nothing_left": {"start": "1999-01-01", "end": "1999-12-31"},
    "yesterday": {"as_of": (TODAY - timedelta(days=1)).isoformat()},
    "today": {"as_of": TODAY.isoformat()},
    "wall": {"view": "screen"},
    "print": {"view": "print"},
}
every_page = pytest.mark.parametrize("page", SCRIPTS)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def check(drawn):
    assert not drawn.app.exception
    assert not drawn.app.error
    assert drawn.heading.strip()
    assert drawn.is_ready


@every_page
@every_language
@pytest.mark.parametrize("state", STATES)
def test_page_of_the_samples(samples, page, language, state):
    drawn = draw(page, language=language, **STATES[state])
    check(drawn)
    # The wall and the printed page are only looked at.
    assert bool(components(drawn.app, "filters")) == (state not in ("wall", "print"))


@every_page
@every_language
@pytest.mark.parametrize("state", ["all", "2024", "partner", "nothing_left"])
def test_page_of_one_row(use, page, language, state):
    use("one")
    check(draw(page, language=language, **STATES[state]))


@every_page
@every_language
def test_page_of_nothing_says_a_sentence(nothing, page, language):
    drawn = draw(page, language=language)
    assert not drawn.app.exception
    # As Markdown, which shows just the sentence.
    assert [error.value for error in drawn.app.error] == [show(message("warehouse_empty", language), 200)]
    assert not drawn.is_ready


@every_page
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["nothing_left", "yesterday"])
def test_an_empty_panel_says_why(samples, page, language, state):
    sentences = {
        t(key, language, what=t(f"what.{what}", language))
        for key in ("panel.empty", "panel.empty_none")
        for what in ("visits", "matters", "batches", "talent", "published")
    }
    published = t("panel.source_published", language, date="").strip()
    for panel in draw(page, language=language, **STATES[state]).panels:
        # What others published over the years is shown whatever the period, and says so.
        if (published in panel.source and state == "nothing_left") or panel.view["key"] in ALWAYS:
            assert not panel.is_empty
            assert panel.empty == ""
        else:
            assert panel.is_empty, panel.title
            assert panel.empty in sentences, panel.title
            assert not panel.view["listing"], panel.title


def test_a_panel_without_records_of_any_time_says_they_are_not_loaded(use):
    use("one")
    # The way through the stages begins with the partners that were met.
    for panel in (panel for panel in draw("intents").panels if panel.view["key"] != "stage-way"):
        what = "批次合计" if panel.title == "集中签约（合计数）" else "合作事项"
        assert panel.empty == f"还没有{what}记录；导入后显示在这里"
    published = [panel for panel in draw("talent").panels if "公布数字" in panel.source]
    assert {panel.empty for panel in published} == {"还没有公布数字记录；导入后显示在这里"}
    assert len(published) == 3


def test_a_panel_whose_records_do_not_say_it_says_that(samples):
    # There are matters with this partner, and none of them names a town.
    panels = {panel.title: panel for panel in draw("towns", partner="正大制药集团").panels}
    assert panels["各镇街事项"].empty == "所选的合作事项记录都没有写明此项"


@every_page
def test_a_panel_has_definition_subtitle_source_and_day(samples, page):
    for language in LANGUAGES:
        for panel in draw(page, language=language).panels:
            # What is no number has no definition: who a partner is, the list of all definitions.
            assert panel.definitions or panel.view["key"] in ("identity", *ALWAYS), panel.title
            assert all(entry["name"] and entry["text"] for entry in panel.definitions), panel.title
            assert panel.subtitle.strip()
            assert str(TODAY.year) in panel.source, panel.title


@every_page
def test_a_chart_says_its_message_in_words_and_has_its_numbers_as_a_table(samples, page):
    for language in LANGUAGES:
        charts = [panel for panel in draw(page, language=language).panels if panel.figure]
        assert all(panel.view["alt"].strip() and panel.rows for panel in charts)
        assert bool(charts) == (page != "definitions")


@every_page
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_of_a_table_stands_for_something_or_none_does(samples, page, language):
    for panel in draw(page, language=language).panels:
        picks = panel.view["table"]["picks"]
        assert len(picks) in (0, len(panel.rows)), panel.title


@pytest.mark.parametrize("page", [page for _, page, action in PAGES if action != "view"])
@pytest.mark.parametrize("view", ["screen", "print"])
def test_a_page_on_which_something_is_done_is_drawn_in_other_views_too(samples, page, view):
    drawn = draw(page, view=view)
    assert drawn.is_ready
    # On the wall it is none of the pages that take turns.
    assert [wall["here"] in wall["pages"] for wall in components(drawn.app, "wall")] == [False] * (view == "screen")
