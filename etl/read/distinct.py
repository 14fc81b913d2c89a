"""A column as each distinct value once, and which of them stands in each row.

A long column holds few distinct values, so what is done once a value costs little whatever the number of rows.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, islice
from typing import Any

from etl.read.alike import shapes

# Array type of the codes: 32 bits
CODE = "i"
# From so many codes or rows on, a column is gone through row by row.
_FEW, _MANY = 4, 1000


@dataclass(frozen=True)
class Distinct:
    """`values[codes[row]]` is what stands in the row. Columns may share their values, so not all are of this one."""

    values: list[Any]
    codes: "array[int]"

    @cached_property
    def used(self) -> list[int]:
        """The codes that stand in the column, from the top down, each once."""
        return list(dict.fromkeys(self.codes))

    @cached_property
    def alike(self) -> list[list[int]]:
        """The codes of texts, those together that differ in nothing but their digits; then each other code alone.

        What does not depend on which digits a text holds has to be asked of the first of each only.
        """
        values = self.values
        texts = [code for code in self.used if values[code].__class__ is str]
        groups: dict[bytes, list[int]] = defaultdict(list)
        for code, shape in zip(texts, shapes([values[code] for code in texts]), strict=True):
            groups[shape].append(code)
        others = (
            [[code] for code in self.used if values[code].__class__ is not str] if len(texts) < len(self.used) else []
        )
        return [*groups.values(), *others]

    @cached_property
    def blanks(self) -> frozenset[int]:
        """The codes among them of cells that hold nothing but spaces."""
        first = ((codes, self.values[codes[0]]) for codes in self.alike)
        return frozenset(code for codes, value in first if value is None or not str(value).strip() for code in codes)

    def rows_with(self, codes: Collection[int]) -> list[int]:
        """The rows in which one of these codes stands, in order."""
        if not codes:
            return []
        if len(codes) <= _FEW:
            found = list(islice((row for code in codes for row in self._few_rows(code)), _MANY))
            if len(found) < _MANY:
                return sorted(found)
        among = frozenset(codes)
        return [row for row, code in enumerate(self.codes) if code in among]

    def _few_rows(self, code: int) -> Iterator[int]:
        """The rows of a code that stands in few, found as bytes, which is much faster than one by one."""
        size, raw, sought = self.codes.itemsize, self.codes.tobytes(), array(CODE, [code]).tobytes()
        place = raw.find(sought)
        while place >= 0:
            row, rest = divmod(place, size)
            if not rest:
                yield row
            place = raw.find(sought, (row + 1) * size)

    def rows_where(self, asks: Callable[[Any], bool]) -> list[int]:
        """The rows in which a value stands that is asked for, in order."""
        return self.rows_with([code for code, value in enumerate(self.values) if asks(value)])

    def rows(self) -> list[Any]:
        """The column as a list with one value a row."""
        return list(map(self.values.__getitem__, self.codes))

    def of(self, row: int) -> Any:
        """What stands in one row; nothing below the column's end."""
        return self.values[self.codes[row]] if row < len(self.codes) else None

    def mapped(self, change: Callable[[Any], Any]) -> "Distinct":
        """What is made of each value, in the same rows."""
        return Distinct(list(map(change, self.values)), self.codes)

    def replaced(self, values: Mapping[int, Any]) -> "Distinct":
        """A copy in which these rows hold these values."""
        if not values:
            return self
        changed = Distinct([*self.values, *values.values()], self.codes[:])
        for code, row in enumerate(values, len(self.values)):
            changed.codes[row] = code
        return changed

    def kept(self, is_kept: Iterable[bool]) -> "Distinct":
        """The column without the rows that are not kept."""
        return Distinct(self.values, array(CODE, compress(self.codes, is_kept)))

    def taken(self, rows: Sequence[int]) -> "Distinct":
        """These rows of the column, which are in order, with hardly more values than stand in them."""
        is_gapless = rows and rows[-1] - rows[0] + 1 == len(rows)
        codes = self.codes[rows[0] : rows[-1] + 1] if is_gapless else array(CODE, map(self.codes.__getitem__, rows))
        found = Distinct(self.values, codes)
        if len(self.values) > 2 * len(rows):
            return found.compact()
        if "alike" in self.__dict__:
            found.__dict__["alike"] = self.alike
        return found

    def compact(self) -> "Distinct":
        """The column with no values but its own, in the order of first sight."""
        numbers = Numbers()
        codes = array(CODE, map(numbers.__getitem__, self.codes))
        found = Distinct([self.values[code] for code in numbers], codes)
        found.__dict__["used"] = list(range(len(numbers)))
        return found

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
        for known in ("used", "alike", "blanks"):
            self.__dict__.pop(known, None)


class Numbers(dict[Any, int]):
    """Key → its number, given out in the order of first sight; to be looked up in."""

    def __missing__(self, key: Any) -> int:
        number = self[key] = len(self)
        return number
