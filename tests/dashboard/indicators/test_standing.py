"""The state as of a day, kept beside the version: right on every day, for several readers at once, and let go again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from dashboard import warehouse as versions
from dashboard.indicators.filters import Filters
from dashboard.indicators.standing import WAYS_KEPT
from tests.dashboard.story import VISITS, clock_of, load

DAYS = 12


@pytest.fixture
def version(monkeypatch):
    """On each of twelve days one more delegation with one more partner was loaded; on the 13th the first was undone."""
    at = clock_of(monkeypatch)
    for number in range(1, DAYS + 1):
        at(2026, 11, number, 9)
        load(f"{number}.csv", [VISITS, [f"A{number}", "2026-03-02", "赴港", f"机构{number}", number]])
    at(2026, 11, 13, 9)
    versions.open_warehouse().undo(1, "tester")
    return versions.current().name


def on(version, indicator, day):
    return versions.values(version, indicator, Filters(as_of=date(2026, 11, day))).total


def test_every_day_and_no_more_than_are_kept(version):
    for indicator in ("delegations", "new_partners"):
        assert [on(version, indicator, day) for day in range(1, 14)] == [*range(1, 13), 11]
    connection = versions._connections[version][0]
    names = [name for (name,) in connection.execute("select database_name from duckdb_databases()").fetchall()]
    assert len({name.split("_")[1] for name in names if name.startswith("way_")}) == WAYS_KEPT
    # What was let go is made again.
    assert versions.loads_as_of(version, date(2026, 11, 2)) == 2
    found = versions.difference(version, "delegations", Filters(as_of=date(2026, 11, 5)), date(2026, 11, 2))
    assert (found.before, found.now, found.part("new").rows) == (
        2, 5, (("visits", "A3"), ("visits", "A4"), ("visits", "A5")),
    )  # fmt: skip


def test_several_readers_at_once(version):
    asked = [(indicator, day) for day in range(1, 14) for indicator in ("meetings", "participants")]
    with ThreadPoolExecutor(4) as readers:
        found = list(readers.map(lambda one: on(version, *one), asked))
    meetings = [*range(1, 13), 11]
    persons = [sum(range(1, day + 1)) for day in range(1, 13)]
    assert found[::2] == meetings
    assert found[1::2] == [*persons, persons[-1] - 1]
