"""Small numbers of people: what is shown of them, and that nothing shown depends on them."""

import json
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import warehouse as versions
from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.suppression import is_small, stand_in, veiled_sql
from etl.places import data_folder
from etl.policy import forget_policy
from tests.conftest import run
from tests.dashboard.story import clock_of, load

VISITS = ["编号", "日期", "方向", "机构", "行业", "人数"]
FLOWS = ["编号", "月份", "方向", "人数", "目的", "合作机构", "行业"]
PEOPLE = [id for id in INDICATORS if INDICATORS[id].basis == "persons"]


@pytest.fixture
def smallest():
    """`smallest(5)`: from now on fewer than 5 persons are not shown."""

    def set_to(number):
        data_folder().mkdir(parents=True, exist_ok=True)
        (data_folder() / "policy.toml").write_text(f"smallest_people = {number}\n", encoding="utf-8")
        forget_policy()
        versions._connections.clear()
        return versions.current().name if data_folder().joinpath("warehouse").exists() else ""

    yield set_to
    forget_policy()


def visits(*people):
    """A visit a day with so many persons each."""
    days = (date(2024, 5, 7) + timedelta(days=number) for number in range(len(people)))
    told = zip(days, people, strict=True)
    return [VISITS, *([f"V{day}", f"{day}", "赴港", "HKPC", "潮玩", number] for day, number in told)]


def shown(version, indicator, *by, **filters):
    return versions.values(version, indicator, Filters(**filters), by)


def test_off_nothing_is_changed(smallest):
    load("v.csv", visits(3, 14))
    version = smallest(0)
    assert [row["value"] for row in shown(version, "participants", "day").rows] == [3, 14]
    assert not is_small(3)


def test_a_figure_of_too_few_is_not_shown_and_counts_as_the_stand_in(smallest):
    load("v.csv", visits(3, 14, 5, 1))
    version = smallest(5)
    rows = shown(version, "participants", "day").rows
    assert [row["value"] for row in rows] == [None, 14, 5, None]
    assert [row.get("suppressed", False) for row in rows] == [True, False, False, True]
    # 14 + 5, and 2 for each of the others.
    assert shown(version, "participants").total == 23
    # The parts that are shown leave 4 of the total: neither 3 + 1 nor either of them can be told from it.
    assert [row["participants"] for row in versions.listed(version, "visits", Filters())] == [2, 5, 14, 2]
    assert shown(version, "delegations").total == 4


@pytest.mark.parametrize(
    ("people", "value"),
    [
        ([4, 4], None),  # at least 2 persons, for all that may be told
        ([4, 4, 4, 4], None),
        ([1, 1, 1, 1, 1], 10),  # certainly 5
        ([5], 5),
        ([4, 5], 7),
        ([0], 0),
        ([0, 0, 0, 0, 1], None),
        ([0, 0, 0, 0, 1, 1, 1], None),
        ([0, 0, 0, 12], 12),
    ],
)
def test_a_sum_is_shown_when_it_is_certain_to_be_of_enough(smallest, people, value):
    load("v.csv", visits(*people))
    assert shown(smallest(5), "participants").total == value


def test_net_cumulated_and_shares(smallest):
    load("t.csv", [
        FLOWS,
        ["F1", "2024年1月", "来中山", 3, "任职", "HKUST", "潮玩"],
        ["F2", "2024年1月", "赴港", 20, "交流", "HKUST", "潮玩"],
        ["F3", "2024年2月", "来中山", 40, "交流", "HKPC", "灯饰"],
        ["F4", "2024年3月", "来中山", 12, "交流", "HKPC", "灯饰"],
        ["F5", "2024年3月", "赴港", 10, "交流", "HKPC", "灯饰"],
    ])  # fmt: skip
    version = smallest(5)
    assert [row["value"] for row in shown(version, "talent_in", "month").rows] == [None, 40, 12]
    # 3 counts as 2, on both sides of the net.
    assert [row["value"] for row in shown(version, "talent_net", "month").rows] == [-18, 40, None]
    split = {
        (row["sector"], row["partner"]): row["value"] for row in shown(version, "talent_in", "sector", "partner").rows
    }
    assert split == {("潮玩", "香港科技大学"): None, ("灯饰照明", "香港生产力促进局"): 52}
    assert shown(version, "talent_net").total == 2 + 40 + 12 - 20 - 10


def test_a_target_and_the_share_of_it(smallest):
    folder = data_folder() / "reference"
    folder.mkdir(parents=True)
    (folder / "targets.csv").write_text(
        "indicator,year,target,unit,owner,source,note,is_example\n"
        "participants,2024,100,persons,,,,\ndelegations,2024,10,count,,,,\n",
        encoding="utf-8",
    )
    load("v.csv", visits(3))
    version = smallest(5)
    rows = shown(version, "plan_completion", "indicator", end=date(2024, 12, 31)).rows
    assert {row["indicator"]: row["value"] for row in rows} == {"participants": None, "delegations": 0.1}


def test_what_changed_is_not_told_of_too_few(smallest, monkeypatch):
    at = clock_of(monkeypatch)
    at(2026, 11, 10, 9)
    load("v.csv", visits(14))
    at(2026, 11, 17, 9)
    load("w.csv", visits(14, 3))
    at(2026, 11, 20, 9)
    version = smallest(5)
    assert versions.difference(version, "participants", Filters(), date(2026, 11, 13)) is None
    assert versions.difference(version, "delegations", Filters(), date(2026, 11, 13)).total == 1


def test_the_command_says_that_a_value_is_suppressed(smallest):
    load("v.csv", visits(3, 14))
    smallest(5)
    told = json.loads(run("participants", "--by", "day", "--json", module="dashboard.values").stdout)
    assert told["values"] == [
        {"day": "2024-05-07", "value": None, "suppressed": True},
        {"day": "2024-05-08", "value": 14},
    ]
    assert run("participants", "--by", "day", module="dashboard.values").stdout.startswith("2024-05-07\t\n")


# Populations: the same large numbers at the same places, any small ones at the others.
@st.composite
def _two_populations(draw):
    number = draw(st.integers(3, 12))
    people = draw(st.lists(st.integers(1, 3 * number), min_size=1, max_size=9))
    other = [draw(st.integers(1, number - 1)) if one < number else one for one in people]
    return number, people, other


def _all_windows(number, people):
    """Every sum over neighbours and, of those, what is shown: each filter of days that a reader can choose."""
    connection = duckdb.connect()
    values = ", ".join(f"({place}, {one})" for place, one in enumerate(people))
    connection.execute(f"create view whole as select * from (values {values}) as t(place, participants)")
    connection.execute(f"create view visits as {veiled_sql('visits', 'whole', ['participants'], number)}")
    told = connection.execute(
        "select first, last, (select sum(participants) from visits where place between first and last)"
        " from range(10) as f(first), range(10) as l(last) order by all"
    ).fetchall()
    connection.close()
    return told


@given(_two_populations())
@settings(max_examples=30, deadline=None)
def test_no_combination_of_sums_tells_a_small_number(populations):
    number, people, other = populations
    told = _all_windows(number, people)
    # Whatever is computed from all sums is the same for any small numbers at these places.
    assert told == _all_windows(number, other)
    small = sum(1 for one in people if one < number)
    large = sum(one for one in people if one >= number)
    assert max(value or 0 for *_, value in told) == large + small * stand_in(number)
