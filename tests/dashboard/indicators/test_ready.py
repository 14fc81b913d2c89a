"""What the dashboard keeps ready in memory makes numbers faster and nothing else."""

from datetime import date

from dashboard import warehouse as shown
from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.values import listed, reference, values
from etl import clock
from etl.pipeline import load_samples


def test_ready_or_not_the_numbers_are_the_same(loaded):
    load_samples()
    version = shown.current()
    chosen = Filters(date(2023, 1, 1), date(2024, 12, 31), sectors=("科技创新", "人才服务"), as_of=date(2099, 1, 1))
    with loaded.connection() as connection:
        for name, indicator in INDICATORS.items():
            for filters in (Filters(), chosen.within(None, None), Filters(as_of=date(2099, 1, 1))):
                assert shown.values(version.name, name, filters) == values(connection, indicator, filters), name
            for by in (("year",), ("sector",), ("partner", "year"), ("stage",), ("indicator",)):
                if not set(by) <= set(indicator.dimensions):
                    continue
                assert shown.values(version.name, name, Filters(), by) == values(
                    connection, indicator, Filters(), by
                ), name
        for listing in ("visits", "matters", "batches", "talent"):
            assert shown.listed(version.name, listing, chosen) == listed(connection, listing, chosen)
        assert shown.reference(version.name, "towns") == reference(connection, "towns")
    # the state as of today is the state
    for name in INDICATORS:
        assert shown.values(version.name, name, Filters()) == shown.values(
            version.name, name, Filters(as_of=clock.today())
        )
