"""The rows of an .ods as they are stored: each once, with how often it is repeated, and its cells likewise.

Layout: OASIS, Open Document Format 1.3, part 3, 9.1.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from etl.limits import LIMITS
from etl.read.hardened_xml import Broken, new_parser, run_parser
from etl.read.ods_styles import OdsStyles

_CELLS = ("table-cell", "covered-table-cell")
# What stands in a sheet or a cell and is none of its text: notes, drawings, tables of charts, recorded changes
_NO_CELLS = {"annotation", "shapes", "frame", "object", "tracked-changes", "forms", "dde-links", "custom-shape", "g"}
_SPACES = {"s", "tab", "line-break"}


@dataclass
class OdsCell:
    """Its attributes without their prefixes, the first column it stands in, in how many it stands, its text."""

    said: dict[str, str]
    column: int
    columns: int
    texts: list[str] = field(default_factory=list)
    has_plain: bool = False
    has_struck: bool = False
    is_error: bool = False

    def text(self) -> str:
        """What the cell shows."""
        return "".join(self.texts)


# (sheet, first row, in how many rows, cells)
TakeRow = Callable[[str, int, int, list[OdsCell]], None]


def read_ods_rows(xml: bytes, styles: OdsStyles, take_row: TakeRow) -> list[str]:
    """Calls `take_row` for every stored row; → the names of the sheets. Raises `Broken`."""
    reader = _Content(styles, take_row)
    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    run_parser(parser, xml)
    return reader.sheets


def times(said: dict[str, str], attribute: str) -> int:
    """How often a row or cell is repeated or over how many it reaches. Raises `Broken` for no such number."""
    text = said.get(attribute)
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) > 0):
        raise Broken("corrupt", "corrupt", attribute)
    return int(text)


@lru_cache(4096)
def _local(name: str) -> str:
    return name.rsplit(":", 1)[-1]


class _Content:
    """Takes the elements of content.xml one after another."""

    def __init__(self, styles: OdsStyles, take_row: TakeRow) -> None:
        self.sheets: list[str] = []
        self._take_row, self._styles = take_row, styles
        self._path: list[str] = []
        self._passed_over = 0
        self._is_in_sheet = False
        self._column_styles: list[tuple[int, str]] = []  # first column after those of the style, style
        self._row = self._column = 0
        self._row_said: dict[str, str] = {}
        self._cells: list[OdsCell] = []
        self._cell: OdsCell | None = None
        self._characters = self._paragraphs = 0
        self._spans: list[bool] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if self._passed_over or local in _NO_CELLS or (local == "table" and self._is_in_sheet):
            self._passed_over += 1
            return
        self._path.append(local)
        # The type of LibreOffice's own namespace stands beside the standard's and has the same local name.
        said = {_local(key): value for key, value in attributes.items() if key != "calcext:value-type"}
        if local == "table":
            self.sheets.append(said.get("name", ""))
            self._row, self._column_styles, self._is_in_sheet = 0, [], True
        elif self._is_in_sheet:
            self._start_inside(local, said, is_error=attributes.get("calcext:value-type") == "error")

    def _start_inside(self, local: str, said: dict[str, str], *, is_error: bool) -> None:
        cell = self._cell
        if local == "table-column":
            first = self._column_styles[-1][0] if self._column_styles else 0
            count = times(said, "number-columns-repeated")
            self._column_styles.append((first + count, said.get("default-cell-style-name", "")))
        elif local == "table-row":
            self._column, self._row_said, self._cells = 0, said, []
        elif local in _CELLS:
            self._cell = OdsCell(said, self._column, times(said, "number-columns-repeated"), is_error=is_error)
            self._spans = [self._styles.is_struck(self._style(said))]
            self._characters = 0
        elif cell and local == "p":
            self._paragraphs += 1
            if cell.texts:
                cell.texts.append("\n")
        elif cell and local in ("span", "a"):
            style = said.get("style-name", "")
            self._spans.append(self._styles.says.get(style, self._spans[-1]))
        elif cell and local in _SPACES:
            cell.texts.append(" ")

    def characters(self, data: str) -> None:
        cell = self._cell
        if not cell or self._passed_over or not self._paragraphs or self._characters > LIMITS.cell_characters:
            return
        cell.texts.append(data)
        self._characters += len(data)
        if data.strip():
            cell.has_struck |= self._spans[-1]
            cell.has_plain |= not self._spans[-1]

    def end(self, _: str) -> None:
        if self._passed_over:
            self._passed_over -= 1
            return
        local = self._path.pop()
        if self._cell and local == "p":
            self._paragraphs -= 1
        elif self._cell and local in ("span", "a"):
            self._spans.pop()
        elif self._cell and local in _CELLS:
            self._cells.append(self._cell)
            self._column += self._cell.columns
            self._cell = None
        elif local == "table":
            self._is_in_sheet = False
        elif local == "table-row" and self._is_in_sheet:
            count = times(self._row_said, "number-rows-repeated")
            self._take_row(self.sheets[-1], self._row, count, self._cells)
            self._row += count

    def _style(self, said: dict[str, str]) -> str:
        by_column = next((style for end, style in self._column_styles if self._column < end), "")
        return said.get("style-name") or self._row_said.get("default-cell-style-name") or by_column
