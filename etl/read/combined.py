"""Columns made of columns, and those that say the same, or something else, in every row."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from etl.read.distinct import CODE, Distinct, Numbers


def constant(value: Any, rows: int) -> Distinct:
    """A column with the same value in all rows."""
    return Distinct([value], array(CODE, bytes(rows * array(CODE).itemsize)))


def each(values: Iterable[Any]) -> Distinct:
    """A column in which hardly any value stands twice: none is looked for."""
    found = list(values)
    return Distinct(found, array(CODE, range(len(found))))


def together(*columns: Distinct) -> Distinct:
    """The columns beside each other: a tuple for each combination of their codes.

    Columns that were made of one column share its codes, and cost no look at the rows.
    """
    varied = {id(column.codes): column.codes for column in columns if len(column.values) > 1}
    if len(varied) < 2:
        # A column with one value does not say where.
        height = max(len(column.values) for column in columns)
        values = [column.values * height if len(column.values) == 1 else column.values for column in columns]
        return Distinct(list(zip(*values, strict=False)), next(iter(varied.values()), columns[0].codes))
    numbers = Numbers()
    codes = array(CODE, map(numbers.__getitem__, zip(*varied.values(), strict=True)))
    places = dict(zip(varied, zip(*numbers, strict=True), strict=True))
    one = [0] * len(numbers)
    parts = [map(column.values.__getitem__, places.get(id(column.codes), one)) for column in columns]
    return Distinct(list(zip(*parts, strict=True)), codes)


def first_said(first: Distinct, second: Distinct) -> Distinct:
    """What the first column says, and where it says nothing, what the second does."""
    if None not in first.values:
        return first
    if all(value is None for value in first.values):
        return second
    return together(first, second).mapped(lambda both: both[1] if both[0] is None else both[0])


def joined(parts: Sequence[Distinct]) -> Distinct:
    """The columns below each other."""
    values: list[Any] = []
    codes = array(CODE)
    for part in parts:
        codes.extend(map(len(values).__add__, part.codes))
        values += part.values
    return Distinct(values, codes)
