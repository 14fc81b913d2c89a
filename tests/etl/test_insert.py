"""Columns go into a table through a file, and every value comes back as it was."""

from array import array
from datetime import date
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import column_file, insert
from etl.column_file import ColumnFile
from etl.insert import insert_columns, insert_rows
from etl.read.combined import constant
from etl.read.distinct import Distinct
from etl.source import Column

TYPES = ("text", "date", "integer", "decimal", "boolean", "text_list")
NAMES = ("said", "day", "number", "amount", "sure", "names")
COLUMNS = [Column(name, kind, "") for name, kind in zip(NAMES, TYPES, strict=True)]
ROWS = [
    ("中山\n港口\t'x'", date(2024, 5, 7), -3, Decimal("1.50"), True, ("甲", "乙、丙")),
    (None, None, None, None, None, None),
    ("", date(1999, 12, 31), 2**40, Decimal("-99999999.99"), False, ()),
    ("range", date(2024, 5, 7), 0, Decimal("0.00"), True, ("",)),
]


@pytest.fixture
def connection():
    with duckdb.connect() as opened:
        opened.execute(f"create table facts ({', '.join(f'{column.name} {column.sql_type}' for column in COLUMNS)})")
        yield opened


def stored(connection):
    """The rows in their order; lists as tuples."""
    rows = connection.execute("from facts").fetchall()
    return [tuple(tuple(value) if isinstance(value, list) else value for value in row) for row in rows]


def test_values_of_every_type_come_back(connection):
    insert_rows(connection, "facts", COLUMNS, [dict(zip(NAMES, row, strict=True)) for row in ROWS])
    assert stored(connection) == ROWS


def test_columns_given_as_distinct_values_as_constants_and_not_at_all(connection):
    shared = ["b", "nowhere", "a", None, "b"]
    columns = {"said": Distinct(shared, array("i", [2, 0, 4, 3, 2])), "number": constant(7, 5), "sure": [None] * 5}
    insert_columns(connection, "facts", COLUMNS, columns)
    assert connection.execute("select said, number, day, sure from facts").fetchall() == [
        (said, 7, None, None) for said in ("a", "b", "b", None, "a")
    ]


def test_constants_alone_and_nothing(connection):
    insert_columns(connection, "facts", COLUMNS, {"said": ["x'y"] * 3, "names": [("甲",)] * 3})
    assert [(row[0], row[5]) for row in stored(connection)] == [("x'y", ("甲",))] * 3
    insert_columns(connection, "facts", COLUMNS, {"said": [], "number": []})
    insert_rows(connection, "facts", COLUMNS, [])
    assert len(stored(connection)) == 3


def test_controls_that_part_values_are_left_out(connection):
    insert_columns(connection, "facts", COLUMNS, {"said": ["\x1d", "a\x00\rb"], "names": [("a\x1cb",), ("c", "d")]})
    assert [(row[0], row[5]) for row in stored(connection)] == [("", ("ab",)), ("ab", ("c", "d"))]


def test_long_texts_go_in_parts_in_their_order(connection, monkeypatch):
    monkeypatch.setattr(insert, "CHARACTERS_AT_ONCE", 400)
    said = [f"{number:04}" for number in range(1000)]
    insert_columns(connection, "facts", COLUMNS, {"said": said, "number": constant(1, 1000)})
    assert stored(connection) == [(text, None, 1, None, None, None) for text in said]


@pytest.mark.parametrize("rows", [1, 7, 8, 9, 16, 17, 100])
def test_pages_end_anywhere(tmp_path, monkeypatch, rows):
    monkeypatch.setattr(column_file, "PAGE_ROWS", 16)
    path = tmp_path / "rows.parquet"
    with ColumnFile(path) as file:
        file.add("a", [b"x", "中".encode()], array("i", [row % 2 for row in range(rows)]))
        file.add("b", [str(row).encode() for row in range(rows)], array("i", range(rows)))
    found = duckdb.connect().execute("from read_parquet(?)", [str(path)]).fetchall()
    assert found == [("x中"[row % 2], str(row)) for row in range(rows)]


def test_as_many_columns_as_a_long_list_has(tmp_path):
    path = tmp_path / "rows.parquet"
    names = [f"column_{number}" for number in range(20)]
    with ColumnFile(path) as file:
        for name in names:
            file.add(name, [name.encode() * 50], array("i", [0]))
    assert duckdb.connect().execute("from read_parquet(?)", [str(path)]).fetchall() == [tuple(n * 50 for n in names)]


def test_no_file_is_left(tmp_path):
    with duckdb.connect(tmp_path / "w.duckdb") as connection:
        connection.execute("create table facts (said varchar)")
        insert_columns(connection, "facts", COLUMNS[:1], {"said": ["a", "b"]})
        with pytest.raises(duckdb.Error):
            insert_columns(connection, "missing", COLUMNS[:1], {"said": ["a", "b"]})
    assert [path.name for path in tmp_path.iterdir()] == ["w.duckdb"]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\x1c\x1d\x1e\x1f"), max_size=5)


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(st.none() | TEXT, st.none() | st.lists(TEXT, max_size=3).map(tuple)), max_size=40))
def test_any_text_and_any_list_comes_back(rows):
    with duckdb.connect() as connection:
        connection.execute("create table facts (said varchar, names varchar[])")
        columns = [Column("said", "text", ""), Column("names", "text_list", "")]
        insert_columns(connection, "facts", columns, {"said": [r[0] for r in rows], "names": [r[1] for r in rows]})
        found = [(said, None if names is None else tuple(names)) for said, names in stored(connection)]
    assert found == (rows if set(rows) - {(None, None)} else [])
