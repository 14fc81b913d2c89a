"""Every page as it is seen: nothing failed, nothing cut, nothing beside its frame, nothing too small, no scroll."""

import pytest

from tests.browser.browsing import PAGES

# What is longer than a screen on purpose: a subject told whole, and the list of all definitions.
LONG = {"visits", "intents", "talent", "definitions"}
DESK = [(page, language, "desk") for page in PAGES for language in ("zh-Hans", "zh-Hant", "en")]
# English words are the longest.
VIEWS = [*DESK, *((page, language, "phone") for page in PAGES for language in ("zh-Hans", "en"))]
TOLERANCE = 2
every_view = pytest.mark.parametrize("view", VIEWS, ids="-".join)


@every_view
def test_nothing_failed(look, view):
    seen = look(*view)
    assert seen.look["errors"] == []
    assert seen.console == []
    assert seen.foreign == []
    assert seen.look["heading"].strip()


@every_view
def test_nothing_is_moved_sideways(look, view):
    width, window = look(*view).look["document"]
    main, shown, _, _ = look(*view).look["main"]
    assert width <= window
    assert main <= shown


@pytest.mark.parametrize("view", DESK, ids="-".join)
def test_page_fits_the_screen(look, view):
    """The overview, and every page that tells of one list; of a longer one all cards and the first row of panels."""
    seen = look(*view).look
    _, _, height, shown = seen["main"]
    assert shown <= 1080
    if view[0] in LONG - {"definitions"}:
        first = min(panel["frame"][1] for panel in seen["panels"])
        assert max(panel["frame"][3] for panel in seen["panels"] if panel["frame"][1] == first) <= shown
    elif view[0] not in LONG:
        assert height <= shown


@every_view
def test_titles_and_figures_of_panels_do_not_collide(look, view):
    for panel in look(*view).look["panels"]:
        left, _, right, bottom = panel["frame"]
        for part in panel["head"]:
            assert left <= part[0] <= part[2] <= right, panel["key"]
            assert part[3] <= bottom, panel["key"]
        if len(panel["head"]) == 2:
            title, figure = panel["head"]
            assert title[2] <= figure[0] or title[3] <= figure[1], panel["key"]


@every_view
def test_chart_texts_are_inside_their_charts(look, view):
    outside = [
        (text["text"], text["box"], chart["frame"])
        for chart in look(*view).look["charts"]
        for text in chart["texts"]
        if text["box"][0] < chart["frame"][0] - TOLERANCE
        or text["box"][1] < chart["frame"][1] - TOLERANCE
        or text["box"][2] > chart["frame"][2] + TOLERANCE
        or text["box"][3] > chart["frame"][3] + TOLERANCE
    ]
    assert outside == []


@every_view
def test_charts_are_inside_their_panels(look, view):
    for chart in look(*view).look["charts"]:
        assert chart["frame"][2] <= chart["outer"][2] + TOLERANCE
        assert chart["frame"][3] <= chart["outer"][3] + TOLERANCE


@every_view
def test_no_text_is_too_small(look, view):
    seen = look(*view).look
    texts = [*seen["texts"], *(text for chart in seen["charts"] for text in chart["texts"])]
    assert {(text["text"], text["size"]) for text in texts if text["size"] < 12} == set()


@pytest.mark.parametrize("page", PAGES)
def test_no_label_is_cut_on_the_desk(look, page):
    seen = look(page, "zh-Hans", "desk").look
    charts = [text["text"] for chart in seen["charts"] for text in chart["texts"]]
    cards = [text for card in seen["cards"] for text in card]
    assert [text for text in (*charts, *cards) if "…" in text] == []
    assert seen["cut"] == []


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_columns_of_the_overview_end_on_one_line(look, language):
    bottoms = look("overview", language, "desk").look["columns"]
    assert len(bottoms) == 3
    assert min(bottoms) > 700
    assert max(bottoms) - min(bottoms) <= TOLERANCE, bottoms
