"""Text with separators (CSV, TSV) → one sheet; every cell stays text."""

import csv
from io import StringIO
from pathlib import PurePath

from etl.errors import WorkbookRefused
from etl.limits import LIMITS
from etl.messages import message
from etl.read.sheet import Sheet, Value

SEPARATORS = ",\t;|"


def read_delimited(content: bytes, name: str) -> Sheet:
    """The one sheet of a text file, named for the file. Raises `WorkbookRefused` when it is prose, not a table."""
    text = _decode(content)
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise WorkbookRefused("empty", message("empty"))
    csv.field_size_limit(LIMITS.cell_characters)
    try:
        separator = _separator(text)
        if separator is None:
            raise WorkbookRefused("not_a_spreadsheet", message("not_a_spreadsheet", seen="text"))
        rows, lines = _records(text, separator)
    except csv.Error as error:
        raise WorkbookRefused("corrupt", message("corrupt")) from error
    return Sheet(PurePath(name).name, rows, lines=lines)


def _records(text: str, separator: str) -> tuple[list[list[Value]], list[int]]:
    """The records and the line on which each begins.

    Strict, since a quote that nobody closes would swallow the rows below it; a quote that is merely out of place, as
    programs write that quote nothing, is taken as it stands.
    """
    for strict in (True, False):
        rows: list[list[Value]] = []
        lines = [1]
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict)
        try:
            for record in reader:
                rows.append(list(record))
                lines.append(reader.line_num + 1)
            break
        except csv.Error as error:
            if not strict or "expected after" not in str(error):
                raise
    return rows, lines[:-1]


def _decode(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WorkbookRefused("not_a_spreadsheet", message("not_a_spreadsheet", seen="text"))


def _separator(text: str) -> str | None:
    """The separator that gives most of the first lines one and the same number of cells, two or more."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    best: tuple[float, int, str] | None = None
    for separator in SEPARATORS:
        widths = [len(record) for record in csv.reader(lines, delimiter=separator)]
        usual = max(set(widths), key=widths.count, default=1)
        if usual < 2:
            continue
        score = (widths.count(usual) / len(widths), usual, separator)
        best = max(best, score) if best else score
    return best[2] if best and best[0] >= 0.5 else None
