"""A period is answered from days that were added up before, as the warehouse answers when it is asked for it."""

import gc
import weakref
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard import warehouse as shown
from dashboard.indicators import days_kept
from dashboard.indicators.by_day_added import Added
from dashboard.indicators.days_kept import DaysKept
from dashboard.indicators.days_read import days_read
from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.values import Values, values
from etl import clock
from etl.pipeline import load_samples
from tests.conftest import Loaded

VISITS = [
    ["编号", "起止时间", "方向", "机构", "镇街", "行业", "人数"],
    ["V1", "2024年5月7日", "赴港", "HKPC、HKUST", "南区、东区", "潮玩", 3],
    ["V2", "2024年5月", "来访", "HKPC", "古镇", "灯饰", 19],
    ["V3", "2024年6月2日", "赴港", "HKPC", None, None, None],
]
MATTERS = [
    ["编号", "日期", "事项", "港方", "行业", "镇街", "阶段", "金额", "是否批次合计"],
    ["I1", "2024年1月10日", "甲", "HKPC", "潮玩", "古镇", "正式签约", "1亿元", None],
    ["I2", "2024年2月10日", "乙", "HKUST、HKU", "潮玩", "古镇", "正式签约", "1234.56元", None],
    ["I3", "2024年3月10日", "丙", "HKUST", "灯饰", "南区", "正式签约", None, None],
]
MAY = Filters(date(2024, 5, 1), date(2024, 5, 31))


@pytest.fixture(scope="module")
def version(loaded_once: Callable[..., Loaded]) -> Iterator[duckdb.DuckDBPyConnection]:
    loaded = loaded_once(VISITS, MATTERS)
    path = loaded.warehouse.current()
    assert path
    with shown.opened(path) as connection:
        yield connection


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOPERATION_DATA", str(tmp_path_factory.mktemp("samples")))
        load_samples()
        with shown.opened(shown.current().path) as connection:
            yield connection


def asked(connection: duckdb.DuckDBPyConnection, name: str, filters: Filters, *by: str) -> Values:
    return values(connection, INDICATORS[name], filters, by, is_ready=True, kept=DaysKept())


def test_a_visit_known_to_the_month_lies_in_it_and_in_no_part_of_it(version: duckdb.DuckDBPyConnection) -> None:
    half = MAY.within(date(2024, 5, 1), date(2024, 5, 30))
    assert [asked(version, "delegations", filters).total for filters in (Filters(), MAY, half)] == [3, 2, 1]


def test_a_partner_met_twice_in_a_period_is_one(version: duckdb.DuckDBPyConnection) -> None:
    july = MAY.within(date(2024, 7, 1), None)
    assert [asked(version, "visited", filters).total for filters in (Filters(), MAY, july)] == [2, 2, 0]


def test_amounts_add_up_to_the_cent_and_the_unknown_to_nothing(version: duckdb.DuckDBPyConnection) -> None:
    (row,) = asked(version, "contracts_amount", Filters()).rows
    assert row == {"value": 100_001_234.56, "known": 2, "cases": 3, "is_example": False}
    (row,) = asked(version, "contracts_amount", Filters(start=date(2024, 3, 1))).rows
    assert row == {"value": None, "known": 0, "cases": 1, "is_example": False}


def test_keys_stand_in_order_and_only_those_of_the_period(version: duckdb.DuckDBPyConnection) -> None:
    found = {row["town"]: row["value"] for row in asked(version, "delegations", Filters(), "town").rows}
    assert list(found.items()) == [("东区街道", 1), ("南区街道", 1), ("古镇镇", 1), (None, 1)]
    day = MAY.within(date(2024, 6, 2), date(2024, 6, 2))
    assert asked(version, "delegations", day, "town").rows == ({"town": None, "value": 1, "is_example": False},)


def test_of_one_version_it_is_read_once(version: duckdb.DuckDBPyConnection) -> None:
    kept, indicator, today = DaysKept(), INDICATORS["delegations"], clock.today()
    first = kept.find(version, indicator, Filters(), (), today)
    assert first is kept.find(version, indicator, MAY, (), today)
    assert first is not kept.find(version, indicator, MAY, ("town",), today)


def test_what_is_let_go_is_gone_with_all_that_shows_some_of_it(
    version: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, indicator, today = DaysKept(), INDICATORS["delegations"], clock.today()
    chosen = Filters(towns=("古镇镇",))
    view = kept.find(version, indicator, chosen, (), today)
    assert view is kept.find(version, indicator, chosen, (), today)
    assert isinstance(view, Added)
    sums = weakref.ref(view.sums)
    del view
    gc.collect()
    assert sums() is not None
    # Room for what is there by now: the next one pushes out the one that was used longest ago.
    monkeypatch.setattr(days_kept, "BYTES_KEPT", kept._size)
    kept.find(version, indicator, Filters(), ("sector",), today)
    gc.collect()
    assert sums() is None


def test_one_choice_of_a_dimension_is_read_with_all_the_others(version: duckdb.DuckDBPyConnection) -> None:
    kept = DaysKept()

    def delegations(**chosen: Any) -> object:
        return values(version, INDICATORS["delegations"], Filters(**chosen), is_ready=True, kept=kept).total

    assert [delegations(towns=(town,)) for town in ("南区街道", "古镇镇", "小榄镇")] == [1, 1, 0]
    # Both towns of V1 are chosen, and it is one delegation.
    assert delegations(towns=("南区街道", "东区街道")) == 1
    assert delegations(towns=("南区街道",), partners=("香港科技大学",)) == 1
    # Matters have no direction, which does not narrow them.
    contracts = values(version, INDICATORS["contracts"], Filters(directions=("ZS_TO_HK",)), is_ready=True, kept=kept)
    assert contracts.total == 3


def test_amounts_of_a_case_with_several_facts_are_not_added_by_day(version: duckdb.DuckDBPyConnection) -> None:
    # I2 is with two universities.
    indicator = INDICATORS["contracts_amount"]
    assert days_read(version, indicator, Filters(), ("partner",), clock.today()) is not None
    assert days_read(version, indicator, Filters(), ("partner_kind",), clock.today()) is None


DAYS = some.none() | some.integers(0, 5000).map(lambda days: date(2012, 1, 1) + timedelta(days=days))
# Names that stand in the samples, one that stands nowhere, and two of each.
CHOICES: dict[str, some.SearchStrategy[tuple[str, ...]]] = {
    name: some.sampled_from([(), (), (), (one,), (other,), (one, other)])
    for name, one, other in (
        ("sectors", "科技创新", "人才服务"),
        ("partners", "香港贸易发展局", "无此机构"),
        ("towns", "火炬高技术产业开发区", "古镇镇"),
        ("directions", "ZS_TO_HK", "HK_TO_ZS"),
        ("stages", "contract", "mou"),
    )
}


@settings(max_examples=50, deadline=None)
@given(some.sampled_from(sorted(INDICATORS)), DAYS, DAYS, some.fixed_dictionaries(CHOICES), some.data())
def test_for_any_period_and_choice_the_numbers_are_the_same(
    samples: duckdb.DuckDBPyConnection,
    name: str,
    start: date | None,
    end: date | None,
    chosen: dict[str, Any],
    data: some.DataObject,
) -> None:
    indicator, filters = INDICATORS[name], Filters(start, end, **chosen)
    by = data.draw(some.lists(some.sampled_from(indicator.dimensions), max_size=2, unique=True).map(tuple))
    asked_now = values(samples, indicator, filters, by, is_ready=True)
    assert values(samples, indicator, filters, by, is_ready=True, kept=DaysKept()) == asked_now
