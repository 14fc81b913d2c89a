"""Two weeks number by number: from what they were told from, so that nothing later changes what was said."""

from datetime import date

import pytest

from dashboard.export.compare import compared
from dashboard.export.kept.exported_week import choices
from dashboard.export.kept.folder import exports_folder, write_manifest
from dashboard.export.kept.frozen import freeze, frozen_day
from dashboard.export.kept.told_from import told_from
from dashboard.export.kept.week import Week
from dashboard.export.shooting.figures import reader_of, values_shown
from dashboard.export.shots.shot import Shot
from etl import clock
from etl.errors import CooperationError
from etl.warehouse import open_warehouse
from tests.dashboard.indicators.own_definitions import entry, keep, version, within
from tests.dashboard.story import INTENTS, VISITS, clock_of, load

NORTH = Shot("north", "visits", {"direction": ("ZS_TO_HK",)})
SHOTS = (Shot("overview", "overview"), NORTH)
W46, W47 = Week(2026, 46), Week(2026, 47)


def export(week, day, indicators, shots=SHOTS):
    """A week as the command makes it, without its pictures: frozen by the real code, its values by the real code."""
    exports = exports_folder()
    frozen = freeze(week, day, exports)
    with told_from(frozen):
        pages = [
            {
                "name": shot.name,
                "address": shot.path("zh-Hans", frozen_day(frozen).isoformat()),
                "values": values_shown(reader_of(shot, "zh-Hans", frozen_day(frozen)), indicators),
            }
            for shot in shots
        ]
    (exports / week.name).mkdir()
    said = {"week": week.name, "as_of": day.isoformat(), "made_at": clock.now(), "pages": pages}
    write_manifest(exports / week.name, {"folder": week.name, "language": "zh-Hans", **said})


def visit(number, direction="赴港"):
    return [VISITS, [f"V{number}", "2026-05-07", direction, "HKPC", 3]]


@pytest.fixture
def at(monkeypatch):
    """W46 told on Friday at five, with more that came at six; W47 with one new, one corrected and one taken back."""
    at = clock_of(monkeypatch)
    at(2026, 11, 10, 9)
    load("a.csv", visit(1))
    load("b.csv", visit(2))
    at(2026, 11, 13, 17)
    export(W46, date(2026, 11, 13), ["delegations", "participants"])
    at(2026, 11, 13, 18)
    load("c.csv", visit(3))
    at(2026, 11, 18, 9)
    load("d.csv", visit(4, "来访"))
    load("e.csv", [VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 8]])
    open_warehouse().undo(2, "tester")
    at(2026, 11, 20, 17)
    export(W47, date(2026, 11, 20), ["delegations", "participants"])
    return at


def told(language="en"):
    found = compared(exports_folder(), (W47.name, W46.name), language)
    return {(row["indicator"], row["chosen"]): row for row in found["rows"]}


def causes(row):
    return {part["cause"]: part["value"] for part in row["parts"]}


def test_each_difference_in_parts_that_sum_to_it(at):
    rows = told()
    every = rows["delegations", ""]
    # V1 and V2 before; V3 came that evening, V4 later, and V2 was taken back.
    assert (every["before"], every["now"], every["change"]) == (2, 3, 1)
    assert causes(every) == {"same_day": 1, "new": 1, "undone": -1}
    assert every["cause_words"] == "new +1; undone −1; recorded on that day after the earlier export +1"
    people = rows["participants", ""]
    # 3 and 3 before; 8, 3 and 3 now.
    assert (people["before"], people["now"]) == (6, 14)
    assert causes(people) == {"same_day": 3, "new": 3, "corrected": 5, "undone": -3}
    for row in rows.values():
        assert row["change"] == pytest.approx(row["now"] - row["before"])
        assert row["change"] == pytest.approx(sum(causes(row).values()))
    # Under the filters of the other shot.
    row = rows["delegations", "Direction To Hong Kong"]
    assert (row["before"], row["now"], causes(row)) == (2, 2, {"same_day": 1, "undone": -1})


def test_nothing_later_changes_what_was_said(at):
    before = {language: compared(exports_folder(), (W46.name, W47.name), language) for language in ("zh-Hans", "en")}
    at(2026, 11, 24, 9)
    open_warehouse().undo(1, "tester")
    load("f.csv", visit(5))
    open_warehouse().redo(2, "tester")
    keep(entry(version("2012-01-01", numerator=within(30))))
    after = {language: compared(exports_folder(), (W46.name, W47.name), language) for language in ("zh-Hans", "en")}
    assert after == before


def test_a_definition_that_changed_between_the_weeks(monkeypatch):
    """As in test_definition_changes: 2 of 3 within 180 days, 1 of 3 within 90."""
    at = clock_of(monkeypatch)
    keep(entry(version("2012-01-01", numerator=within(180)), version("2026-11-17", numerator=within(90))))
    at(2026, 11, 9, 9)
    load("a.csv", [INTENTS, *([f"I{number}", "2026-05-20", f"甲{number}", "意向", None] for number in (1, 2, 3))])
    load(
        "b.csv", [INTENTS, ["I1", "2026-09-17", "甲1", "正式签约", None], ["I2", "2026-07-19", "甲2", "正式签约", None]]
    )
    at(2026, 11, 13, 17)
    export(W46, date(2026, 11, 13), ["conversion_rate"], SHOTS[:1])
    at(2026, 11, 20, 17)
    export(W47, date(2026, 11, 20), ["conversion_rate"], SHOTS[:1])
    (row,) = told().values()
    assert (row["before"], row["now"]) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert causes(row) == {"defined": pytest.approx(-1 / 3)}
    assert row["cause_words"].endswith("the definition changed between the two weeks")


def test_settings_that_were_changed_in_place(monkeypatch):
    at = clock_of(monkeypatch)
    keep(entry(version("2012-01-01", numerator=within(180))))
    at(2026, 11, 9, 9)
    load("a.csv", [INTENTS, ["I1", "2026-05-20", "甲1", "意向", None]])
    at(2026, 11, 10, 9)
    load("b.csv", [INTENTS, ["I1", "2026-09-17", "甲1", "正式签约", None]])
    at(2026, 11, 14, 9)
    export(W46, date(2026, 11, 13), ["conversion_rate"], SHOTS[:1])
    keep(entry(version("2012-01-01", numerator=within(90))))
    at(2026, 11, 20, 17)
    export(W47, date(2026, 11, 20), ["conversion_rate"], SHOTS[:1])
    (row,) = told().values()
    assert (row["before"], row["now"], causes(row)) == (1, 0, {"settings": -1})


def test_a_number_that_only_one_week_has(monkeypatch):
    at = clock_of(monkeypatch)
    at(2026, 11, 10, 9)
    load("a.csv", visit(1))
    export(W46, date(2026, 11, 13), ["delegations", "participants"], SHOTS[:1])
    export(W47, date(2026, 11, 20), ["delegations", "meetings"], SHOTS[:1])
    rows = {row["indicator"]: row for row in compared(exports_folder(), (W46.name, W47.name), "en")["rows"]}
    assert rows["meetings"]["change"] is None
    assert rows["meetings"]["cause_words"] == "only 2026-W47 has it"
    assert rows["participants"]["cause_words"] == "only 2026-W46 has it"
    assert rows["delegations"]["change"] == 0


def test_all_is_new_when_nothing_had_been_loaded(monkeypatch):
    at = clock_of(monkeypatch)
    at(2026, 11, 18, 9)
    load("a.csv", visit(1))
    export(W46, date(2026, 11, 13), ["delegations"], SHOTS[:1])
    export(W47, date(2026, 11, 20), ["delegations"], SHOTS[:1])
    (row,) = told().values()
    assert (row["before"], row["now"], causes(row), row["cause_words"]) == (0, 1, {"new": 1}, "new +1")
    # A change that may not be told is not told here either, nor its causes.
    monkeypatch.setattr("dashboard.export.compare._Weeks._is_told", lambda *_: False)
    (row,) = told().values()
    assert (row["change"], row["change_words"], row["parts"]) == (None, "—", [])
    assert row["cause_words"] == "change not shown: few people"


def test_weeks_that_are_not_there():
    with pytest.raises(CooperationError, match="2026-W40"):
        compared(exports_folder(), ("2026-W40", W47.name), "en")


def test_an_address_without_what_the_export_says_itself():
    assert choices("/?language=en&as_of=2026-11-20&town=b&town=a&from=2026-01-01") == (
        ("from", ("2026-01-01",)),
        ("town", ("a", "b")),
    )
