"""A pick comes from a browser: only our names with texts of a sensible length reach the address."""

import pytest

from dashboard import picking


@pytest.fixture
def chosen(monkeypatch):
    found = {}
    monkeypatch.setattr(picking, "choose", lambda **changes: found.update(changes))
    return found


def test_what_a_mark_stands_for(chosen):
    picking.pick({"sector": "潮玩", "from": "2024-01-01"})
    assert chosen == {"sector": ["潮玩"], "from": ["2024-01-01"]}


@pytest.mark.parametrize("sent", [None, "sector", 3, ["sector"], {}, {"sector": 3}, {"sector": ""}, {"view": "screen"}])
def test_what_stands_for_nothing(chosen, sent):
    picking.pick(sent)
    assert chosen == {}


def test_a_text_that_is_too_long(chosen):
    picking.pick({"partner": "x" * 201, "town": "y" * 200})
    assert chosen == {"town": ["y" * 200]}
