"""A definition that changed, and days that went by, are causes of their own; of a day its definition holds."""

from datetime import date

import pytest

from dashboard.card import card
from tests.dashboard.indicators.own_definitions import entry, keep, version, within
from tests.dashboard.story import INTENTS, clock_of, load, reader

CHANGED = entry(
    version("2012-01-01", definition="一百八十天", numerator=within(180)),
    version("2026-11-17", definition="九十天", numerator=within(90)),
)


@pytest.fixture
def at(monkeypatch):
    """Contracted 120 days, 60 days and never after the intention of 2026; all known by Tuesday the 10th of November."""
    at = clock_of(monkeypatch)
    at(2026, 11, 9, 9)
    load("a.csv", [INTENTS, *([f"I{number}", "2026-05-20", f"甲{number}", "意向", None] for number in (1, 2, 3))])
    at(2026, 11, 10, 9)
    load(
        "b.csv", [INTENTS, ["I1", "2026-09-17", "甲1", "正式签约", None], ["I2", "2026-07-19", "甲2", "正式签约", None]]
    )
    return at


def parts(indicator, since, **filters):
    found = reader(**filters).difference(indicator, since)
    return found.before, found.now, {part.cause: part.value for part in found.parts if part.value}


def test_a_definition_that_changed(at):
    keep(CHANGED)
    at(2026, 11, 20, 9)
    before, now, by_cause = parts("conversion_rate", date(2026, 11, 13))
    assert (before, now) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert by_cause == {"defined": pytest.approx(-1 / 3)}
    # Together with what came: then 0 of 3, by the old definition 2 of 3, by the new one 1 of 3.
    before, now, by_cause = parts("conversion_rate", date(2026, 11, 9))
    assert (before, now) == (0, pytest.approx(1 / 3))
    assert by_cause == {"corrected": pytest.approx(2 / 3), "defined": pytest.approx(-1 / 3)}


def test_as_of_a_day_the_definition_of_then_holds(at):
    keep(CHANGED)
    at(2026, 11, 20, 9)
    for day, value, definition in ((None, "33.3%", "九十天"), (17, "33.3%", "九十天"), (16, "66.7%", "一百八十天")):
        shown = card(reader(as_of=day and date(2026, 11, day)), "conversion_rate")
        assert (shown.value, shown.definition) == (value, definition)


def test_days_that_went_by(at):
    """An intention of 20 May stalls on 17 November, after 180 days."""
    at(2026, 11, 20, 9)
    assert parts("stalled", date(2026, 11, 13)) == (0, 1, {"elapsed": 1})
    assert parts("stalled", date(2026, 11, 17)) == (1, 1, {})
    assert parts("stalled", date(2026, 11, 13), as_of=date(2026, 11, 16)) == (0, 0, {})
