"""Targets, their lights, and how much of the year's plan is done: worked out by hand."""

from datetime import date

import pytest

from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.targets import LIGHTS, light, target
from dashboard.indicators.values import values
from etl.draft import connect
from etl.own_reference import keep_own
from etl.pipeline import load_samples
from etl.reference import read_table
from tests.dashboard.indicators.own_definitions import keep

HEADING = "indicator,year,target,unit,owner,source,note,is_example"
TARGETS = [
    "contracts,2026,4,count,招商科,会议纪要,,",
    "delegations,2026,10,count,,,,yes",
    "participants,2026,100,persons,,,,",
    "mous,2025,3,count,,,,",
    "nonsense,2026,3,count,,,,",
]


def office(*rows):
    """The office's own table of targets."""
    keep_own("targets.csv", "\n".join([HEADING, *rows, ""]).encode())
    return read_table("targets")


def test_the_software_comes_without_targets():
    assert read_table("targets") == []


def test_a_target_is_found_by_indicator_and_year():
    rows = office(*TARGETS)
    found = target(rows, "contracts", 2026)
    assert found
    assert (found.value, found.unit, found.owner, found.source, found.is_example) == (
        4, "count", "招商科", "会议纪要", False,
    )  # fmt: skip
    made_up = target(rows, "delegations", 2026)
    assert made_up and made_up.is_example
    assert target(rows, "contracts", 2025) is None
    assert target(rows, "intentions", 2026) is None
    assert target([], "contracts", 2026) is None


@pytest.mark.parametrize("written", ["", "0", "-3", "many", "nan", "inf", "1e999"])
def test_what_is_no_number_is_no_target(written):
    assert target(office(f"contracts,2026,{written},count,,,,"), "contracts", 2026) is None


def test_another_unit_is_no_target_and_the_last_row_counts():
    rows = office("contracts,2026,4,CNY,,,,", "mous,2026,3,count,,,,", "mous,2026,5,count,,,,")
    assert target(rows, "contracts", 2026) is None
    last = target(rows, "mous", 2026)
    assert last and last.value == 5


@pytest.mark.parametrize(
    ("done", "due", "shown"),
    [
        (0.82, 0.75, "on_track"),
        (0.75, 0.75, "on_track"),
        (0.1 + 0.2, 0.3, "on_track"),
        (0.7499, 0.75, "watch"),
        (0.65, 0.75, "watch"),
        (0.6499, 0.75, "behind"),
        (0.0, 0.75, "behind"),
        (1.2, 1.0, "on_track"),
        (None, 0.75, ""),
        (0.75, None, ""),
    ],
)
def test_the_light_says_how_far_behind_what_is_due(done, due, shown):
    assert light(done, due) == shown


def test_how_far_is_data():
    keep("[lights]\nwatch = 0.02")
    assert (light(0.74, 0.75), light(0.72, 0.75)) == ("watch", "behind")


INTENTS = [
    ["编号", "日期", "事项", "阶段", "行业"],
    ["I1", "2026-02-01", "甲", "正式签约", "潮玩"],
    ["I2", "2026-08-01", "乙", "正式签约", "灯饰"],
    ["I3", "2025-08-01", "丙", "正式签约", "灯饰"],
]
VISITS = [["编号", "日期", "方向", "机构"], ["V1", "2026-05-07", "赴港", "HKPC"]]
DAY = date(2026, 11, 22)


@pytest.fixture
def planned(loaded):
    office(*TARGETS)
    loaded.load(INTENTS)
    loaded.load(VISITS)
    return loaded


def completion(planned, *by, on=DAY, **filters):
    with planned.connection() as connection:
        return values(connection, INDICATORS["plan_completion"], Filters(**filters), by, on=on)


def test_plan_completion_is_the_year_so_far_over_its_target(planned):
    (row,) = completion(planned).rows
    assert row == {"value": 0.5, "numerator": 2, "denominator": 4, "is_example": False}
    assert completion(planned, end=date(2026, 6, 30)).total == 0.25
    assert completion(planned, on=date(2026, 3, 1)).total == 0.25
    assert completion(planned, end=date(2026, 12, 31)).total == 0.5
    # the year in which the period ends; its beginning does not matter
    assert completion(planned, start=date(2026, 8, 1), end=date(2026, 12, 31)).total == 0.5
    assert completion(planned, end=date(2025, 12, 31)).total is None


def test_plan_completion_of_every_indicator_with_a_target(planned):
    rows = completion(planned, "indicator").rows
    assert [(row["indicator"], row["value"], row["is_example"]) for row in rows] == [
        ("contracts", 0.5, False), ("delegations", 0.1, True), ("participants", None, False),
    ]  # fmt: skip


def test_a_part_of_the_city_has_no_target(planned):
    for part in ({"sectors": ("潮玩",)}, {"partners": ("香港大学",)}, {"towns": ("古镇镇",)}, {"stages": ("mou",)}):
        assert completion(planned, **part).total is None
        assert completion(planned, "indicator", **part).rows == ()


def test_the_samples_bring_made_up_targets_that_show_every_light(warehouse):
    load_samples()
    rows = read_table("targets")
    assert rows and all(row["is_example"] == "yes" for row in rows)
    shares = {}
    with connect(warehouse.current(), read_only=True) as connection:
        for row in values(connection, INDICATORS["plan_completion"], Filters(), ["indicator"], on=DAY).rows:
            shares[row["indicator"]] = row["value"]
            assert row["is_example"]
    # ten months and 22 of 30 days
    due = (10 + 22 / 30) / 12
    assert {light(share, due) for share in shares.values()} - {""} == set(LIGHTS)
    shown = [light(shares[name], due) for name in ("meetings", "talent_in", "contracts", "participants")]
    assert shown == ["on_track", "watch", "behind", ""]


def test_targets_of_an_office_stay_when_the_samples_are_loaded():
    office("contracts,2026,4,count,,,,")
    load_samples()
    assert [row["target"] for row in read_table("targets")] == ["4"]
