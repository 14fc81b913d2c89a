"""A name in the page's language brings along what it is called in the records."""

import pytest

from dashboard import warehouse
from dashboard.indicators.filters import Filters
from dashboard.original_names import marks_with_originals, original_names
from dashboard.reader import Reader
from tests.pages.drawn import draw


def reader(language):
    return Reader(warehouse.current(), language, Filters(), "page", False)


def test_names_of_a_cell(samples):
    rows = [
        {"Town": "Nanqu", "Partners": "Hong Kong Trade Development Council, 某某协会", "Delegations": "Nanqu"},
        {"Town": "Elsewhere", "Partners": "某某协会", "Delegations": "2"},
    ]
    assert original_names(reader("en"), rows) == [["南区街道", "香港贸易发展局, 某某协会", ""], ["", "", ""]]


def test_the_other_script(samples):
    assert original_names(reader("zh-Hant"), [{"機構": "香港貿易發展局", "事由": "香港貿易發展局"}]) == [
        ["香港贸易发展局", ""]
    ]


def test_names_as_they_are_recorded_bring_nothing(samples):
    assert original_names(reader("zh-Hans"), [{"机构": "香港贸易发展局", "镇街": "南区街道"}]) == []
    assert original_names(reader("en"), [{"Date": "13 May 2024"}]) == []
    assert original_names(reader("en"), []) == []


@pytest.mark.parametrize(("language", "number"), [("en", 23), ("zh-Hant", 19), ("zh-Hans", 0)])
def test_a_panel_of_towns(samples, language, number):
    """Every town has an English name; four of the 23 are written alike in both scripts, as 沙溪镇 is not."""
    panel = next(panel for panel in draw("overview", language=language).panels if panel.view["key"] == "town-map")
    originals = [title for row in panel.view["table"]["originals"] for title in row if title]
    assert len(set(originals)) == len(originals) == number


def test_marks_that_stand_for_a_partner(samples):
    bars = {
        "type": "bar",
        "hovertext": ["HKTDC 3", "Somebody 2", "Fintech 1"],
        "customdata": [{"partner": "香港贸易发展局"}, {"partner": "某某协会"}, {"sector": "金融科技"}],
    }
    said = ["HKTDC 3<br>香港贸易发展局", "Somebody 2", "Fintech 1"]
    assert marks_with_originals(reader("en"), [bars, {"type": "scatter"}]) == [
        {**bars, "hovertext": said},
        {"type": "scatter"},
    ]


def test_cells_of_a_partner(samples):
    heat = {
        "hovertext": [["HKTDC · Fintech 3", None, "HKTDC · Toys 0"]],
        "meta": {
            "rows": [{"partner": "香港贸易发展局"}],
            "columns": [{"sector": "金融科技"}, None, {"sector": "潮玩"}],
        },
    }
    (found,) = marks_with_originals(reader("en"), [heat])
    assert found["hovertext"] == [["HKTDC · Fintech 3<br>香港贸易发展局", None, "HKTDC · Toys 0<br>香港贸易发展局"]]


@pytest.mark.parametrize(("language", "is_said"), [("en", True), ("zh-Hant", True), ("zh-Hans", False)])
def test_charts_of_partners(samples, language, is_said):
    panels = {panel.view["key"]: panel.view["figure"] for panel in draw("overview", language=language).panels}
    told = str(panels["stages-partner"]["data"]), str(panels["sector-heat"]["data"])
    assert all(("<br>香港" in text) is is_said for text in told)
