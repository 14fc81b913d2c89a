"""The figures of the pages are those of `python -m dashboard.values`, and each has its definition."""

import json

import pytest

from dashboard import values
from dashboard.indicators.registry import INDICATORS
from dashboard.text import LANGUAGES, catalogue
from dashboard.text.format import count, money, percent
from tests.pages.drawn import SCRIPTS, draw

CARDS = {
    "overview": {
        "delegations",
        "meetings",
        "new_partners",
        "intentions",
        "mous",
        "contracts",
        "started",
        "talent_in",
    },
    "visits": {"delegations", "meetings", "participants", "new_partners"},
    "intents": {
        "intentions",
        "mous",
        "contracts",
        "started",
        "production",
        "fulfilment_rate",
        "conversion_rate",
        "stalled",
    },
    "talent": {
        "talent_in",
        "talent_out",
        "talent_net",
        "scheme_applications",
        "scheme_approvals",
        "scheme_arrivals",
    },
    "partners": {"meetings", "new_partners", "intentions", "mous", "contracts", "talent_in"},
    "sectors": set(),
    "towns": set(),
    "definitions": set(),
}
VIEWS = {
    "all": ({}, []),
    "2024": ({"start": "2024-01-01", "end": "2024-12-31"}, ["--from", "2024-01-01", "--to", "2024-12-31"]),
    "narrow": (
        {"partner": ["香港贸易发展局", "香港生产力促进局"], "direction": "ZS_TO_HK", "start": "2014-01-01"},
        ["--partner", "香港贸易发展局", "香港生产力促进局", "--direction", "ZS_TO_HK", "--from", "2014-01-01"],
    ),
    "published": ({"start": "2021-01-01", "end": "2025-12-31"}, ["--from", "2021-01-01", "--to", "2025-12-31"]),
}


@pytest.fixture
def command(capfdbinary):
    """What the command prints for an indicator under filters."""

    def run(indicator, arguments):
        capfdbinary.readouterr()
        assert values.main([indicator, "--json", *arguments]) == 0
        (row,) = json.loads(capfdbinary.readouterr().out)["values"]
        return row["value"]

    return run


def named(indicator, language):
    return catalogue()[f"indicator.{indicator}.name"][language]


def written(indicator, value, language):
    return {"CNY": money, "ratio": percent}.get(INDICATORS[indicator].unit, count)(value, language)


@pytest.mark.parametrize("page", SCRIPTS)
@pytest.mark.parametrize("view", VIEWS)
def test_cards_show_what_the_command_prints(samples, command, page, view):
    address, arguments = VIEWS[view]
    for language in LANGUAGES:
        cards = draw(page, language=language, **address).cards
        assert set(cards) == {named(indicator, language) for indicator in CARDS[page]}
        for indicator in CARDS[page]:
            card = cards[named(indicator, language)]
            assert card["value"] == written(indicator, command(indicator, arguments), language), indicator


@pytest.mark.parametrize("language", LANGUAGES)
def test_definitions_show_what_the_command_prints(samples, command, language):
    (panel,) = draw("definitions", language=language).panels
    texts = {key: texts[language] for key, texts in catalogue().items()}
    rows = {row[texts["definitions.id"]]: row for row in panel.rows}
    assert set(rows) == set(INDICATORS)
    for indicator, row in rows.items():
        shown = row[texts["definitions.value"]]
        expected = written(indicator, command(indicator, []), language)
        assert shown == expected or shown.startswith(f"{expected} "), indicator


@pytest.mark.parametrize("page", SCRIPTS)
def test_every_figure_has_its_definition(samples, page):
    for language in LANGUAGES:
        definitions = {
            named(indicator, language): catalogue()[f"indicator.{indicator}.definition"][language]
            for indicator in INDICATORS
        }
        for label, card in draw(page, language=language).cards.items():
            assert card["definition"].startswith(definitions[label])


def test_a_sum_says_how_many_records_state_the_number(samples):
    """Of the 23 delegations of all time five have a number of persons: 14, 4, 140, 2 and 19."""
    cards = draw("visits").cards
    assert "23 条记录中 5 条写明了数字" in cards["交流人次"]["definition"]
    assert "写明了数字" not in cards["交流团组"]["definition"]


def test_the_delegation_of_the_origin_article(samples):
    """One delegation in 2024 met three bodies; one intention, nothing signed."""
    cards = draw("overview", start="2024-10-31", end="2024-11-01").cards
    found = {label: card["value"] for label, card in cards.items()}
    assert found == {
        "交流团组": "1",
        "拜访机构": "3",
        "对接新机构": found["对接新机构"],
        "达成意向": "1",
        "签约意向": "0",
        "正式签约": "0",
        "开工": "0",
        "来中山人才": "—",
    }


def test_change_against_the_period_before(samples, command):
    cards = draw("overview", start="2024-01-01", end="2024-12-31").cards
    now = command("delegations", ["--from", "2024-01-01", "--to", "2024-12-31"])
    before = command("delegations", ["--from", "2023-01-01", "--to", "2023-12-31"])
    assert now > before
    assert cards["交流团组"]["changes"][0] == f"同比增 {now - before} 团"
