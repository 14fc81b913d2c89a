"""Marks problems in a copy of a workbook, in a process of its own: `python -m etl.write.mark WORKBOOK OUT`.

A crafted workbook can take all memory and time there is, so the process is not ours. It takes the problems
from standard input and says on standard output what the copy has lost.
"""

import sys
from pathlib import Path
from typing import Any

import openpyxl
import orjson
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from etl.clean.text import visible
from etl.confine import confine_myself
from etl.messages import LANGUAGES, message
from etl.names.suggestion import suggestion_in_words
from etl.read.workbook import read_workbook
from etl.write.cells import put_text
from etl.write.formulas import keep_results, results_of
from etl.write.lost import lost_parts
from etl.write.plain_copy import plain_copy

AUTHOR = "zhongshan-hong-kong-cooperation"
COLOURS = {"error": "FFC7CE", "warning": "FFEB9C"}
WIDTHS = {"A": 20, "B": 10, "C": 30, "D": 70, "E": 30}


def mark(original: Path, part: Path, problems: list[dict[str, Any]], language: str) -> dict[str, int]:
    """Writes a copy of an xlsx with the problems marked and listed, and returns what it could not carry over."""
    with original.open("rb") as file:
        book = openpyxl.load_workbook(file, rich_text=True)
    _unmark(book)
    _mark(book, problems, language, {page.title: page.title for page in book.worksheets})
    with original.open("rb") as file:
        results = results_of(file)
    book.save(part)
    keep_results(part, {page.path.lstrip("/"): results.get(page.title, {}) for page in book.worksheets})
    return lost_parts(original, part)


def mark_plainly(original: Path, part: Path, problems: list[dict[str, Any]], language: str, name: str) -> None:
    """The same for a workbook of another kind, of which the values alone are carried over."""
    book, titles = plain_copy(read_workbook(original.read_bytes(), name).sheets)
    _mark(book, problems, language, titles)
    book.save(part)


def _mark(book: openpyxl.Workbook, problems: list[dict[str, Any]], language: str, titles: dict[str, str]) -> None:
    by_cell: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for problem in problems:
        address = problem["cell"] or (f"A{problem['row_number']}" if problem["row_number"] else "")
        if address:
            by_cell.setdefault((problem["sheet"], address), []).append(problem)
    for (sheet, address), found in by_cell.items():
        _mark_cell(book[titles[sheet]], address, found)
    _list(book.create_sheet(message("repair_sheet", language)), problems, language)


def _unmark(book: openpyxl.Workbook) -> None:
    """Takes away what an earlier repair left."""
    ours = {message("repair_sheet", language) for language in LANGUAGES}
    for page in list(book.worksheets):
        if page.title in ours and len(book.worksheets) > 1:
            book.remove(page)
            continue
        for row in page.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == AUTHOR:
                    cell.comment, cell.fill = None, PatternFill()


def _mark_cell(page: Worksheet, address: str, found: list[dict[str, Any]]) -> None:
    cell = page[address]
    if not isinstance(cell, Cell):  # in a merged range only the first cell can carry anything
        area = next(area for area in page.merged_cells.ranges if address in area)
        cell = page.cell(area.min_row, area.min_col)
    severity = "error" if any(problem["severity"] == "error" for problem in found) else "warning"
    cell.fill = PatternFill("solid", fgColor=COLOURS[severity])
    said = "\n".join(dict.fromkeys(visible(problem["message"]) for problem in found))
    author = AUTHOR
    if cell.comment is not None:  # the analyst's own words stay, above ours
        said, author = f"{cell.comment.text}\n{said}", cell.comment.author
    cell.comment = Comment(said, author, height=100, width=300)


def _list(page: Worksheet, problems: list[dict[str, Any]], language: str) -> None:
    heads = ("sheet_name", "cell", "seen", "sentence", "suggestion")
    lines: list[tuple[Any, ...]] = [tuple(message(f"repair_{head}", language) for head in heads)]
    for problem in problems:
        place = problem["cell"] or problem["row_number"]
        likely = suggestion_in_words(problem["suggestion"] or "", language)
        lines.append((problem["sheet"], place, problem["seen"], problem["message"], likely))
    for number, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            _write_text(page.cell(number, column), "" if text is None else str(text))
    for cell in page[1]:
        cell.font = Font(bold=True)
    for letter, width in WIDTHS.items():
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"


def _write_text(cell: Cell, text: str) -> None:
    put_text(cell, visible(text))
    cell.alignment = Alignment(wrap_text=True, vertical="top")


if __name__ == "__main__":
    confine_myself(may_write=True)
    told = orjson.loads(sys.stdin.buffer.read())
    place = Path(sys.argv[1]), Path(sys.argv[2]), told["problems"], told["language"]
    lost: dict[str, int] = {}
    if told["is_plain"]:
        mark_plainly(*place, told["name"])
    else:
        lost = mark(*place)
    sys.stdout.buffer.write(orjson.dumps(lost))
