"""What a change does to the indicators, with numbers worked out by hand."""

import pytest

from dashboard.stewardship.effects import MOST_ROWS, effects
from etl.history.undoing import undo_change
from etl.own_reference import keep_own
from etl.policy import forget_policy
from etl.trial import trial
from tests.dashboard.story import INTENTS, TARGETS, VISITS, clock_of


@pytest.fixture(autouse=True)
def now(monkeypatch):
    clock_of(monkeypatch)(2026, 11, 20, 9)


def told(before, after, language="zh-Hans"):
    """(indicator, period) → before, after, change; and the ids and kinds of the rows."""
    found = effects(before, after, language)
    numbers = {(e["indicator"], e["period"]): (e["before"], e["after"], e["change"]) for e in found}
    rows = {(e["indicator"], e["period"]): [(row["id"], row["kind"]) for row in e["rows"]] for e in found}
    return numbers, rows


def test_new_and_changed_rows_and_nothing_that_stays(loaded):
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3]])
    before = loaded.warehouse.current()
    # One row says something else, one is new and lies in the year before.
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 5], ["V2", "2025-06-07", "赴港", "HKUST", 4]])
    numbers, rows = told(before, loaded.warehouse.current())
    assert numbers == {
        ("delegations", "all_time"): ("1", "2", "增 1 团"),
        ("meetings", "all_time"): ("1", "2", "增 1 机构次"),
        ("participants", "all_time"): ("3", "9", "增 6 人次"),
        ("participants", "this_year"): ("3", "5", "增 2 人次"),
        ("new_partners", "all_time"): ("1", "2", "增 1 家"),
        ("visited", "all_time"): ("1", "2", "增 1 家"),
    }
    assert rows["delegations", "all_time"] == rows["new_partners", "all_time"] == [("V2", "new")]
    assert rows["participants", "all_time"] == [("V1", "changed"), ("V2", "new")]
    assert rows["participants", "this_year"] == [("V1", "changed")]


def test_an_undo_on_trial_tells_what_goes_as_it_stood(loaded):
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3]], name="one.csv")
    loaded.load([VISITS, ["V2", "2026-05-08", "赴港", "HKPC", 4]], name="two.csv")
    current = loaded.warehouse.current()
    with trial(undo_change(1, "somebody")) as after:
        (found,) = [
            e
            for e in effects(current, after, "zh-Hans")
            if (e["indicator"], e["period"]) == ("participants", "this_year")
        ]
    assert (found["before"], found["after"], found["unit"], found["change"]) == ("7", "4", "人次", "减 3 人次")
    assert found["rows"] == [
        {"table": "visits", "id": "V1", "summary": "2026年5月7日 · 香港生产力促进局", "kind": "gone"}
    ]
    assert loaded.warehouse.current() == current
    assert not after.exists()


def test_a_matter_that_comes_further_is_a_changed_row_of_what_it_has_reached(loaded):
    loaded.load([INTENTS, ["I1", "2026-03-01", "合作", "意向", "1亿元"], ["I2", "2026-04-01", "别的", "意向", "1亿元"]])
    before = loaded.warehouse.current()
    loaded.load([INTENTS, ["I1", "2026-06-01", "合作", "签订合同", "2亿元"]])
    numbers, rows = told(before, loaded.warehouse.current())
    assert numbers["contracts", "this_year"] == ("0", "1", "增 1 项")
    assert numbers["contracts_amount", "all_time"] == ("—", "2 亿元", "增 2 亿元")
    # One of the two intentions came to a contract.
    assert numbers["conversion_rate", "all_time"] == ("0.0%", "50.0%", "升 50.0 点")
    assert rows["contracts", "this_year"] == rows["conversion_rate", "all_time"] == [("I1", "changed")]
    assert ("intentions", "all_time") not in numbers  # what it reached before, it has reached


def test_of_nothing_known_there_is_no_difference(loaded):
    loaded.load([INTENTS, ["I1", "2026-03-01", "合作", "意向", "1亿元"]])
    numbers, rows = told(None, loaded.warehouse.current())
    assert numbers["intentions", "all_time"] == ("—", "1", "增 1 项")
    assert numbers["conversion_rate", "this_year"] == ("—", "0.0%", "现在可算")
    assert rows["intentions", "all_time"] == [("I1", "new")]


def test_a_target_changes_the_share_of_it_alone(loaded):
    loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3]])
    keep_own("targets.csv", f"{TARGETS}\ndelegations,2026,4,count,a,b,c,\n".encode())
    with trial(lambda connection: None) as after:
        (found,) = effects(loaded.warehouse.current(), after, "en")
    assert (found["name"], found["period_words"]) == ("Plan completion: Delegations", "2026")
    assert (found["before"], found["after"], found["rows"]) == ("—", "25.0%", [])


def test_small_numbers_of_people_are_not_told(loaded, tmp_path):
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "policy.toml").write_text("smallest_people = 5\n", encoding="utf-8")
    forget_policy()
    try:
        loaded.load([VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3]])
        numbers, _ = told(None, loaded.warehouse.current(), "en")
    finally:
        forget_policy()
    shown = numbers["participants", "all_time"][1]
    assert "3" not in shown
    assert numbers["delegations", "all_time"][1] == "1"


def test_of_many_rows_the_first_are_listed_with_their_number(loaded):
    loaded.load([VISITS, *([f"V{number}", "2026-05-07", "赴港", "HKPC", number] for number in range(1, 61))])
    (found,) = [
        e for e in effects(None, loaded.warehouse.current(), "en")
        if (e["indicator"], e["period"]) == ("participants", "all_time")
    ]  # fmt: skip
    assert (found["after"], found["row_count"], len(found["rows"])) == ("1,830", 60, MOST_ROWS)
