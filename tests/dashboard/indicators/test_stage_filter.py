"""The filter by stage: matters by where they stand now, stages by the one reached, all else as it is."""

import pytest

from dashboard.indicators.filters import Filters
from dashboard.indicators.listing import listed

INTENTS = ["编号", "日期", "事项", "阶段"]
ROWS = [
    INTENTS,
    ["I1", "2024-05-07", "甲", "意向"],
    ["I2", "2024-06-01", "乙", "签约意向"],
    ["I3", "2024-07-01", "丙", "正式签约"],
]


@pytest.fixture
def warehouse_of_stages(loaded):
    """Three matters, of which the first went on from intention to contract; one visit; three people."""
    loaded.load(ROWS)
    loaded.load([INTENTS, ["I1", "2024-08-07", "甲", "正式签约"]])
    loaded.load([["编号", "日期", "方向", "机构", "人数"], ["V1", "2024-05-07", "赴港", "HKPC", 3]])
    loaded.load([["编号", "期间", "方向", "计划", "人数"], ["T1", "2024-05", "港→中山", "", 4]])
    return loaded


@pytest.mark.parametrize(
    ("stages", "matters", "intentions", "mous", "contracts"),
    [
        ((), 3, 1, 1, 2),
        (("contract",), 2, 0, 0, 2),
        # The first stood there once, but no longer stands there.
        (("intent",), 0, 1, 0, 0),
        (("intent", "mou"), 1, 1, 1, 0),
        (("ended",), 0, 0, 0, 0),
    ],
)
def test_numbers(warehouse_of_stages, stages, matters, intentions, mous, contracts):
    found = {name: warehouse_of_stages.total(name, stages=stages) for name in ("matters", "intentions", "mous")}
    assert found == {"matters": matters, "intentions": intentions, "mous": mous}
    assert warehouse_of_stages.total("contracts", stages=stages) == contracts
    assert warehouse_of_stages.total("delegations", stages=stages) == 1
    assert warehouse_of_stages.total("new_partners", stages=stages) == 1
    assert warehouse_of_stages.total("talent_in", stages=stages) == 4


def test_records(warehouse_of_stages):
    with warehouse_of_stages.connection() as connection:
        assert [row["intent_id"] for row in listed(connection, "matters", Filters(stages=("mou",)))] == ["I2"]
        assert {row["intent_id"] for row in listed(connection, "matters", Filters(stages=("contract",)))} == {
            "I1",
            "I3",
        }
        assert len(listed(connection, "visits", Filters(stages=("mou",)))) == 1
