"""Text with separators (CSV, TSV) → one sheet; every cell stays text, no record is lost."""

import csv
from functools import cache
from io import StringIO
from pathlib import PurePath

from etl.clean.text import heading_key
from etl.errors import WorkbookRefused
from etl.formula_guard import unguarded
from etl.limits import LIMITS
from etl.messages import message
from etl.read.encoding import encoding_of, is_damaged_text
from etl.read.sheet import Sheet, Value
from etl.source import sources

SEPARATORS = ",\t;|"
# Sentences have these too, so they separate cells only where the lines prove it.
FULL_WIDTH = "，；"
SAMPLE_LINES = 50


def read_delimited(content: bytes, name: str) -> Sheet:
    """The one sheet of a text file, named for the file. Raises `WorkbookRefused` when it is prose, not a table."""
    codec = encoding_of(content)
    if codec is None:
        code = "corrupt" if is_damaged_text(content) else "not_a_spreadsheet"
        raise WorkbookRefused(code, message("corrupt_text" if code == "corrupt" else code, seen="text"))
    text = content.decode(codec).removeprefix("\ufeff")
    if not text.strip("\x00 \t\r\n"):
        raise WorkbookRefused("empty", message("empty"))
    csv.field_size_limit(LIMITS.cell_characters)
    separator = _separator(text)
    if separator is None:
        raise WorkbookRefused("not_a_spreadsheet", message("not_a_spreadsheet", seen="text"))
    rows, lines = _records(text, separator)
    return Sheet(PurePath(name).name, rows, lines=lines)


def _records(text: str, separator: str) -> tuple[list[list[Value]], list[int]]:
    """The records and the line on which each begins.

    Strict, since a quote that nobody closes would swallow the rows below it. A quote that is merely out of place, as
    programs write that quote nothing, is taken as it stands, but then no record may reach over its line.
    """
    for strict in (True, False):
        rows: list[list[Value]] = []
        lines = [1]
        cells = 0
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict)
        try:
            for record in reader:
                if not strict and reader.line_num > lines[-1]:
                    raise _open_quote(lines[-1])
                rows.append([unguarded(cell) for cell in record])
                lines.append(reader.line_num + 1)
                cells += len(record)
                if cells > LIMITS.cells:
                    raise WorkbookRefused("too_large", message("too_large", seen=f"> {LIMITS.cells} cells"))
        except csv.Error as error:
            if strict and "expected after" in str(error):
                continue
            if "field limit" in str(error) and reader.line_num <= lines[-1]:
                seen = f"> {LIMITS.cell_characters} characters"
                raise WorkbookRefused("too_large", message("too_large", seen=seen)) from error
            raise _open_quote(lines[-1]) from error
        break
    _refuse_swallowed_rows(rows, lines, separator)
    return rows, lines[:-1]


def _refuse_swallowed_rows(rows: list[list[Value]], lines: list[int], separator: str) -> None:
    """A quote that the next quote closes by chance: the cell holds whole records, line for line."""
    widths = [len(row) for row in rows if len(row) > 1]
    usual = max(set(widths), key=widths.count, default=0)
    for number, row in enumerate(rows):
        if usual < 3 or lines[number + 1] - lines[number] < 2:
            continue
        for cell in row:
            breaks = len(str(cell).splitlines()) - 1
            if breaks > 0 and str(cell).count(separator) == breaks * (usual - 1):
                raise _open_quote(lines[number])


def _open_quote(line: int) -> WorkbookRefused:
    return WorkbookRefused("corrupt", message("open_quote", seen=str(line)))


def _separator(text: str) -> str | None:
    """The separator that gives the most known headings, then most of the first lines one and the same number of cells.

    None when no separator gives half of the lines the same number, two or more.
    """
    lines = [line for line in text[: LIMITS.cell_characters * 10].splitlines()[:SAMPLE_LINES] if line.strip()]
    best: tuple[int, float, int, str] | None = None
    for separator in SEPARATORS + FULL_WIDTH:
        if best and separator in FULL_WIDTH:
            continue
        try:
            records = [record for record in csv.reader(lines, delimiter=separator) if record]
        except csv.Error:  # a cell over the limit, said when the records are read
            records = [line.split(separator) for line in lines]
        widths = [len(record) for record in records]
        usual = max(sorted(set(widths)), key=widths.count, default=1)
        share = widths.count(usual) / len(widths) if widths else 0
        known = max((sum(heading_key(cell)[0] in _headings() for cell in record) for record in records), default=0)
        if separator in FULL_WIDTH and known < 3 and (share < 1 or usual < 3 or len(records) < 3):
            continue
        if usual >= 2 and share >= 0.5:
            score = (known if known >= 3 else 0, share, usual, separator)
            best = max(best, score) if best else score
    return best[3] if best else None


@cache
def _headings() -> frozenset[str]:
    return frozenset(heading for source in sources().values() for heading in source.headings)
