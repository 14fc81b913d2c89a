"""What an .ods says of its cells beside their values: errors, formulas never calculated, percents, struck-through rows.

The fast reader gives 0 for an error that carries one, nothing for a formula without a type or for a text without one,
and no merged ranges.
"""

import re
import zipfile
from io import BytesIO

from etl.limits import LIMITS
from etl.read.hardened_xml import Broken, parse_elements
from etl.read.ods_cells import OdsCell, read_ods_rows, times
from etl.read.ods_styles import OdsStyles
from etl.read.tally import MergedFacts, Tally

_NUMBERS = ("float", "percentage", "currency")
_ATTRIBUTES = {
    **dict.fromkeys(_NUMBERS, "value"),
    "date": "date-value",
    "time": "time-value",
    "boolean": "boolean-value",
}
_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|Err:\d{3}")
_SEEN_CHARACTERS = 40


def ods_facts(content: bytes) -> dict[str, MergedFacts]:
    """Sheet name → facts. Raises `Broken` when the workbook has a password or repeats its cells beyond the limits."""
    archive = zipfile.ZipFile(BytesIO(content))
    names = set(archive.namelist())
    if "META-INF/manifest.xml" in names:
        parse_elements(archive.read("META-INF/manifest.xml"), _refuse_password)
    if "content.xml" not in names:
        return {}
    styles = OdsStyles()
    for part in ("styles.xml", "content.xml"):
        if part in names:
            styles.read(archive.read(part))
    tallies: dict[str, Tally] = {}

    def take_row(sheet: str, row: int, rows: int, cells: list[OdsCell]) -> None:
        _take_row(tallies.setdefault(sheet, Tally(sheet)), sheet, range(row, row + rows), cells)

    for sheet in read_ods_rows(archive.read("content.xml"), styles, take_row):
        tallies.setdefault(sheet, Tally(sheet))
    return {name: tally.result() for name, tally in tallies.items()}


def _refuse_password(name: str, _: dict[str, str]) -> None:
    if name == "encryption-data":
        raise Broken("password_protected", "password_protected", "")


def _take_row(tally: Tally, sheet: str, rows: range, cells: list[OdsCell]) -> None:
    filled = [(cell, *found) for cell in cells if (found := _sorted(cell))[0] != "blank"]
    right = max((cell.column + cell.columns for cell, *_ in filled), default=1)
    has_spaces = any(cell.texts or cell.said.get("string-value") for cell in cells)
    if (filled or has_spaces) and rows.stop * right > LIMITS.cells:
        raise Broken("too_large", "too_large", f"{sheet}: {rows.stop} x {right}")
    for row in rows if filled else ():
        for cell, kind, seen in filled:
            for column in range(cell.column, cell.column + cell.columns):
                _tell(tally, row, column, cell, kind, seen)
    if has_spaces:
        tally.facts.rows_with_blanks.update(rows)


def _sorted(cell: OdsCell) -> tuple[str, str]:
    """(`value`, what is written) or (`blank`, "") or (code of the mark, what was seen)."""
    said, text = cell.said, cell.text().strip()
    kind = said.get("value-type", "")
    if cell.is_error or ("formula" in said and _ERROR.fullmatch(text)):
        return "formula_error", text[:_SEEN_CHARACTERS]
    if "formula" in said and kind == "":
        return "formula_without_value", ""
    if kind == "string":
        return ("value", "") if (said.get("string-value") or text).strip() else ("blank", "")
    if value := said.get(_ATTRIBUTES.get(kind, ""), "").strip():
        return "value", value
    return ("bad_value", text[:_SEEN_CHARACTERS]) if text or kind else ("blank", "")


def _tell(tally: Tally, row: int, column: int, cell: OdsCell, kind: str, seen: str) -> None:
    if kind != "value":
        tally.mark(row, column, kind, seen)
        if kind == "bad_value":  # The fast reader leaves it out, perhaps with its row.
            tally.facts.rows_with_values.add(row)
        return
    type_ = cell.said.get("value-type", "")
    tally.value(row, column, struck=cell.has_struck and not cell.has_plain, percent=type_ == "percentage")
    if type_ in _NUMBERS:
        tally.exact(row, column, seen)
    down, across = times(cell.said, "number-rows-spanned"), times(cell.said, "number-columns-spanned")
    if down > 1 or across > 1:
        tally.facts.merged.append((row, column, row + down - 1, column + across - 1))
