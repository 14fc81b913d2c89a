"""The data dictionary is the one that the sources make, and leaves nothing in the warehouse out."""

import re

from etl.dictionary import FILE, dictionary
from etl.source import sources


def test_it_is_up_to_date():
    assert FILE.read_text(encoding="utf-8") == dictionary(), "run python -m etl.dictionary"


def test_every_table_and_column_of_a_warehouse_is_there(loaded):
    loaded.load([["编号", "日期", "机构"], ["V1", "2024-05-07", "HKPC"]])
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", dictionary(), re.MULTILINE | re.DOTALL))
    of_rows = {f"{table}_rows" for table in sources()}
    found = loaded.query("select table_name, column_name, data_type from duckdb_columns() where not internal")
    assert {table for table, _, _ in found} == set(sections)
    for table, column, kind in found:
        if table in of_rows:
            continue
        (line,) = re.findall(rf"^\| `{column}` \|.*$", sections[table], re.MULTILINE)
        _, _, said, _, meaning, _, _ = map(str.strip, line.split("|"))
        assert said.lower() == kind.lower(), (table, column)
        assert meaning, (table, column)


def test_units_and_values():
    text = dictionary()
    assert re.search(r"`participants` \| bigint \| 人 persons \|", text)
    assert re.search(r"`amount_high` \| decimal\(18,2\) \| `currency` 的元 ", text)
    for source in sources().values():
        for column in source.columns.values():
            if column.type in ("integer", "decimal"):
                assert re.search(rf"`{column.name}` \| [a-z0-9(),]+ \| \S", text), column.name
    assert "`ZS_TO_HK` 赴港 To Hong Kong" in text
    assert re.search(r"`stage` .*`production`", text)
