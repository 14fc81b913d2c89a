"""Published figures that no workbook holds: worked out by hand, and a blank where nothing is published."""

from datetime import date

import pytest

from etl.own_reference import keep_own
from etl.reference import read_table

HEADING = (
    "indicator,scope,period_start,period_end,as_at,value,out_of,unit,source_title,source_publisher,source_url,note"
)
VISIT = [["编号", "日期", "机构"], ["V1", "2024-05-07", "HKPC"]]


def publish(loaded, *rows):
    keep_own("published_figures.csv", "\n".join([HEADING, *(f"{row},甲,乙,," for row in rows), ""]).encode())
    loaded.load(VISIT)


def test_nothing_published_is_not_nothing(loaded):
    loaded.load(VISIT)
    for indicator in ("new_enterprises", "foreign_capital"):
        assert loaded.total(indicator) is None
        assert loaded.split(indicator, "year") == {}


def test_the_extension_rate_as_it_was_published(loaded):
    """17,615 of about 33,000 to mid-December 2025; 7,394 of 13,678 to the end of July lie within them."""
    loaded.load(VISIT)
    (row,) = loaded.values("extension_rate").rows
    assert (row["numerator"], row["denominator"]) == (17615, 33000)
    assert row["value"] == pytest.approx(0.5338, abs=0.0001)
    assert row["as_at"] == date(2025, 12, 15)
    (row,) = loaded.values("extension_rate", end=date(2025, 11, 30)).rows
    assert (row["numerator"], row["denominator"], row["as_at"]) == (7394, 13678, date(2025, 7, 31))
    assert loaded.total("extension_rate", end=date(2025, 7, 30)) is None
    assert loaded.total("extension_rate", sectors=("潮玩",)) is None
    assert loaded.split("extension_rate", "scheme") == {"高端人才通行证计划": pytest.approx(17615 / 33000)}


def test_every_figure_that_is_shipped_names_its_source():
    for row in read_table("published_figures"):
        assert row["source_title"] and row["source_publisher"] and row["source_url"].startswith("https://")
        assert row["as_at"] == row["period_end"]
        assert float(row["value"]) > 0


def test_figures_that_contain_each_other_are_not_added(loaded):
    publish(
        loaded,
        "new_enterprises,中山,2024-01-01,2024-12-31,2024-12-31,300,,enterprises",
        "new_enterprises,中山,2024-01-01,2024-06-30,2024-06-30,140,,enterprises",
        "new_enterprises,中山,2025-01-01,2025-12-31,2025-12-31,320,,enterprises",
        "foreign_capital,中山,2024-01-01,2024-12-31,2024-12-31,3000000000,,CNY",
        "foreign_capital,中山,2025-01-01,2025-12-31,2025-12-31,400000000,,USD",
    )
    assert loaded.total("new_enterprises") == 620
    assert loaded.split("new_enterprises", "year") == {"2024": 300, "2025": 320}
    assert loaded.total("new_enterprises", end=date(2024, 6, 30)) == 140
    # dollars are no RMB
    assert loaded.total("foreign_capital") == 3_000_000_000


def test_what_is_no_figure_counts_nowhere(loaded):
    publish(
        loaded,
        "new_enterprises,中山,2024-01-01,2024-12-31,2024-12-31,many,,enterprises",
        "new_enterprises,中山,last year,2024-12-31,2024-12-31,3,,enterprises",
        "extension_rate,x,2024-01-01,2024-12-31,2024-12-31,3,0,persons",
        "'); drop table visits; --,x,2024-01-01,2024-12-31,2024-12-31,3,,persons",
    )
    assert loaded.total("new_enterprises") is None
    assert loaded.total("extension_rate") is None
    assert loaded.total("delegations") == 1
