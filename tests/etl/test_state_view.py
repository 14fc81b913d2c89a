"""The current rows are a view while all rows that are kept are current; a version keeps its own when columns come."""

import pytest

from etl.draft import connect
from etl.verify import verify

PLAIN = ["日期", "方向", "机构", "人数"]
MAY, JUNE = ["2024年5月7日", "赴港", "HKPC", 3], ["2024年6月7日", "赴港", "HKU", 4]


@pytest.fixture
def earlier(loaded):
    """A version whose rows lack a column that this release has, and whose state is a view of them."""
    loaded.load([PLAIN, MAY], name="台账.csv")
    with connect(loaded.warehouse.current(), read_only=False) as connection:
        connection.execute("drop view visits")
        connection.execute("alter table visits_rows drop column topic")
        names = [name for name, *_ in connection.execute("describe visits_rows").fetchall()]
        connection.execute(f"create view visits as select {', '.join(names)} from visits_rows")
    return loaded


def kind_of(loaded, table):
    sql = f"select table_type from information_schema.tables where table_name = '{table}'"
    return loaded.query(sql)


def test_it_is_read_with_the_column_empty(earlier):
    assert earlier.query("select participants, topic from visits") == [(3, None)]
    found = earlier.query("select * from visits_rows")
    assert earlier.query("select * from visits") == found
    assert verify(earlier.warehouse)["damaged"] == []


def test_it_is_written(earlier):
    earlier.load([[*PLAIN, "主题"], [*JUNE, "养老"]], name="六月.csv")
    assert kind_of(earlier, "visits") == [("VIEW",)]
    found = earlier.query("select participants, topic from visits order by start_date")
    assert found == [(3, None), (4, "养老")]


def test_names_that_people_decided_stand_in_a_table(loaded):
    loaded.load([PLAIN, MAY], name="台账.csv")
    decision, _ = loaded.warehouse.decide("name_is", "partners", "HKPC", "香港大学", by="a")
    assert kind_of(loaded, "visits") == [("BASE TABLE",)]
    assert loaded.query("select partners from visits") == [(["香港大学"],)]
    loaded.warehouse.revoke(decision, by="a")
    assert loaded.query("select partners from visits") == loaded.query("select partners from visits_rows")
