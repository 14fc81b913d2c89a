"""Definitions are data: versions with the day from which they hold, an office's own edition, and nothing hostile."""

import json
from datetime import date

import pytest

from dashboard import values as command
from dashboard import warehouse as shown
from dashboard.indicators.filters import Filters
from dashboard.indicators.indicator import BASES, COHORTS, PERIOD_RULES, UNITS
from dashboard.indicators.registry import INDICATORS, definition, versions_in
from dashboard.indicators.values import values
from dashboard.text import catalogue, t
from etl.definitions import definition_words, definitions
from etl.errors import ReferenceBroken
from etl.places import own_reference_folder
from tests.dashboard.indicators.own_definitions import entry, keep, version, within

HEADING = ["编号", "日期", "事项", "阶段"]
TWO = entry(
    version("2012-01-01", definition="一百八十天", numerator=within(180)),
    version("2026-07-01", definition="九十天", numerator=within(90)),
)


@pytest.fixture
def intents(loaded):
    """Contracted 120 days, 60 days and never after the intention."""
    loaded.load([HEADING, *([f"I{n}", "2024-01-01", f"甲{n}", "意向"] for n in (1, 2, 3))])
    loaded.load([HEADING, ["I1", "2024-04-30", "甲1", "正式签约"], ["I2", "2024-03-01", "甲2", "正式签约"]])
    return loaded


def test_an_old_version_is_kept_and_both_can_be_asked(intents):
    keep(TWO)
    old, new = versions_in("conversion_rate", date(2026, 1, 1), date(2026, 12, 31))
    assert (old.version, old.valid_from, old.valid_until) == (1, date(2012, 1, 1), date(2026, 6, 30))
    assert (new.version, new.valid_from, new.valid_until) == (2, date(2026, 7, 1), None)
    with intents.connection() as connection:
        assert values(connection, old, Filters()).total == pytest.approx(2 / 3)
        assert values(connection, new, Filters()).total == pytest.approx(1 / 3)


def test_the_day_says_which_version_holds(intents):
    keep(TWO)
    days = {date(2010, 1, 1): 1, date(2026, 6, 30): 1, date(2026, 7, 1): 2, date(2030, 1, 1): 2}
    assert {day: definition("conversion_rate", day).version for day in days} == days
    assert definition("conversion_rate", date(2030, 1, 1), number=1).version == 1
    for number in (0, 3):
        with pytest.raises(KeyError):
            definition("conversion_rate", number=number)
    with pytest.raises(KeyError):
        definition("nonsense")


def test_versions_in_a_period():
    keep(TWO)

    def numbers(start, end):
        return [one.version for one in versions_in("conversion_rate", start, end)]

    assert numbers(None, None) == numbers(date(2026, 6, 30), date(2026, 7, 1)) == [1, 2]
    assert numbers(date(2020, 1, 1), date(2026, 6, 30)) == numbers(None, date(2011, 1, 1)) == [1]
    assert numbers(date(2026, 7, 1), None) == [2]


def test_pages_show_the_version_of_the_day(intents):
    keep(TWO)
    version = shown.current().name
    # As of that day nothing was loaded: the version is the one that held then.
    assert shown.values(version, "conversion_rate", Filters(as_of=date(2026, 6, 30))).indicator.version == 1
    assert shown.values(version, "conversion_rate", Filters(as_of=date(2099, 1, 1))).total == pytest.approx(1 / 3)
    first = shown.values(version, "conversion_rate", Filters(as_of=date(2099, 1, 1)), definition=1)
    assert (first.indicator.version, first.total) == (1, pytest.approx(2 / 3))


def test_the_command_says_by_which_version(intents, capfdbinary):
    keep(TWO)
    for arguments, number, valid_from, value in (
        (["--as-of", "2099-01-01"], 2, "2026-07-01", 1 / 3),
        (["--as-of", "2099-01-01", "--definition", "1"], 1, "2012-01-01", 2 / 3),
    ):
        assert command.main(["conversion_rate", "--json", *arguments]) == 0
        found = json.loads(capfdbinary.readouterr().out)
        assert found["definition"] == {"version": number, "valid_from": valid_from}
        assert found["values"] == [{"value": pytest.approx(value)}]
    with pytest.raises(SystemExit) as exit:
        command.main(["conversion_rate", "--definition", "9"])
    assert exit.value.code == 2


def test_words_are_those_of_the_version():
    keep(TWO)
    assert definition_words("conversion_rate", 1, "en") == "一百八十天"
    assert definition_words("conversion_rate", 2, "en") == "九十天"
    assert t("indicator.conversion_rate.name", "en") == "甲"
    assert catalogue()["indicator.conversion_rate.counted"]["zh-Hant"] == "乙"


def test_an_own_edition_wins_and_the_others_stay():
    before = set(INDICATORS)
    keep(entry(version("2020-01-01", numerator=within(30)), id="quick_conversion"), TWO)
    assert set(INDICATORS) == before | {"quick_conversion"}
    assert INDICATORS["quick_conversion"].numerator[0].days == 30
    assert INDICATORS["conversion_rate"].case == ("id",)
    assert INDICATORS["delegations"].code == "V1"


def test_an_edition_that_is_taken_away_is_forgotten():
    keep(TWO)
    assert len(versions_in("conversion_rate", None, None)) == 2
    keep("")
    assert len(versions_in("conversion_rate", None, None)) == 1


def test_a_change_by_another_process_is_seen_by_the_next_page_and_a_broken_one_is_not(intents, caplog):
    keep(TWO)
    assert len(versions_in("conversion_rate", None, None)) == 2
    file = own_reference_folder() / "indicators.toml"
    file.write_text(entry(version("2020-01-01", numerator=within(7))), encoding="utf-8")
    assert len(versions_in("conversion_rate", None, None)) == 2
    shown.current()
    (only,) = versions_in("conversion_rate", None, None)
    assert only.numerator[0].days == 7
    file.write_text("[", encoding="utf-8")
    shown.current()
    assert versions_in("conversion_rate", None, None) == (only,)
    assert "indicators.toml" in caplog.text


def test_words_of_an_office_are_shown_as_they_stand():
    """Brackets in a definition are no places to fill in."""
    keep(entry(version("2020-01-01", definition="{0.__class__} {x}", numerator=within(30))))
    assert t("indicator.conversion_rate.definition", "en", x=1) == "{0.__class__} {x}"


HOSTILE = "') or 1=1; drop table visits; --"


def test_a_hostile_value_is_a_value(intents):
    keep(entry(version("2020-01-01", where=f'[{{ column = "stage", in = ["{HOSTILE}"] }}]', numerator=within(9))))
    assert intents.total("conversion_rate") is None
    (row,) = intents.values("conversion_rate").rows
    assert row["denominator"] == 0
    assert intents.query("select count(*) from intents") == [(3,)]


@pytest.mark.parametrize(
    "broken",
    [
        "nonsense",
        "indicators = 3",
        "[indicators]\nconversion_rate = 3",
        entry(id="empty"),
        entry(version("2020-01-01", numerator=within(9)), facts='"pragma_database_list()"'),
        entry(version("2020-01-01", numerator=within(9)), measure='"count(*)"'),
        entry(version("2020-01-01", numerator=within(9)), unit='"apples"'),
        entry(version("2020-01-01", numerator=within(9)), owner='"nobody"'),
        entry(version("2020-01-01", numerator=within(9)), cohort='"everybody"'),
        entry(version("2020-01-01", numerator=within(9)), basis="[]"),
        entry(version("2020-01-01", numerator=within(9)), facts='["stages"]'),
        entry(version("2020-01-01", numerator=within(9)), owner="{}"),
        entry(version("2020-01-01", amount="[1]"), measure='"sum"'),
        entry(version("2020-01-01", of="[]"), measure='"plan"'),
        "[lights]\nwatch = 'far'",
        "[lights]\non_track = true",
        "[owners]\noffice = 'we'",
        entry(version("2020-01-01", numerator=within(9)), period_rule="{}"),
        entry(version("2020-01-01", numerator=within(9)), code='"X1"'),
        entry(version("2020-01-01", numerator=within(9)), case='["id", "1; drop table visits"]'),
        entry(version("2020-01-01", numerator=within(9)), needs='["stage) --"]'),
        entry(version("2020-01-01", numerator=within(9)), published='"yes"'),
        entry(version("2020-01-01", numerator=within(9)), sql='"select 1"'),
        entry(version("2020-01-01", numerator=within(9), sql='"1=1"')),
        entry(version("2020-01-01", numerator=within(9), amount='"amount"')),
        entry(version("2020-01-01", amount='"1); drop table visits"'), measure='"sum"'),
        entry(version("2020-01-01", amount='"stage"'), measure='"sum"'),
        entry(version("2020-01-01", of='"nonsense"'), measure='"plan"'),
        entry(version("2020-01-01")),
        entry(version("2020-01-01", numerator=within(-1))),
        entry(version("2020-01-01", numerator=within(1.5))),
        entry(version("2020-01-01", numerator=within('"1 year"'))),
        entry(version("2020-01-01", numerator=within(9)), version("2020-01-01", numerator=within(9))),
        entry(version("2020-01-02", numerator=within(9)), version("2020-01-01", numerator=within(9))),
        entry(version('"yesterday"', numerator=within(9))),
        *(
            entry(version("2020-01-01", where=f"[{where}]", numerator=within(9)))
            for where in (
                '{ column = "1=1 --", in = ["intent"] }',
                '{ column = "stage", in = [] }',
                '{ column = "stage", in = [1] }',
                '{ column = "stage", in = "intent" }',
                '{ column = "stage", any = ["intent"] }',
                '{ column = "amount", in = ["1"] }',
                '{ column = "stage" }',
                '{ column = "stage", in = ["intent"], filled = true }',
                '{ column = "stage", in = ["intent"], sql = "1" }',
                '{ column = "day", until = "2020-01-01" }',
                '{ column = "day", after = "now()" }',
                '{ column = "is_first_of_both", is = "true or true" }',
                '"stage = 1"',
            )
        ),
    ],
)
def test_what_is_not_in_the_vocabulary_is_refused_in_one_sentence(broken):
    keep(broken)
    with pytest.raises(ReferenceBroken) as refused:
        list(INDICATORS.values())
    assert "indicators.toml" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_command_says_that_a_definition_is_broken(intents, capfd):
    keep(entry(version("2020-01-01", where='[{ column = "x", is = true }]', numerator=within(9))))
    assert command.main(["conversion_rate"]) == 1
    assert "indicators.toml: conversion_rate.versions[1]" in capfd.readouterr().err
    keep("[")
    assert command.main(["conversion_rate"]) == 1
    assert "indicators.toml" in capfd.readouterr().err


def test_what_a_definition_may_say_has_words():
    for family, known in (
        ("cohort", COHORTS), ("basis", BASES), ("period_rule", PERIOD_RULES), ("unit_name", UNITS),
    ):  # fmt: skip
        assert {f"{family}.{one}" for one in known} <= set(catalogue())


def test_every_definition_is_whole():
    assert set(definitions()["owners"]) == {indicator.owner for indicator in INDICATORS.values()}
    words = catalogue()
    for name, indicator in INDICATORS.items():
        is_share = indicator.measure in ("rate", "ratio", "plan")
        assert (f"indicator.{name}.denominator" in words) == is_share == (indicator.unit == "ratio"), name
        assert indicator.code.startswith("S") or indicator.facts != "stage_steps"
