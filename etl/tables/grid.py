"""A sheet's cells with merged ranges filled in: a merged parent heading covers its columns, a merged cell its rows."""

from collections.abc import Callable, Iterable
from datetime import date

from etl.clean.text import visible
from etl.read.sheet import Sheet, Value


class Grid:
    """Cells by row and column, both 0-based; `span` limits a question to some columns."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.rows)
        self.width = sheet.width
        self.all_columns = range(self.width)
        self._origin: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in sheet.merged:
            for row in range(top, min(bottom, self.height - 1) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    self._origin[row, column] = (top, left)
        self._merged_rows = {row for row, _ in self._origin}
        self._marked: dict[int, list[int]] = {}
        for row, column in sheet.marks:
            self._marked.setdefault(row, []).append(column)

    def value(self, row: int, column: int) -> Value:
        """What stands in the cell, or in the merged range that it is part of."""
        if self._origin:
            row, column = self._origin.get((row, column), (row, column))
        cells = self.sheet.rows[row] if row < self.height else ()
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        """The cell as a heading: words, or the year or month that a number or date stands for; else nothing."""
        value = self.value(row, column)
        if isinstance(value, str):
            return visible(value)
        if isinstance(value, date) and value.day == 1:
            return f"{value:%Y-%m}"
        if isinstance(value, int | float) and not isinstance(value, bool) and value in range(1990, 2101):
            return str(int(value))
        return ""

    def own(self, row: int, span: range | None = None) -> list[tuple[int, Value]]:
        """The row's cells that hold something themselves, without what merging lends them."""
        cells = self.sheet.rows[row]
        if span is None:
            return [(c, v) for c, v in enumerate(cells) if v is not None and str(v).strip()]
        return [(c, v) for c in span if c < len(cells) and (v := cells[c]) is not None and str(v).strip()]

    def filled(self, row: int, span: range | None = None) -> list[int]:
        """The columns in which the row holds something: its own cells, errors, and what merging lends from above."""
        found = {column for column, _ in self.own(row, span)}
        found.update(c for c in self._marked.get(row, ()) if span is None or c in span)
        if found and row in self._merged_rows:
            for column in self.all_columns if span is None else span:
                if self.lent(row, column) and self._origin[row, column][1] == column:
                    found.add(column)
        return sorted(found)

    def lent(self, row: int, column: int) -> bool:
        """Whether the cell's value is lent by a merged range that begins in a row above.

        A name or a date merged downwards holds for each of its rows. A count or an amount is one number for the group:
        it belongs to the first row that is kept, and is not said of the others.
        """
        top, left = self._origin.get((row, column), (row, column))
        return top < row and self.value(top, left) not in (None, "")

    def has_mark(self, row: int, span: range) -> bool:
        """Whether one of the row's cells holds an error instead of a value."""
        return any(column in span for column in self._marked.get(row, ()))

    def is_blank(self, column: int, rows: range) -> bool:
        """Whether the column holds nothing of its own in these rows."""
        if column >= self.width:
            return True
        cells = self.sheet.columns[column]
        return all(code in cells.blanks for code in cells.codes[rows.start : rows.stop])

    def blank_rows(self, rows: range, span: range) -> list[int]:
        """The rows that hold nothing of their own in these columns."""
        columns = [self.sheet.columns[index] for index in span if index < self.width]
        if not all(column.blanks for column in columns):
            return []
        left: Iterable[int] = rows
        for column in columns:
            left = [row for row in left if column.codes[row] in column.blanks]
        return list(left)

    def sparse_rows(self, rows: range, span: range) -> list[int]:
        """The rows that have fewer than two cells, be it of spaces alone, in these columns."""
        none, one = list(rows), list[int]()
        for column in (self.sheet.columns[index] for index in span if index < self.width):
            missing = {code for code in column.blanks if column.values[code] is None}
            codes = column.codes
            one = [row for row in one if codes[row] in missing] if missing else []
            one += [row for row in none if codes[row] not in missing]
            none = [row for row in none if codes[row] in missing] if missing else []
        return sorted(none + one)

    def rows_with(self, rows: range, span: range, asks: Callable[[str], bool]) -> set[int]:
        """The rows in which one of these columns holds a text that is asked for; the digits in it must not matter."""
        found: set[int] = set()
        for column in (self.sheet.columns[index] for index in span if index < self.width):
            first = ((codes, column.values[codes[0]]) for codes in column.alike)
            codes = [code for codes, value in first if isinstance(value, str) and asks(value) for code in codes]
            found.update(row for row in column.rows_with(codes) if row in rows)
        return found

    def reaches_right(self, row: int, column: int) -> bool:
        """Whether the cell is merged with the cells to its right."""
        return self._origin.get((row, column + 1)) == (row, column)

    def bottom(self, row: int, column: int) -> int:
        """The last row of the merged range that begins in this cell, or the row itself."""
        while self._origin.get((row + 1, column)) == self._origin.get((row, column), ()):
            row += 1
        return row

    def part(self, rows: range, span: range) -> "Grid":
        """The same sheet with nothing on it but these rows and columns, at their places."""

        def row_of(number: int) -> list[Value]:
            if number not in rows:
                return []
            cells = self.sheet.rows[number][: span.stop]
            return [cell if column >= span.start else None for column, cell in enumerate(cells)]

        sheet = self.sheet
        return Grid(
            Sheet(
                sheet.name,
                [row_of(number) for number in range(min(rows.stop, self.height))],
                [area for area in sheet.merged if area[0] in rows and area[1] in span],
                marks={place: mark for place, mark in sheet.marks.items() if place[0] in rows and place[1] in span},
                cancelled=sheet.cancelled,
                lines=sheet.lines,
            )
        )
