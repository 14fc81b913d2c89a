"""The overview's three columns end on one line, and the pages' charts are high enough to be read."""

import pytest

from tests.pages.drawn import SCRIPTS, draw

# A panel's own height beside its body (style.css), the gap between two panels: measured in the browser too.
FRAME, GAP = 107, 15


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
@pytest.mark.parametrize("view", [{}, {"start": "2024-01-01", "end": "2024-12-31"}])
def test_overview_columns_add_up(samples, language, view):
    first, second, third, fourth, last = (
        panel.view["height"] for panel in draw("overview", language=language, **view).panels
    )
    left, middle, right = first + second + 2 * FRAME + GAP, third + fourth + 2 * FRAME + GAP, last + FRAME
    assert max(left, middle, right) - min(left, middle, right) <= 2


@pytest.mark.parametrize("page", SCRIPTS)
def test_charts_are_high_enough(samples, page):
    for panel in draw(page).panels:
        assert panel.view["height"] >= 120, panel.title
        if panel.figure:
            assert panel.figure["layout"]["height"] == panel.view["height"], panel.title
