"""The overview's three columns end on one line, and the pages' charts stay as high as their frames."""

import pytest

from tests.pages.drawn import SCRIPTS, draw

# A panel's own height beside its content, the gap between two panels: measured in the browser, where it is tested too.
FRAME, GAP = 107, 12


def heights(panels):
    """Heights of the charts of panels; the list of the latest has the height of its frame."""
    return [panel.charts[0]["layout"]["height"] if panel.charts else 216 for panel in panels]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
@pytest.mark.parametrize("view", [{}, {"start": "2024-01-01", "end": "2024-12-31"}])
def test_overview_columns_add_up(samples, language, view):
    latest, funnel, heat, time, towns = draw("overview", language=language, **view).panels
    columns = ([latest, funnel], [heat, time], [towns])
    totals = {sum(heights(column)) + FRAME * len(column) + GAP * (len(column) - 1) for column in columns}
    assert max(totals) - min(totals) <= 2, totals


@pytest.mark.parametrize("page", SCRIPTS)
def test_charts_of_a_row_are_equally_high(samples, page):
    for panel in draw(page).panels:
        for chart in panel.charts:
            assert chart["layout"]["height"] >= 120, panel.title
