"""The figures that a reader sees are those of `python -m dashboard.values`."""

import json

import pytest

from dashboard import values
from dashboard.indicators.registry import INDICATORS
from dashboard.text import catalogue
from dashboard.text.format import count, percent
from tests.browser.browsing import PAGES


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_cards(look, data, monkeypatch, capfdbinary, page, language):
    cards = look(page, language, "desk").cards
    monkeypatch.setenv("COOPERATION_DATA", str(data))
    indicators = {catalogue()[f"indicator.{name}.name"][language]: name for name in INDICATORS}
    assert bool(cards) == (page not in ("sectors", "towns", "definitions"))
    for label, shown in cards.items():
        capfdbinary.readouterr()
        assert values.main([indicators[label], "--json"]) == 0
        (row,) = json.loads(capfdbinary.readouterr().out)["values"]
        write = percent if INDICATORS[indicators[label]].unit == "ratio" else count
        written = write(row["value"], language)
        assert shown == written or shown.startswith(f"{written} "), label


@pytest.mark.parametrize("page", PAGES)
def test_cards_on_a_phone_are_those_of_the_desk(look, page):
    assert look(page, "zh-Hans", "phone").cards == look(page, "zh-Hans", "desk").cards
