"""Which pages take turns on a wall."""

import pytest

from dashboard.navigation import PAGES
from dashboard.rotation import pages_in_turn, settings
from dashboard.wall import WALLS

DEFAULT = ["overview", "visits", "intents", "talent"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ([], DEFAULT),
        ([""], DEFAULT),
        ([",,"], DEFAULT),
        (["nowhere"], DEFAULT),
        (["towns"], ["towns"]),
        (["visits,overview"], ["visits", "overview"]),
        (["visits", "overview"], ["visits", "overview"]),
        ([" visits , nowhere ,visits,towns"], ["visits", "towns"]),
        (["/visits", "https://example.org", "../etc"], DEFAULT),
    ],
)
def test_pages_in_turn(asked, expected):
    assert pages_in_turn(asked) == expected


def test_the_settings_name_pages_that_have_a_wall():
    assert settings()["pages"] == DEFAULT
    assert set(settings()["pages"]) <= set(WALLS) <= {page for _, page, _ in PAGES}
    assert settings()["seconds"] >= 5
