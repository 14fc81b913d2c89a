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
