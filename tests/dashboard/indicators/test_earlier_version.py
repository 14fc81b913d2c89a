"""A version of an earlier release, without the tables and columns that came later, shows what it has."""

from datetime import date

import duckdb
import pytest

from dashboard import warehouse as shown
from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from etl.pipeline import load_samples

LATER = ("due_start_date", "due_production_date", "paid_in")
OF_LATER_TABLES = {"stalled", "plan_completion", "extension_rate"}


@pytest.mark.parametrize("kind", ["table", "view"])
def test_an_earlier_version_shows_the_same_numbers(warehouse, kind):
    """The first releases kept the current rows as tables, also while they were all that was kept."""
    load_samples()
    path = warehouse.current()
    version = shown.current()
    now = {name: shown.values(version.name, name, Filters()).total for name in INDICATORS}
    shown._connections.pop(version.name)[0].close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("drop table targets")
        connection.execute("drop table published_figures")
        connection.execute("alter table stages drop column stalled_after_days")
        connection.execute("drop view intents")
        for column in LATER:
            connection.execute(f"alter table intents_rows drop column {column}")
        names = [name for name, *_ in connection.execute("describe intents_rows").fetchall()]
        connection.execute(f"create {kind} intents as select {', '.join(names)} from intents_rows")
    earlier = path.rename(path.with_name("v000001-earlier.duckdb"))
    (path.parent / "CURRENT").write_text(earlier.stem, encoding="utf-8")
    name = shown.current().name
    for indicator in INDICATORS:
        kept = shown.values(name, indicator, Filters()).total
        assert kept == (now[indicator] if indicator not in OF_LATER_TABLES else kept), indicator
        assert kept == shown.values(name, indicator, Filters(as_of=date(2099, 1, 1))).total, indicator
    assert [shown.values(name, indicator, Filters()).total for indicator in sorted(OF_LATER_TABLES)] == [None, None, 0]
