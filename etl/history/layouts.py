"""Decisions about layouts as rows of `decisions`: which rows are a heading, which table it is, what a cell should say.

The subject of a heading or table is its layout; that of a cell is `layout:sheet:cell:what stood there`, so that the
correction holds again only where the same text stands in the same cell of the same layout.
"""

from collections.abc import Iterable
from typing import Any

from etl.tables.chosen import HeadingRows
from etl.tables.corrected import Correction

# The table under which such decisions stand
LAYOUTS = "layouts"


def joined_parts(parts: Iterable[str]) -> str:
    """Parts as one text; a colon or percent sign inside a part is written %3A, %25."""
    return ":".join(part.replace("%", "%25").replace(":", "%3A") for part in parts)


def parted(text: str) -> list[str]:
    """The parts of such a text."""
    return [part.replace("%3A", ":").replace("%25", "%") for part in text.split(":")]


def heading_rows_decision(rows: HeadingRows) -> tuple[str, str]:
    """(subject, object) of `heading_rows_are`."""
    return rows.layout, joined_parts([str(rows.rows), rows.instead_of, *sorted(rows.words)])


def heading_rows_of_decision(decision: dict[str, Any]) -> HeadingRows:
    """The heading that a decision in force says is one."""
    rows, instead_of, *words = parted(decision["object"])
    return HeadingRows(decision["subject"], int(rows), frozenset(words), instead_of)


def cell_decision(layout: str, correction: Correction) -> tuple[str, str]:
    """(subject, object) of `cell_is`."""
    return joined_parts([layout, correction.sheet, correction.cell, correction.seen or ""]), correction.value


def cell_of(decision: dict[str, Any]) -> Correction:
    """The correction that a decision in force says."""
    layout, sheet, cell, seen = parted(decision["subject"])
    return Correction(sheet, cell, decision["object"] or "", layout, seen)
