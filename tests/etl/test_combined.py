"""Columns made of columns say in each row what would be said of its values."""

from array import array

from hypothesis import given, settings
from hypothesis import strategies as some

from etl.read.combined import constant, each, first_said, joined, together
from etl.read.distinct import Distinct
from etl.read.encode import distinct

SIX = Distinct(["甲", "乙", None, "无"], array("i", [0, 2, 1, 0, 2, 1]))
# Columns of six rows: of few values, of one, made of another, with values that stand in no row
COLUMNS = [
    SIX,
    constant(None, 6),
    constant(7, 6),
    each([5, None, 3, 2, 1, None]),
    SIX.mapped(lambda value: value and value * 2),
    SIX.replaced({3: "丙", 4: "丁"}),
]


@given(some.lists(some.sampled_from(COLUMNS), min_size=1, max_size=4))
@settings(max_examples=50, deadline=None)
def test_columns_beside_each_other(columns):
    assert together(*columns).rows() == list(zip(*(column.rows() for column in columns), strict=True))


@given(some.sampled_from(COLUMNS), some.sampled_from(COLUMNS))
@settings(max_examples=50, deadline=None)
def test_what_the_first_says_and_else_the_second(first, second):
    pairs = zip(first.rows(), second.rows(), strict=True)
    assert first_said(first, second).rows() == [two if one is None else one for one, two in pairs]


def test_columns_of_one_column_are_not_gone_through_by_row():
    both = together(SIX, SIX.mapped(str), constant(1, 6))
    assert both.codes is SIX.codes
    assert both.values[:2] == [("甲", "甲", 1), ("乙", "乙", 1)]


def test_columns_below_each_other():
    assert joined([SIX, constant("丙", 2), each([])]).rows() == ["甲", None, "乙", "甲", None, "乙", "丙", "丙"]
    assert joined([]).rows() == []


def test_no_rows():
    assert together(each([]), constant(None, 0)).rows() == []
    assert constant(None, 0).rows_where(lambda value: value is None) == []


def test_rows_of_a_column():
    assert SIX.rows_where(lambda value: value is None) == [1, 4]
    assert SIX.rows_where(lambda value: value == "无") == []
    assert SIX.kept([True, False, True, False, False, True]).rows() == ["甲", "乙", "乙"]
    assert SIX.replaced({1: "丙"}).rows() == ["甲", "丙", "乙", "甲", None, "乙"]
    assert SIX.rows() == ["甲", None, "乙", "甲", None, "乙"]


def test_some_rows_are_taken_with_hardly_more_than_their_values():
    column = distinct([str(number) for number in range(100)])
    assert column.taken(range(10, 95)).rows() == [str(number) for number in range(10, 95)]
    few = column.taken([3, 5, 90])
    assert (few.values, list(few.codes), few.used) == (["3", "5", "90"], [0, 1, 2], [0, 1, 2])
    assert column.taken([]).rows() == []


def test_what_is_known_of_texts_that_are_alike_is_known_of_some_rows():
    column = distinct(["第1期", "甲", "第2期", "乙"])
    assert column.alike == [[0, 2], [1], [3]]
    assert column.taken([1, 2, 3]).alike is column.alike
