"""A column as each distinct value once, and which of them stands in each row.

A long column holds few distinct values, so what is done once a value costs little whatever the number of rows.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# Array type of the codes: 32 bits
CODE = "i"


@dataclass(frozen=True)
class Distinct:
    """`values[codes[row]]` is what stands in the row."""

    values: list[Any]
    codes: "array[int]"

    def rows(self) -> list[Any]:
        """The column as a list with one value a row."""
        return list(map(self.values.__getitem__, self.codes))

    def of(self, row: int) -> Any:
        """What stands in one row; nothing below the column's end."""
        return self.values[self.codes[row]] if row < len(self.codes) else None

    def lending(self, ranges: Iterable[tuple[range, Any]]) -> "Distinct":
        """A copy in which these rows hold these values."""
        lent = Distinct(list(self.values), self.codes[:])
        for rows, value in ranges:
            for row in rows:
                lent.codes[row] = len(lent.values)
            lent.values.append(value)
        return lent

    def put(self, row: int, value: Any) -> None:
        """Replaces what stands in one row."""
        self.codes[row] = len(self.values)
        self.values.append(value)


class _Numbers(dict[Any, int]):
    """Key → its number, given out in the order of first sight."""

    def __missing__(self, key: Any) -> int:
        number = self[key] = len(self)
        return number


class Encoder:
    """Makes a `Distinct` of values that arrive a part at a time."""

    def __init__(self, blanks: int = 0) -> None:
        """Begins with so many blank rows."""
        self._numbers = _Numbers()
        self._codes: array[int] = array(CODE)
        if blanks:
            self._codes.extend([self._numbers[None]] * blanks)

    def add(self, values: Iterable[Any]) -> None:
        """Appends rows. True and 1 are equal to Python and different values to us."""
        column = list(values)
        if bool in set(map(type, column)):
            column = [_Flag(value) if isinstance(value, bool) else value for value in column]
        self._codes.extend(map(self._numbers.__getitem__, column))

    def distinct(self) -> Distinct:
        """What was added so far."""
        return Distinct([key.value if isinstance(key, _Flag) else key for key in self._numbers], self._codes)


@dataclass(frozen=True)
class _Flag:
    value: bool


def distinct(values: Iterable[Any]) -> Distinct:
    """A column at once."""
    encoder = Encoder()
    encoder.add(values)
    return encoder.distinct()
