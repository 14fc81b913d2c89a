"""A page is refused when anything on it is not what the warehouse has."""

import json
from datetime import date

import pytest

from dashboard.export.shooting.computed import panels_of
from dashboard.export.shooting.readiness import Heard, faults
from dashboard.export.shots.shot import Shot
from tests.dashboard.story import VISITS, clock_of, load

BARS = {"type": "bar", "x": [8, 1.0], "y": ["南朗", "港口"], "orientation": "h"}
CHART = {"view": {"value": "9 团", "figure": {"data": [BARS]}, "table": {"rows": []}}, "stamp": "a1"}
TABLE = {
    "view": {"value": "", "figure": None, "table": {"rows": [["2026年", "赴港 1"], ["2025年", ""]]}},
    "stamp": "b2",
}


def drawn(kind, **other):
    """A panel as the browser shows it, all right but for what is named."""
    right = {
        "chart": {"value": "9 团", "rows": [], "hasChart": True, "marks": 2, "stamp": "a1"},
        "table": {"value": "", "rows": ["2026年赴港 1", "2025年"], "hasChart": False, "marks": 0, "stamp": "b2"},
    }[kind]
    data = json.dumps([{"x": [8, 1], "y": ["南朗", "港口"], "z": None}]) if kind == "chart" else ""
    return {"key": kind, "text": "南朗", "box": [0, 0, 9, 9], "drawn": data, **right, **other}


def said(*panels, heard=None, cards=()):
    found = {"cards": [{"indicator": "delegations", "text": "23\n团"}], "panels": list(panels)}
    return faults(found, heard or Heard(), dict(cards), {"chart": CHART, "table": TABLE})


def test_a_page_that_is_right():
    assert said(drawn("chart"), drawn("table"), cards=[("delegations", "23 团")]) == []


@pytest.mark.parametrize(
    ("panel", "fault"),
    [
        ({"stamp": "a2"}, "it was given other numbers than the warehouse has"),
        ({"text": " "}, "it is blank"),
        ({"box": [0, 0, 0, 9]}, "it is blank"),
        ({"value": "8 团"}, "it shows '8 团' and must show '9 团'"),
        ({"hasChart": False}, "its chart is not drawn"),
        ({"drawn": json.dumps([{"x": [8, 2], "y": ["南朗", "港口"]}])}, "its chart shows other data than it was given"),
        ({"marks": 0}, "its chart has data and no mark"),
    ],
)
def test_a_chart_that_is_not_right(panel, fault):
    assert said(drawn("chart", **panel), drawn("table")) == [f"panel chart: {fault}"]


def test_a_table_with_a_row_less_and_a_panel_that_is_not_there():
    assert said(drawn("table", rows=["2026年赴港 1"])) == [
        "panel chart: it is not there",
        "panel table: its table shows other rows",
    ]


def test_a_panel_that_nobody_has_computed():
    found = said(drawn("chart"), drawn("table"), drawn("chart", key="other"))
    assert found == ["panel other: it was given other numbers than the warehouse has"]


def test_a_card_and_what_the_browser_says():
    heard = Heard(console=["TypeError"], failed=["/x.js"])
    assert said(drawn("chart"), drawn("table"), heard=heard, cards=[("delegations", "24 团")]) == [
        "console: TypeError",
        "request failed: /x.js",
        "card delegations shows '23 团' and must show '24 团'",
    ]


def test_the_panels_of_a_page_without_server_and_browser(monkeypatch):
    clock_of(monkeypatch)(2026, 11, 20, 9)
    load("visits.csv", [VISITS, ["A1", "2026-03-02", "赴港", "HKPC", 5], ["A2", "2026-04-02", "来访", "HKU", 5]])
    panels = panels_of(Shot("visits", "visits"), "zh-Hans", date(2026, 11, 20), "print")
    assert panels["visits"]["view"]["value"] == "2 团"
    assert [row[0] for row in panels["visits"]["view"]["table"]["rows"]] == ["2026年4月2日", "2026年3月2日"]
    assert panels["visits"]["stamp"] != panels["partners"]["stamp"]
