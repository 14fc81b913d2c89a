"""The cells of a page's tables → the rows of a sheet, table under table, as Excel shows them."""

import re
from dataclasses import dataclass, field

from etl.limits import LIMITS
from etl.read.hardened_xml import Broken

WIDEST, DEEPEST = 16_384, 1_048_576
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")


@dataclass
class PageCell:
    """A cell or a line between tables that is being read; `columns` and `rows` are how far it reaches."""

    texts: list[str] = field(default_factory=list)
    number: str = ""
    columns: int = 1
    rows: int = 1
    plain: bool = False
    struck: bool = False

    def add(self, text: str, *, struck: bool) -> None:
        """Appends a piece of text."""
        self.texts.append(text)
        if text.strip():
            self.struck |= struck
            self.plain |= not struck

    def text(self) -> str:
        """What the cell says, each line without spaces around it. Raises `Broken` when it is over the limit."""
        shown = "\n".join(" ".join(line.split()) for line in "".join(self.texts).split("\n")).strip()
        # Excel's own value beside what it shows, where both are numbers
        text = self.number if self.number and NUMBER.fullmatch(shown.replace(",", "")) else shown
        if len(text) > LIMITS.cell_characters:
            raise Broken("too_large", "too_large", f"> {LIMITS.cell_characters} characters")
        return text


class PageSheet:
    """Takes cells in the order of the page; places below and beside a wide cell are left out."""

    def __init__(self) -> None:
        self.rows: list[list[str | None]] = []
        self.merged: list[list[int]] = []
        self.cancelled: list[int] = []
        self._row: list[str | None] | None = None
        self._struck_cells: list[bool] = []
        self._covered: dict[int, int] = {}  # column → last row that a cell from above covers
        self._cells = 0

    @property
    def has_open_row(self) -> bool:
        return self._row is not None

    def forget_spans(self) -> None:
        """A cell reaches no further than its table."""
        self._covered = {}

    def start_row(self) -> None:
        """Begins a row, unless one is open."""
        self._row = [] if self._row is None else self._row

    def put(self, cell: PageCell) -> None:
        """The next cell of the open row."""
        if self._row is None:
            return
        top = len(self.rows)
        while self._covered.get(len(self._row), -1) >= top:
            self._row.append(None)
        left = len(self._row)
        text = cell.text()
        self._row += [text or None, *[None] * (cell.columns - 1)]
        if len(self._row) > WIDEST:
            raise Broken("too_large", "too_large", f"> {WIDEST} columns")
        if cell.columns > 1 or cell.rows > 1:
            self.merged.append([top, left, top + cell.rows - 1, left + cell.columns - 1])
        if cell.rows > 1:
            self._covered.update((column, top + cell.rows - 1) for column in range(left, left + cell.columns))
        if text:
            self._struck_cells.append(cell.struck and not cell.plain)

    def end_row(self) -> None:
        """Closes the open row; it is cancelled when all its cells, but perhaps the first, are struck through."""
        row, self._row = self._row, None
        if row is None:
            return
        if len(self._struck_cells) > 1 and all(self._struck_cells[1:]):
            self.cancelled.append(len(self.rows))
        self._struck_cells = []
        self.append(row)

    def append(self, row: list[str | None]) -> None:
        """A whole row. Raises `Broken` beyond the limits."""
        self._cells += len(row)
        if self._cells > LIMITS.cells or len(self.rows) >= DEEPEST:
            raise Broken("too_large", "too_large", f"> {LIMITS.cells} cells")
        self.rows.append(row)
