"""Values → columns that hold each of them once."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from etl.read.distinct import CODE, Distinct, Numbers


class Encoder:
    """Makes a `Distinct` of values that arrive a part at a time."""

    def __init__(self, blanks: int = 0) -> None:
        """Begins with so many blank rows."""
        self._numbers = Numbers()
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
