"""What is asked once of many cells is what would be answered of each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from etl.clean.text import all_folded, folded
from etl.read.alike import shapes
from etl.read.encode import distinct
from etl.read.sheet import Sheet, Value
from etl.read_rows import _texts
from etl.tables.grid import Grid
from etl.tables.heading_words import kind_of, kinds_of

# Parts of headings and of cells, put together at random
PARTS = [
    "0", "1", "12", "13", "1989", "2024", "２", "①", "年", "月", "月份", "第", "季度", "q", "jan", "上半年", "人数",
    "赴港", "合计", "日期", "机构", "备注", "total", "（万元）", "(2024)", "/", "-", ".", ":", " ", "*", "企業(yè)",
    "镇街",
]  # fmt: skip
TEXTS = some.lists(some.lists(some.sampled_from(PARTS), min_size=1, max_size=4).map("".join), max_size=30)


@given(TEXTS, some.sampled_from([frozenset(), frozenset({"备注", "季度"}), frozenset({"2024年"})]))
@settings(max_examples=50, deadline=None)
def test_the_kinds_of_many_cells_are_those_of_each(texts, words):
    column = distinct([*texts, 2024, 3, True, None, 1.5])
    each = {code: kind for code in column.used if (kind := kind_of(column.values[code], words))}
    assert kinds_of(column, words) == each


def test_kinds_of_cells_that_differ_in_their_digits():
    column = distinct(["2024年", "1899年", "1月", "13月", "第4季度", "第5季度", "第6期", "人数", "V00012"])
    kinds = kinds_of(column, frozenset())
    assert [kinds.get(code) for code in column.codes] == [
        "period", None, "period", None, "period", None, None, "word", None,
    ]  # fmt: skip


@given(
    some.lists(some.text(max_size=8) | some.sampled_from(["業(yè)", "ΑΣ", "\ue000", "①Ａ", "é", "e\u0301"]), max_size=8)
)
@settings(max_examples=50, deadline=None)
def test_many_texts_are_folded_as_each_is(texts):
    assert all_folded(texts) == list(map(folded, texts))


def test_texts_of_one_shape():
    assert shapes(["第12期", "第07期", "第7期", "甲"]) == [
        "第00期".encode(),
        "第00期".encode(),
        "第0期".encode(),
        "甲".encode(),
    ]
    assert shapes(["a\0" + "1", "2"]) == [b"a\0000", b"0"]


def test_texts_as_people_see_them():
    column = distinct([" 甲1 ", " 甲2 ", "乙1", "乙2", "/", "", None, 3.0])
    assert [_texts(column)[code] for code in column.codes] == ["甲1", "甲2", "乙1", "乙2", None, None, None, "3"]


ROWS: list[list[Value]] = [["甲", None, 1], [None, None, None], [" ", "", None], [None, None, 2], ["乙", "丙", None]]


@pytest.mark.parametrize(
    "sheet", [Sheet("s", ROWS), Sheet.of_columns("s", [distinct(c) for c in zip(*ROWS, strict=True)])]
)
def test_rows_that_hold_little(sheet):
    grid, rows = Grid(sheet), range(5)
    assert (grid.height, grid.width) == (5, 3)
    assert grid.blank_rows(rows, range(3)) == [1, 2]
    assert grid.blank_rows(range(2, 5), range(1, 2)) == [2, 3]
    assert grid.sparse_rows(rows, range(3)) == [1, 3]
    assert grid.sparse_rows(rows, range(2)) == [0, 1, 3]
    assert grid.rows_with(rows, range(3), "甲乙".__contains__) == {0, 2, 4}  # "" is in any text
    assert [grid.is_blank(column, range(1, 4)) for column in range(4)] == [True, True, False, True]


def test_rows_of_a_sheet_that_is_held_by_column():
    rows = Sheet.of_columns("s", [distinct(["甲", "乙", "丙"]), distinct([1, 2, None])]).rows
    assert (len(rows), rows[1], rows[-1], rows[1:], list(rows)) == (
        3, ["乙", 2], ["丙", None], [["乙", 2], ["丙", None]], [["甲", 1], ["乙", 2], ["丙", None]],
    )  # fmt: skip
    assert list(Sheet.of_columns("s", []).rows) == []
    with pytest.raises(IndexError):
        rows[3]
