"""A sheet's cells with merged ranges filled in: a merged parent heading covers its columns, a merged cell its rows."""

from etl.clean.text import visible
from etl.read.sheet import Sheet, Value


class Grid:
    """Cells by row and column, both 0-based."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.width = max((len(row) for row in sheet.rows), default=0)
        self._origin: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in sheet.merged:
            for row in range(top, min(bottom, len(sheet.rows) - 1) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    self._origin[row, column] = (top, left)
        self._marked: dict[int, list[int]] = {}
        for row, column in sheet.marks:
            self._marked.setdefault(row, []).append(column)

    def value(self, row: int, column: int) -> Value:
        row, column = self._origin.get((row, column), (row, column))
        cells = self.sheet.rows[row] if row < len(self.sheet.rows) else []
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        value = self.value(row, column)
        return visible(value) if isinstance(value, str) else ""

    def own(self, row: int) -> list[tuple[int, Value]]:
        """The row's cells that hold something themselves, without what merging lends them."""
        return [(c, v) for c, v in enumerate(self.sheet.rows[row]) if v is not None and str(v).strip()]

    def filled(self, row: int) -> list[int]:
        """The columns in which the row holds something: its own cells, errors, and what merging lends from above."""
        found = {column for column, _ in self.own(row)}.union(self._marked.get(row, ()))
        if found and self._origin:
            for column in range(self.width):
                top, left = self._origin.get((row, column), (row, column))
                if top < row and left == column and self.value(top, left) not in (None, ""):
                    found.add(column)
        return sorted(found)

    def reaches_right(self, row: int, column: int) -> bool:
        """Whether the cell is merged with the cells to its right."""
        return self._origin.get((row, column + 1)) == (row, column)

    def bottom(self, row: int, column: int) -> int:
        """The last row of the merged range that begins in this cell, or the row itself."""
        while self._origin.get((row + 1, column)) == self._origin.get((row, column), ()):
            row += 1
        return row
