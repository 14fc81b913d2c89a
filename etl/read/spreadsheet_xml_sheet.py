"""The cells of one sheet of an XML Spreadsheet 2003 → its rows."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from etl.read.hardened_xml import Broken
from etl.read.number_formats import percent_text
from etl.read.sheet import cell_address
from etl.read.tally import Tally

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][+-]?\d+)?")
_EXACT_DIGITS = 15  # digits that a double keeps for certain
_DAY_OF_TIMES = date(1899, 12, 31)  # the day that stands with a time alone
Value = str | float | bool | date | datetime | time | None


@dataclass
class XmlCell:
    """A cell that is being read; `kind` is the stated type of its value, None when it has none."""

    row: int
    column: int
    across: int = 0
    down: int = 0
    has_formula: bool = False
    is_percent: bool = False
    kind: str | None = None
    text: str = ""
    has_plain: bool = False
    has_struck: bool = False


class XmlSheet:
    """Takes cells in the order in which they are stored."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.hidden = False
        self._tally = Tally(name)
        self._values: dict[tuple[int, int], Value] = {}
        self._covered: dict[int, int] = {}  # column → last row that a cell from above covers

    def put(self, cell: XmlCell) -> None:
        """Raises `Broken` when the cell has a value where a merged one reaches."""
        row, column = cell.row, cell.column
        if cell.kind is not None and self._covered.get(column, -1) >= row:
            raise Broken("corrupt", "rows_differ", f"{self.name}!{cell_address(row + 1, column)}")
        if cell.across or cell.down:
            self._tally.facts.merged.append((row, column, row + cell.down, column + cell.across))
            self._covered.update((c, row + cell.down) for c in range(column, column + cell.across + 1) if cell.down)
        if cell.kind is None and not cell.has_formula:
            return
        kind, value = _value(cell)
        if kind == "value":
            self._tally.value(row, column, struck=cell.has_struck and not cell.has_plain)
            self._values[(row, column)] = percent_text(value) if cell.is_percent else value
        elif kind != "blank":
            self._tally.mark(row, column, kind, str(value))
            self._values[(row, column)] = None  # the row is there

    def plain(self) -> dict[str, Any]:
        """The sheet as plain data."""
        facts = self._tally.result()
        height = max((row for row, _ in self._values), default=-1) + 1
        width = max((column for _, column in self._values), default=-1) + 1
        return {
            "name": self.name,
            "rows": [[self._values.get((row, column)) for column in range(width)] for row in range(height)],
            "merged": [list(area) for area in facts.merged],
            "hidden": self.hidden,
            "marks": [[*place, *mark] for place, mark in facts.marks.items()],
            "cancelled": facts.struck,
        }


def _value(cell: XmlCell) -> tuple[str, Value]:
    """(`value`, the value) or (`blank`, None) or (code of the mark, what was seen)."""
    text = cell.text.strip()
    if cell.kind is None:
        return "formula_without_value", ""
    if cell.kind == "Error":
        return "formula_error", text
    if cell.kind == "String":
        return ("value", cell.text) if text else ("blank", None)
    if cell.kind == "Number" and _NUMBER.fullmatch(text):
        digits = text.lstrip("+-")
        return "value", text if digits.isdigit() and len(digits) > _EXACT_DIGITS else float(text)
    if cell.kind == "Boolean" and text in ("0", "1"):
        return "value", text == "1"
    if cell.kind == "DateTime":
        try:
            return "value", _moment(datetime.fromisoformat(text))
        except ValueError:
            pass
    return "bad_value", text


def _moment(moment: datetime) -> Value:
    if moment.date() == _DAY_OF_TIMES:
        return moment.time()
    return moment.date() if moment.time() == time() else moment
